package io.penstock.stream.sql.internal;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DataType.Decimal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Constants as values of other types. Only what loses nothing is converted. */
final class Constants {
    private Constants() {}

    /** The value as a value of the type, or empty when there is none that means the same. */
    static Optional<Object> convert(Object value, DataType to) {
        return switch (to) {
            case Decimal decimal -> number(value).flatMap(n -> fitted(n, decimal));
            case DataType.Simple simple -> simple(value, simple);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> simple(Object value, DataType.Simple to) {
        return switch (to) {
            case BOOLEAN -> value instanceof Boolean ? Optional.of(value) : Optional.empty();
            case TINYINT -> whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE).map(Long::byteValue);
            case SMALLINT -> whole(value, Short.MIN_VALUE, Short.MAX_VALUE).map(Long::shortValue);
            case INTEGER -> whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE).map(Long::intValue);
            case BIGINT -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE).map(n -> (Object) n);
            case REAL ->
                number(value)
                        .map(BigDecimal::floatValue)
                        .filter(Float::isFinite)
                        .map(n -> (Object) n);
            case DOUBLE ->
                number(value)
                        .map(BigDecimal::doubleValue)
                        .filter(Double::isFinite)
                        .map(n -> (Object) n);
            case VARCHAR -> value instanceof String ? Optional.of(value) : Optional.empty();
            case VARBINARY -> value instanceof byte[] ? Optional.of(value) : Optional.empty();
            case DATE ->
                value instanceof String text ? Times.date(text).map(d -> (Object) d) : same(value, LocalDate.class);
            case TIME ->
                value instanceof String text
                        ? Times.time(text).map(t -> (Object) t)
                        : same(value, java.time.LocalTime.class);
            case TIMESTAMP -> timestamp(value);
            case INTERVAL -> same(value, java.time.Duration.class);
        };
    }

    private static Optional<Object> same(Object value, Class<?> type) {
        return type.isInstance(value) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Object> timestamp(Object value) {
        return switch (value) {
            case String text -> Times.timestamp(text).map(t -> (Object) t);
            case LocalDate date -> Optional.of(date.atStartOfDay().toInstant(ZoneOffset.UTC));
            case Instant instant -> Optional.of(instant);
            default -> Optional.empty();
        };
    }

    /** The number that a value is. */
    static Optional<BigDecimal> number(Object value) {
        return switch (value) {
            case BigDecimal n -> Optional.of(n);
            case Double n -> Optional.of(BigDecimal.valueOf(n));
            case Float n -> Optional.of(new BigDecimal(n.toString()));
            case Number n -> Optional.of(BigDecimal.valueOf(n.longValue()));
            default -> Optional.empty();
        };
    }

    private static Optional<Long> whole(Object value, long min, long max) {
        return number(value)
                .filter(n -> n.stripTrailingZeros().scale() <= 0)
                .filter(n -> n.compareTo(BigDecimal.valueOf(min)) >= 0 && n.compareTo(BigDecimal.valueOf(max)) <= 0)
                .map(BigDecimal::longValueExact);
    }

    private static Optional<Object> fitted(BigDecimal number, Decimal type) {
        if (number.stripTrailingZeros().scale() > type.scale()) {
            return Optional.empty();
        }
        BigDecimal fitted = number.setScale(type.scale(), RoundingMode.UNNECESSARY);
        return fitted.precision() > type.precision() ? Optional.empty() : Optional.of(fitted);
    }
}
