package io.penstock.connector.cassandra;

import io.penstock.documents.driver.CqlType;
import io.penstock.stream.data.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns a stream's value into the one that a column takes. Fails with {@link IllegalArgumentException} saying why. */
@FunctionalInterface
interface CqlValue {
    Object of(Object value);

    /** The way from a stream type to a column type, if there is one that loses nothing. */
    static Optional<CqlValue> of(DataType from, CqlType to, boolean truncate) {
        return switch (to) {
            case CqlType.Scalar scalar -> ofScalar(from, scalar, truncate);
            case CqlType.ListOf list -> ofElements(from, list.element()).map(value -> value);
            case CqlType.Vector vector -> ofElements(from, vector.element()).map(value -> value);
            case CqlType.SetOf set -> ofElements(from, set.element()).map(list -> value -> asSet(list.of(value)));
            case CqlType.MapOf map -> ofEntries(from, map);
            case CqlType.UserType none -> Optional.empty();
            case CqlType.Tuple none -> Optional.empty();
            case CqlType.Other none -> Optional.empty();
        };
    }

    private static Optional<CqlValue> ofElements(DataType from, CqlType element) {
        return from instanceof DataType.Array array
                ? of(array.element(), element, false)
                        .map(each -> value -> ((List<?>) value)
                                .stream().map(part -> part(each, part)).toList())
                : Optional.empty();
    }

    private static Object part(CqlValue way, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("a part of it is NULL, which no collection of CQL holds");
        }
        return way.of(value);
    }

    private static Set<Object> asSet(Object list) {
        return new LinkedHashSet<>((List<?>) list);
    }

    private static Optional<CqlValue> ofEntries(DataType from, CqlType.MapOf to) {
        if (!(from instanceof DataType.MapOf map)) {
            return Optional.empty();
        }
        Optional<CqlValue> keys = of(map.key(), to.key(), false);
        Optional<CqlValue> values = of(map.value(), to.value(), false);
        if (keys.isEmpty() || values.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(value -> {
            Map<Object, Object> out = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((k, v) -> out.put(part(keys.get(), k), part(values.get(), v)));
            return out;
        });
    }

    private static Optional<CqlValue> ofScalar(DataType from, CqlType.Scalar to, boolean truncate) {
        if (from instanceof DataType.Decimal decimal) {
            return switch (to) {
                case DECIMAL -> Optional.of(value -> value);
                case VARINT ->
                    decimal.scale() == 0
                            ? Optional.of(value -> ((BigDecimal) value).toBigIntegerExact())
                            : Optional.empty();
                default -> Optional.empty();
            };
        }
        if (!(from instanceof DataType.Simple simple)) {
            return Optional.empty();
        }
        return switch (simple) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> ofWhole(simple, to);
            case BOOLEAN -> same(to == CqlType.Scalar.BOOLEAN);
            case REAL ->
                to == CqlType.Scalar.DOUBLE
                        ? Optional.of(value -> ((Number) value).doubleValue())
                        : same(to == CqlType.Scalar.FLOAT);
            case DOUBLE -> same(to == CqlType.Scalar.DOUBLE);
            case VARCHAR -> ofText(to);
            case VARBINARY ->
                to == CqlType.Scalar.BLOB ? Optional.of(value -> ByteBuffer.wrap((byte[]) value)) : Optional.empty();
            case DATE -> same(to == CqlType.Scalar.DATE);
            case TIME -> same(to == CqlType.Scalar.TIME);
            case TIMESTAMP ->
                to == CqlType.Scalar.TIMESTAMP
                        ? Optional.of(value -> millis((Instant) value, truncate))
                        : Optional.empty();
            case INTERVAL -> Optional.empty();
        };
    }

    private static Optional<CqlValue> same(boolean fits) {
        return fits ? Optional.of(value -> value) : Optional.empty();
    }

    private static Optional<CqlValue> ofWhole(DataType.Simple from, CqlType.Scalar to) {
        boolean fits = switch (to) {
            case TINYINT -> from == DataType.Simple.TINYINT;
            case SMALLINT -> from == DataType.Simple.TINYINT || from == DataType.Simple.SMALLINT;
            case INT -> from != DataType.Simple.BIGINT;
            case BIGINT, VARINT -> true;
            default -> false;
        };
        if (!fits) {
            return Optional.empty();
        }
        return Optional.of(
                switch (to) {
                    case TINYINT -> value -> ((Number) value).byteValue();
                    case SMALLINT -> value -> ((Number) value).shortValue();
                    case INT -> value -> ((Number) value).intValue();
                    case VARINT -> value -> BigInteger.valueOf(((Number) value).longValue());
                    default -> value -> ((Number) value).longValue();
                });
    }

    private static Optional<CqlValue> ofText(CqlType.Scalar to) {
        return switch (to) {
            case TEXT -> Optional.of(value -> value);
            case ASCII -> Optional.of(value -> ascii((String) value));
            case UUID -> Optional.of(value -> uuid((String) value));
            case TIMEUUID -> Optional.of(value -> timeUuid(uuid((String) value)));
            default -> Optional.empty();
        };
    }

    private static Object ascii(String text) {
        if (text.chars().anyMatch(c -> c > 127)) {
            throw new IllegalArgumentException("an ascii column takes only ASCII characters");
        }
        return text;
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notUuid) {
            throw new IllegalArgumentException("the text is no UUID", notUuid);
        }
    }

    private static UUID timeUuid(UUID uuid) {
        if (uuid.version() != 1) {
            throw new IllegalArgumentException("the UUID has no time in it (version 1), but version " + uuid.version());
        }
        return uuid;
    }

    private static Object millis(Instant instant, boolean truncate) {
        Instant cut = instant.truncatedTo(ChronoUnit.MILLIS);
        if (!truncate && !cut.equals(instant)) {
            throw new IllegalArgumentException("the TIMESTAMP has microseconds, and Cassandra keeps milliseconds;"
                    + " name the column in option 'truncate' to cut them");
        }
        return cut;
    }
}
