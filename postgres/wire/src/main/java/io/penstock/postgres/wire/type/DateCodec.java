package io.penstock.postgres.wire.type;

import io.penstock.postgres.wire.WireBuffer;
import java.time.LocalDate;

/** date. LocalDate.MAX and MIN are infinity and -infinity. */
final class DateCodec extends ScalarCodec<LocalDate> {
    static final long EPOCH_DAY = 10_957;
    private static final int INFINITY = Integer.MAX_VALUE;
    private static final int NEGATIVE_INFINITY = Integer.MIN_VALUE;
    static final long MIN_DAY = -2_451_545;
    private static final long MAX_DAY = 2_145_031_948;

    DateCodec() {
        super(PgType.DATE, LocalDate.class);
    }

    private int days(LocalDate value) {
        if (value.equals(LocalDate.MAX)) {
            return INFINITY;
        }
        if (value.equals(LocalDate.MIN)) {
            return NEGATIVE_INFINITY;
        }
        long days = value.toEpochDay() - EPOCH_DAY;
        if (days < MIN_DAY || days > MAX_DAY) {
            throw ValueErrors.outOfRange("LocalDate", sqlName(), "which holds 4713 BC to 5874897 AD");
        }
        return (int) days;
    }

    @Override
    public void encode(LocalDate value, WireBuffer out) {
        out.putInt(days(value));
    }

    @Override
    public LocalDate decode(byte[] bytes, int offset, int length) {
        checkLength(length, 4);
        int days = (int) INT.get(bytes, offset);
        return switch (days) {
            case INFINITY -> LocalDate.MAX;
            case NEGATIVE_INFINITY -> LocalDate.MIN;
            default -> LocalDate.ofEpochDay(days + EPOCH_DAY);
        };
    }

    @Override
    String toText(LocalDate value) {
        return switch (days(value)) {
            case INFINITY -> "infinity";
            case NEGATIVE_INFINITY -> "-infinity";
            default ->
                DateTimeText.date(value, new StringBuilder())
                        .append(DateTimeText.era(value))
                        .toString();
        };
    }

    @Override
    LocalDate fromText(String text) {
        return switch (text) {
            case "infinity" -> LocalDate.MAX;
            case "-infinity" -> LocalDate.MIN;
            default -> DateTimeText.parse(text).date();
        };
    }
}
