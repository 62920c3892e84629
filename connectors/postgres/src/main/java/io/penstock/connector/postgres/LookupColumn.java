package io.penstock.connector.postgres;

import io.penstock.postgres.Row;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One column of a lookup: how it is selected, and the Java type it is read as.
 *
 * @param expression the expression in SQL that gives the stream's type
 * @param javaType the class of the stream's values
 */
record LookupColumn(Field field, String expression, Class<?> javaType) {
    /** The column, if all values of the table's column fit the stream's type. */
    static Optional<LookupColumn> of(Field field, Table.Column column) {
        String name = TableName.quoted(column.name());
        String base = ColumnTypes.base(column.type());
        DataType wanted = field.type();
        if (wanted instanceof DataType.Decimal decimal) {
            return decimal(column, decimal).map(cast -> new LookupColumn(field, name + "::" + cast, BigDecimal.class));
        }
        if (!(wanted instanceof DataType.Simple simple)) {
            return Optional.empty();
        }
        Optional<DataType> natural = ColumnTypes.streamType(column.type());
        boolean fits = natural.filter(type -> type instanceof DataType.Simple own && widens(own, simple))
                .isPresent();
        if (!fits) {
            return Optional.empty();
        }
        String expression = switch (base) {
            case "timestamp without time zone" -> name + " AT TIME ZONE 'UTC'";
            case "text" -> name;
            default -> name + "::" + castTo(simple);
        };
        return Optional.of(new LookupColumn(field, expression, javaType(simple)));
    }

    private static Optional<String> decimal(Table.Column column, DataType.Decimal wanted) {
        String cast = "numeric(" + wanted.precision() + "," + wanted.scale() + ")";
        if (ColumnTypes.base(column.type()).equals("numeric")) {
            boolean fits = ColumnTypes.decimal(column.type())
                    .map(own -> ColumnTypes.holds(wanted, own))
                    .orElse(true);
            // A numeric without digits may hold finer values: they are read as they are and checked one by one.
            return fits ? Optional.of("numeric") : Optional.empty();
        }
        return switch (ColumnTypes.base(column.type())) {
            case "smallint", "integer", "bigint" -> Optional.of(cast);
            default -> Optional.empty();
        };
    }

    private static boolean widens(DataType.Simple from, DataType.Simple to) {
        return switch (to) {
            case INTEGER -> from == DataType.Simple.SMALLINT || from == to;
            case BIGINT -> from == DataType.Simple.SMALLINT || from == DataType.Simple.INTEGER || from == to;
            case DOUBLE -> from == DataType.Simple.REAL || from == to;
            default -> from == to;
        };
    }

    private static String castTo(DataType.Simple type) {
        return ColumnTypes.forNewColumn(type).orElseThrow();
    }

    private static Class<?> javaType(DataType.Simple type) {
        return switch (type) {
            case BOOLEAN -> Boolean.class;
            case TINYINT -> Byte.class;
            case SMALLINT -> Short.class;
            case INTEGER -> Integer.class;
            case BIGINT -> Long.class;
            case REAL -> Float.class;
            case DOUBLE -> Double.class;
            case VARCHAR -> String.class;
            case VARBINARY -> byte[].class;
            case DATE -> LocalDate.class;
            case TIME -> LocalTime.class;
            case TIMESTAMP -> Instant.class;
            case INTERVAL -> Duration.class;
        };
    }

    /** The value of a row at a position; null for NULL. Fails with {@link IllegalArgumentException} saying why. */
    @Nullable
    Object read(Row row, int position) {
        if (row.value(position) == null) {
            return null;
        }
        Object value = row.get(position, javaType);
        return field.type() instanceof DataType.Decimal decimal ? scaled((BigDecimal) value, decimal) : value;
    }

    private static BigDecimal scaled(BigDecimal value, DataType.Decimal type) {
        BigDecimal plain = value.stripTrailingZeros();
        if (plain.scale() > type.scale() || plain.precision() - plain.scale() > type.precision() - type.scale()) {
            throw new IllegalArgumentException("a number does not fit " + type.sql());
        }
        return value.setScale(type.scale());
    }
}
