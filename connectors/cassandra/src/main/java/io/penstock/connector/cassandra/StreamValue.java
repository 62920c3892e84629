package io.penstock.connector.cassandra;

import io.penstock.documents.driver.CqlType;
import io.penstock.stream.data.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Turns a column's value into the one that the stream engine takes. */
@FunctionalInterface
interface StreamValue {
    Object of(Object value);

    /** The way from a column type to a stream type, if there is one that loses nothing. */
    static Optional<StreamValue> of(CqlType from, DataType to) {
        return switch (from) {
            case CqlType.Scalar scalar -> ofScalar(scalar, to);
            case CqlType.ListOf list -> ofElements(list.element(), to);
            case CqlType.SetOf set -> ofElements(set.element(), to);
            case CqlType.Vector vector -> ofElements(vector.element(), to);
            case CqlType.MapOf map -> ofEntries(map, to);
            case CqlType.UserType none -> Optional.empty();
            case CqlType.Tuple none -> Optional.empty();
            case CqlType.Other none -> Optional.empty();
        };
    }

    private static Optional<StreamValue> ofElements(CqlType element, DataType to) {
        return to instanceof DataType.Array array
                ? of(element, array.element())
                        .map(each -> value ->
                                ((Collection<?>) value).stream().map(each::of).toList())
                : Optional.empty();
    }

    private static Optional<StreamValue> ofEntries(CqlType.MapOf from, DataType to) {
        if (!(to instanceof DataType.MapOf map)) {
            return Optional.empty();
        }
        Optional<StreamValue> keys = of(from.key(), map.key());
        Optional<StreamValue> values = of(from.value(), map.value());
        if (keys.isEmpty() || values.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(value -> {
            Map<Object, Object> out = new LinkedHashMap<>();
            ((Map<?, ?>) value)
                    .forEach((k, v) -> out.put(keys.get().of(k), values.get().of(v)));
            return Map.copyOf(out);
        });
    }

    private static Optional<StreamValue> ofScalar(CqlType.Scalar from, DataType to) {
        if (to instanceof DataType.Decimal decimal) {
            return switch (from) {
                case DECIMAL -> Optional.of(value -> scaled((BigDecimal) value, decimal));
                case VARINT -> Optional.of(value -> scaled(new BigDecimal((BigInteger) value), decimal));
                default -> Optional.empty();
            };
        }
        if (!(to instanceof DataType.Simple simple)) {
            return Optional.empty();
        }
        return switch (from) {
            case TINYINT, SMALLINT, INT, BIGINT, COUNTER -> ofWhole(from, simple);
            case FLOAT ->
                simple == DataType.Simple.DOUBLE
                        ? Optional.of(value -> ((Number) value).doubleValue())
                        : same(simple == DataType.Simple.REAL);
            case UUID, TIMEUUID -> simple == DataType.Simple.VARCHAR ? Optional.of(Object::toString) : Optional.empty();
            case BLOB -> simple == DataType.Simple.VARBINARY ? Optional.of(StreamValue::bytes) : Optional.empty();
            case INET, DURATION, DECIMAL, VARINT -> Optional.empty();
            case BOOLEAN, DOUBLE, TEXT, ASCII, DATE, TIME, TIMESTAMP ->
                same(StreamTypes.of(from).filter(simple::equals).isPresent());
        };
    }

    private static Optional<StreamValue> same(boolean fits) {
        return fits ? Optional.of(value -> value) : Optional.empty();
    }

    private static Optional<StreamValue> ofWhole(CqlType.Scalar from, DataType.Simple to) {
        return switch (to) {
            case TINYINT -> same(from == CqlType.Scalar.TINYINT);
            case SMALLINT ->
                from == CqlType.Scalar.TINYINT || from == CqlType.Scalar.SMALLINT
                        ? Optional.of(value -> ((Number) value).shortValue())
                        : Optional.empty();
            case INTEGER ->
                from == CqlType.Scalar.BIGINT || from == CqlType.Scalar.COUNTER
                        ? Optional.empty()
                        : Optional.of(value -> ((Number) value).intValue());
            case BIGINT -> Optional.of(value -> ((Number) value).longValue());
            default -> Optional.empty();
        };
    }

    private static Object scaled(BigDecimal value, DataType.Decimal type) {
        try {
            BigDecimal scaled = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
            if (scaled.precision() <= type.precision()) {
                return scaled;
            }
        } catch (ArithmeticException finer) {
            throw new IllegalArgumentException("a number is finer than " + type.sql(), finer);
        }
        throw new IllegalArgumentException("a number is larger than " + type.sql());
    }

    private static Object bytes(Object value) {
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
