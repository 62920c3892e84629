package io.penstock.stream.runtime.internal.state;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** State as bytes: longs big-endian, texts as UTF-8 with their length before. Confined to one thread. */
public final class StateWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    private final ByteBuffer eight = ByteBuffer.allocate(Long.BYTES);

    public void writeByte(int value) {
        out.write(value);
    }

    public void writeInt(int value) {
        out.write(eight.putInt(0, value).array(), 0, Integer.BYTES);
    }

    public void writeLong(long value) {
        out.write(eight.putLong(0, value).array(), 0, Long.BYTES);
    }

    /** Some longs of an array in one go. */
    public void writeLongs(long[] values, int from, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES);
        bytes.asLongBuffer().put(values, from, count);
        out.write(bytes.array(), 0, count * Long.BYTES);
    }

    public void writeBytes(byte[] bytes) {
        writeInt(bytes.length);
        out.write(bytes, 0, bytes.length);
    }

    public void writeText(String text) {
        writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A boxed value of any type, or null. */
    public void writeValue(@Nullable Object value) {
        switch (value) {
            case null -> writeByte(ValueTag.NULL);
            case String text -> tagged(ValueTag.TEXT, text);
            case Boolean flag -> {
                writeByte(ValueTag.BOOLEAN);
                writeByte(flag ? 1 : 0);
            }
            case Byte number -> tagged(ValueTag.BYTE, number);
            case Short number -> tagged(ValueTag.SHORT, number);
            case Integer number -> tagged(ValueTag.INT, number);
            case Long number -> tagged(ValueTag.LONG, number);
            case Float number -> tagged(ValueTag.FLOAT, Float.floatToRawIntBits(number));
            case Double number -> tagged(ValueTag.DOUBLE, Double.doubleToRawLongBits(number));
            case BigDecimal number -> {
                writeByte(ValueTag.DECIMAL);
                writeInt(number.scale());
                writeBytes(number.unscaledValue().toByteArray());
            }
            case byte[] bytes -> {
                writeByte(ValueTag.BYTES);
                writeBytes(bytes);
            }
            case LocalDate date -> tagged(ValueTag.DATE, date.toEpochDay());
            case LocalTime time -> tagged(ValueTag.TIME, time.toNanoOfDay());
            case Instant moment -> {
                tagged(ValueTag.INSTANT, moment.getEpochSecond());
                writeInt(moment.getNano());
            }
            case Duration duration -> {
                tagged(ValueTag.DURATION, duration.getSeconds());
                writeInt(duration.getNano());
            }
            case List<?> list -> {
                writeByte(ValueTag.LIST);
                writeInt(list.size());
                list.forEach(this::writeValue);
            }
            case Map<?, ?> map -> {
                writeByte(ValueTag.MAP);
                writeInt(map.size());
                map.forEach((key, mapped) -> {
                    writeValue(key);
                    writeValue(mapped);
                });
            }
            default -> throw new IllegalArgumentException(value.getClass() + " cannot be part of state");
        }
    }

    private void tagged(int tag, String text) {
        writeByte(tag);
        writeText(text);
    }

    private void tagged(int tag, long number) {
        writeByte(tag);
        writeLong(number);
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }
}
