package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;
import java.time.LocalTime;

/** time, in microseconds. PostgreSQL's 24:00:00 has no LocalTime and is refused. */
final class TimeCodec extends ScalarCodec<LocalTime> {
    private static final long DAY_MICROS = 86_400_000_000L;

    private final boolean truncates;

    TimeCodec(boolean truncates) {
        super(PgType.TIME, LocalTime.class);
        this.truncates = truncates;
    }

    @Override
    public Codec<LocalTime> truncating() {
        return new TimeCodec(true);
    }

    private long micros(LocalTime value) {
        long nanos = value.toNanoOfDay();
        if (nanos % 1000 != 0 && !truncates) {
            throw ValueErrors.tooFine("LocalTime", sqlName(), "which holds microseconds");
        }
        return nanos / 1000;
    }

    @Override
    public void encode(LocalTime value, WireBuffer out) {
        out.putLong(micros(value));
    }

    @Override
    public LocalTime decode(byte[] bytes, int offset, int length) {
        checkLength(length, 8);
        long micros = (long) LONG.get(bytes, offset);
        if (micros < 0 || micros > DAY_MICROS) {
            throw ValueErrors.malformed(sqlName(), "it is not within a day");
        }
        if (micros == DAY_MICROS) {
            throw midnight();
        }
        return LocalTime.ofNanoOfDay(micros * 1000);
    }

    private RuntimeException midnight() {
        return ValueErrors.unreadable(sqlName(), "LocalTime", "it is 24:00:00, which LocalTime does not have");
    }

    @Override
    String toText(LocalTime value) {
        return DateTimeText.time(LocalTime.ofNanoOfDay(micros(value) * 1000), new StringBuilder())
                .toString();
    }

    @Override
    LocalTime fromText(String text) {
        if (text.startsWith("24:00:00")) {
            throw midnight();
        }
        return LocalTime.parse(text);
    }
}
