package io.penstock.connector.postgres;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.UUID;

/**
 * One column of a sink.
 *
 * @param name its name in the stream and in the table
 * @param sqlType the type as whose array its values are sent; without a length, since a cast to a length would cut
 *     values in silence, where the insert refuses them
 * @param convert makes the value that is sent; fails with {@link IllegalArgumentException} saying why
 */
record SinkColumn(String name, String sqlType, Conversion convert) {
    /** Makes the value that is sent from the stream's. */
    @FunctionalInterface
    interface Conversion {
        Object of(Object value);
    }

    private static final Conversion SAME = value -> value;

    /** The column, if values of the stream's type fit the table's column without loss. */
    static Optional<SinkColumn> of(Field field, Table.Column column) {
        String base = ColumnTypes.base(column.type());
        return conversion(field.type(), base, column.type())
                .map(convert -> new SinkColumn(field.name(), castType(base), convert));
    }

    /** {@code character} without a length means one character; the type without any limit has a name of its own. */
    private static String castType(String base) {
        return base.equals("character") ? "bpchar" : base;
    }

    private static Optional<Conversion> conversion(DataType from, String base, String type) {
        if (from instanceof DataType.Decimal decimal) {
            boolean unbounded = type.equals("numeric");
            boolean holds = ColumnTypes.decimal(type)
                    .filter(wide -> ColumnTypes.holds(wide, decimal))
                    .isPresent();
            return same(unbounded || holds);
        }
        if (!(from instanceof DataType.Simple simple)) {
            return Optional.empty();
        }
        return switch (simple) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> whole(simple, base, type);
            case REAL ->
                base.equals("double precision")
                        ? Optional.of(value -> ((Number) value).doubleValue())
                        : same(base.equals("real"));
            case DOUBLE -> same(base.equals("double precision"));
            case BOOLEAN -> same(base.equals("boolean"));
            case VARCHAR -> text(base);
            case VARBINARY -> same(base.equals("bytea"));
            case DATE -> same(base.equals("date"));
            case TIME -> time(base, type);
            case TIMESTAMP -> timestamp(base, type);
            case INTERVAL -> Optional.empty();
        };
    }

    private static Optional<Conversion> same(boolean fits) {
        return fits ? Optional.of(SAME) : Optional.empty();
    }

    private static Optional<Conversion> whole(DataType.Simple from, String base, String type) {
        return switch (base) {
            case "smallint" ->
                from == DataType.Simple.TINYINT || from == DataType.Simple.SMALLINT
                        ? Optional.of(value -> ((Number) value).shortValue())
                        : Optional.empty();
            case "integer" ->
                from == DataType.Simple.BIGINT ? Optional.empty() : Optional.of(value -> ((Number) value).intValue());
            case "bigint" -> Optional.of(value -> ((Number) value).longValue());
            case "numeric" ->
                type.equals("numeric")
                                || ColumnTypes.decimal(type)
                                        .filter(wide -> ColumnTypes.holds(wide, digits(from)))
                                        .isPresent()
                        ? Optional.of(value -> BigDecimal.valueOf(((Number) value).longValue()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static DataType.Decimal digits(DataType.Simple whole) {
        return new DataType.Decimal(
                switch (whole) {
                    case TINYINT -> 3;
                    case SMALLINT -> 5;
                    case INTEGER -> 10;
                    default -> 19;
                },
                0);
    }

    private static Optional<Conversion> text(String base) {
        return switch (base) {
            case "text", "character varying", "character" -> Optional.of(SAME);
            case "uuid" -> Optional.of(value -> uuid((String) value));
            default -> Optional.empty();
        };
    }

    private static Object uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notUuid) {
            throw new IllegalArgumentException("the text is no UUID", notUuid);
        }
    }

    private static Optional<Conversion> time(String base, String type) {
        int digits = ColumnTypes.fractionDigits(type);
        return base.equals("time without time zone")
                ? Optional.of(value -> exact((LocalTime) value, digits))
                : Optional.empty();
    }

    private static Optional<Conversion> timestamp(String base, String type) {
        int digits = ColumnTypes.fractionDigits(type);
        return switch (base) {
            case "timestamp with time zone" -> Optional.of(value -> exact((Instant) value, digits));
            case "timestamp without time zone" ->
                Optional.of(value -> LocalDateTime.ofInstant(exact((Instant) value, digits), ZoneOffset.UTC));
            default -> Optional.empty();
        };
    }

    /** The server would round a finer value without a word. */
    private static <T extends TemporalAccessor> T exact(T value, int digits) {
        int step = 1;
        for (int i = digits; i < ColumnTypes.NANO_DIGITS; i++) {
            step *= 10;
        }
        if (value.get(ChronoField.NANO_OF_SECOND) % step != 0) {
            throw new IllegalArgumentException("the value " + value + " is finer than the column, which has " + digits
                    + " digits of a second; round it in the query, or widen the column");
        }
        return value;
    }
}
