package io.penstock.stream.data;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Values of columns as Java objects, at the edges only. BOOLEAN is {@link Boolean}; the integers are {@link Byte},
 * {@link Short}, {@link Integer}, {@link Long}; REAL is {@link Float}; DOUBLE {@link Double}; DECIMAL
 * {@link BigDecimal}; VARCHAR {@link String}; VARBINARY {@code byte[]}; DATE {@link LocalDate}; TIME {@link LocalTime};
 * TIMESTAMP {@link Instant}; INTERVAL {@link Duration}; arrays, maps and rows are lists and maps.
 */
public final class Boxed {
    private static final long MICROS = 1_000_000;

    private Boxed() {}

    /** The value of a row; null for NULL. */
    public static @Nullable Object get(DataType type, Column column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        return switch (column) {
            case LongColumn c -> ofLong(type, c.values()[row]);
            case DoubleColumn c -> ofDouble(type, c.values()[row]);
            case TextColumn c -> c.text(row);
            case ObjectColumn c -> c.values()[row];
        };
    }

    private static Object ofDouble(DataType type, double value) {
        if (type.equals(DataType.REAL)) {
            return (float) value;
        }
        return value;
    }

    /** The object of a value in LONG storage. */
    public static Object ofLong(DataType type, long value) {
        if (!(type instanceof DataType.Simple simple)) {
            throw new IllegalArgumentException(type.sql() + " is not kept as a long");
        }
        return switch (simple) {
            case BOOLEAN -> value != 0;
            case TINYINT -> (byte) value;
            case SMALLINT -> (short) value;
            case INTEGER -> (int) value;
            case BIGINT -> value;
            case DATE -> LocalDate.ofEpochDay(value);
            case TIME -> LocalTime.ofNanoOfDay(value * 1000);
            case TIMESTAMP -> instant(value);
            case INTERVAL -> Duration.of(value, ChronoUnit.MICROS);
            case REAL, DOUBLE, VARCHAR, VARBINARY ->
                throw new IllegalArgumentException(type.sql() + " is not kept as a long");
        };
    }

    /** The moment of microseconds since the epoch. */
    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
    }

    /** The microseconds since the epoch; what is finer is cut off. Overflow is an {@link ArithmeticException}. */
    public static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1000);
    }
}
