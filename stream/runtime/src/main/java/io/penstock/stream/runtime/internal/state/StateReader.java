package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.runtime.internal.Errors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link StateWriter} wrote; anything else is a damaged snapshot. Confined to one thread. */
public final class StateReader {
    private final ByteBuffer in;

    public StateReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    public int readByte() {
        need(1);
        return in.get();
    }

    public int readInt() {
        need(Integer.BYTES);
        return in.getInt();
    }

    public long readLong() {
        need(Long.BYTES);
        return in.getLong();
    }

    /** A number of things of at least {@code bytesEach} bytes, which must still be there. */
    public int readCount(int bytesEach) {
        int count = readInt();
        if (count < 0 || (long) count * bytesEach > in.remaining()) {
            throw Errors.snapshotDamaged("a count of " + count + " does not fit what is left");
        }
        return count;
    }

    public void readLongs(long[] into, int from, int count) {
        need(Math.multiplyExact(count, Long.BYTES));
        in.asLongBuffer().get(into, from, count);
        in.position(in.position() + count * Long.BYTES);
    }

    public byte[] readBytes() {
        byte[] bytes = new byte[readCount(1)];
        in.get(bytes);
        return bytes;
    }

    public String readText() {
        return new String(readBytes(), StandardCharsets.UTF_8);
    }

    /** A boxed value, or null. */
    public @Nullable Object readValue() {
        int tag = readByte();
        return switch (tag) {
            case ValueTag.NULL -> null;
            case ValueTag.TEXT -> readText();
            case ValueTag.BOOLEAN -> readByte() != 0;
            case ValueTag.BYTE -> (byte) readLong();
            case ValueTag.SHORT -> (short) readLong();
            case ValueTag.INT -> (int) readLong();
            case ValueTag.LONG -> readLong();
            case ValueTag.FLOAT -> Float.intBitsToFloat((int) readLong());
            case ValueTag.DOUBLE -> Double.longBitsToDouble(readLong());
            case ValueTag.DECIMAL -> {
                int scale = readInt();
                yield new BigDecimal(new BigInteger(readBytes()), scale);
            }
            case ValueTag.BYTES -> readBytes();
            case ValueTag.DATE -> LocalDate.ofEpochDay(readLong());
            case ValueTag.TIME -> LocalTime.ofNanoOfDay(readLong());
            case ValueTag.INSTANT -> Instant.ofEpochSecond(readLong(), readInt());
            case ValueTag.DURATION -> Duration.ofSeconds(readLong(), readInt());
            case ValueTag.LIST -> readList();
            case ValueTag.MAP -> readMap();
            default -> throw Errors.snapshotDamaged("unknown value tag " + tag);
        };
    }

    private List<@Nullable Object> readList() {
        int size = readCount(1);
        List<@Nullable Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(readValue());
        }
        return Collections.unmodifiableList(list);
    }

    private Map<@Nullable Object, @Nullable Object> readMap() {
        int size = readCount(2);
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(readValue(), readValue());
        }
        return Collections.unmodifiableMap(map);
    }

    /** Whether everything was read. */
    public boolean isAtEnd() {
        return !in.hasRemaining();
    }

    private void need(int bytes) {
        if (in.remaining() < bytes) {
            throw Errors.snapshotDamaged("it ends in the middle");
        }
    }
}
