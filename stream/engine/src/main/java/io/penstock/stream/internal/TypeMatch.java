package io.penstock.stream.internal;

import io.penstock.record.RecordShape;
import io.penstock.record.ValueType;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Which Java types go into which column types, and come out of them. Widening is allowed, narrowing is not. */
final class TypeMatch {
    private TypeMatch() {}

    /** Whether every value of the Java type may be offered to the column; single values can still be too fine. */
    static boolean canStore(DataType column, Type javaType) {
        Type type = unwrapped(javaType);
        Optional<ValueType> found = ValueType.of(type);
        if (found.isEmpty()) {
            return false;
        }
        ValueType value = found.get();
        return switch (column) {
            case DataType.Simple simple -> canStore(simple, value);
            case DataType.Decimal decimal ->
                value == ValueType.DECIMAL || value == ValueType.VARINT || isInteger(value);
            case DataType.Array array -> value == ValueType.LIST && canStore(array.element(), argument(type, 0));
            case DataType.MapOf map ->
                value == ValueType.MAP
                        && canStore(map.key(), argument(type, 0))
                        && canStore(map.value(), argument(type, 1));
            case DataType.Row row -> value == ValueType.RECORD && recordFits(row, type, true);
        };
    }

    private static boolean canStore(DataType.Simple column, ValueType value) {
        return switch (column) {
            case BOOLEAN -> value == ValueType.BOOLEAN;
            case TINYINT, SMALLINT, INTEGER, BIGINT -> isInteger(value) && width(value) <= width(column);
            case REAL -> value == ValueType.FLOAT;
            case DOUBLE ->
                value == ValueType.DOUBLE
                        || value == ValueType.FLOAT
                        || (isInteger(value) && value != ValueType.BIGINT);
            case VARCHAR -> value == ValueType.TEXT || value == ValueType.UUID;
            case VARBINARY -> value == ValueType.BYTES;
            case DATE -> value == ValueType.DATE;
            case TIME -> value == ValueType.TIME;
            case TIMESTAMP -> value == ValueType.TIMESTAMP;
            case INTERVAL -> false;
        };
    }

    /** Whether every value of the column can become the Java type. */
    static boolean canRead(DataType column, Type javaType) {
        Type type = unwrapped(javaType);
        Optional<ValueType> found = ValueType.of(type);
        if (found.isEmpty()) {
            return false;
        }
        ValueType value = found.get();
        return switch (column) {
            case DataType.Simple simple -> canRead(simple, value);
            case DataType.Decimal decimal ->
                value == ValueType.DECIMAL || (value == ValueType.VARINT && decimal.scale() == 0);
            case DataType.Array array -> value == ValueType.LIST && canRead(array.element(), argument(type, 0));
            case DataType.MapOf map ->
                value == ValueType.MAP
                        && canRead(map.key(), argument(type, 0))
                        && canRead(map.value(), argument(type, 1));
            case DataType.Row row -> value == ValueType.RECORD && recordFits(row, type, false);
        };
    }

    private static boolean canRead(DataType.Simple column, ValueType value) {
        return switch (column) {
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                (isInteger(value) && width(value) >= width(column))
                        || value == ValueType.DECIMAL
                        || value == ValueType.VARINT
                        || (value == ValueType.DOUBLE && column != DataType.Simple.BIGINT);
            case REAL -> value == ValueType.FLOAT || value == ValueType.DOUBLE;
            case DOUBLE -> value == ValueType.DOUBLE;
            case BOOLEAN, VARCHAR, VARBINARY, DATE, TIME, TIMESTAMP, INTERVAL -> canStore(column, value);
        };
    }

    private static boolean recordFits(DataType.Row row, Type type, boolean storing) {
        RecordShape<?> shape = RecordShape.of((Class<?>) type);
        if (storing) {
            return row.fields().stream()
                    .allMatch(field -> shape.column(field.name())
                            .filter(component -> canStore(field.type(), component.javaType()))
                            .isPresent());
        }
        return shape.components().stream()
                .allMatch(component -> row.fields().stream()
                        .filter(field -> field.name().equals(component.columnName()))
                        .map(Field::type)
                        .anyMatch(field -> canRead(field, component.javaType())));
    }

    /** The type inside an {@code Optional}. */
    static Type unwrapped(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return generic.getActualTypeArguments()[0];
        }
        if (type == OptionalInt.class) {
            return int.class;
        }
        return type == OptionalLong.class ? long.class : type;
    }

    /** The type argument of a generic type; {@code Object} where there is none. */
    static Type argument(Type type, int index) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[index] : Object.class;
    }

    private static boolean isInteger(ValueType value) {
        return switch (value) {
            case TINYINT, SMALLINT, INT, BIGINT -> true;
            default -> false;
        };
    }

    private static int width(ValueType value) {
        return switch (value) {
            case TINYINT -> 1;
            case SMALLINT -> 2;
            case INT -> 4;
            default -> 8;
        };
    }

    private static int width(DataType.Simple column) {
        return switch (column) {
            case TINYINT -> 1;
            case SMALLINT -> 2;
            case INTEGER -> 4;
            default -> 8;
        };
    }
}
