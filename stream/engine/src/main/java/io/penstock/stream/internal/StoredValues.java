package io.penstock.stream.internal;

import io.penstock.record.RecordComponentShape;
import io.penstock.record.RecordShape;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Java values as columns keep them ({@link Boxed}). A value that is too large is an error; one that is too fine is an
 * error unless it may be truncated.
 */
final class StoredValues {
    private static final int MICRO = 1000;
    private static final long MICROS = 1_000_000;
    private static final List<DataType> INTEGERS =
            List.of(DataType.TINYINT, DataType.SMALLINT, DataType.INTEGER, DataType.BIGINT);
    private static final long[] LARGEST = {Byte.MAX_VALUE, Short.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE};

    private StoredValues() {}

    /** A value does not fit; the caller adds which column it was for. */
    static final class Misfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misfit(String why) {
            super(why, null, false, false);
        }

        String why() {
            String message = getMessage();
            return message == null ? "" : message;
        }
    }

    /** The value as the column keeps it; null for null and empty optionals. */
    static @Nullable Object of(DataType type, @Nullable Object value, boolean truncate) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case Optional<?> o -> of(type, o.orElse(null), truncate);
            case OptionalInt o -> o.isPresent() ? present(type, o.getAsInt(), truncate) : null;
            case OptionalLong o -> o.isPresent() ? present(type, o.getAsLong(), truncate) : null;
            case OptionalDouble o -> o.isPresent() ? present(type, o.getAsDouble(), truncate) : null;
            default -> present(type, value, truncate);
        };
    }

    private static Object present(DataType type, Object value, boolean truncate) {
        return switch (type) {
            case DataType.Simple simple -> simple(simple, value, truncate);
            case DataType.Decimal decimal -> decimal(decimal, value, truncate);
            case DataType.Array array -> list(array, value, truncate);
            case DataType.MapOf map -> map(map, value, truncate);
            case DataType.Row row -> row(row, value, truncate);
        };
    }

    private static Object simple(DataType.Simple type, Object value, boolean truncate) {
        return switch (type) {
            case BOOLEAN -> value instanceof Boolean ? value : misfit(type, value);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> integer(type, value);
            case REAL -> value instanceof Float ? value : real(type, value);
            case DOUBLE -> floating(type, value);
            case VARCHAR -> text(type, value);
            case VARBINARY -> bytes(type, value);
            case DATE -> value instanceof LocalDate ? value : misfit(type, value);
            case TIME -> value instanceof LocalTime time ? time(time, truncate) : misfit(type, value);
            case TIMESTAMP -> value instanceof Instant instant ? instant(instant, truncate) : misfit(type, value);
            case INTERVAL -> value instanceof Duration ? value : misfit(type, value);
        };
    }

    /** The largest number of an integer type, -1 for another type. */
    static long largest(DataType type) {
        int index = INTEGERS.indexOf(type);
        return index < 0 ? -1 : LARGEST[index];
    }

    private static Object integer(DataType.Simple type, Object value) {
        long wide;
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            wide = ((Number) value).longValue();
        } else if (value instanceof BigInteger big && big.bitLength() < Long.SIZE) {
            wide = big.longValue();
        } else {
            return misfit(type, value);
        }
        long largest = LARGEST[INTEGERS.indexOf(type)];
        if (wide > largest || wide < -largest - 1) {
            throw new Misfit("the number is outside " + type.sql() + "'s range " + (-largest - 1) + " to " + largest);
        }
        return Boxed.ofLong(type, wide);
    }

    private static Object real(DataType.Simple type, Object value) {
        if (value instanceof Double wide) {
            double exact = wide;
            if (Double.isNaN(exact) || (float) exact == exact) {
                return (float) exact;
            }
            throw new Misfit("the number is finer or larger than REAL holds; use DOUBLE");
        }
        return floating(type, value);
    }

    private static Object floating(DataType.Simple type, Object value) {
        return switch (value) {
            case Double number -> number;
            case Float number -> number.doubleValue();
            case Integer number -> number.doubleValue();
            case Short number -> number.doubleValue();
            case Byte number -> number.doubleValue();
            case Long number when (long) number.doubleValue() == number -> number.doubleValue();
            case BigDecimal number -> number.doubleValue();
            default -> misfit(type, value);
        };
    }

    private static Object text(DataType.Simple type, Object value) {
        return switch (value) {
            case String text -> text;
            case Enum<?> constant -> constant.name();
            case UUID uuid -> uuid.toString();
            default -> misfit(type, value);
        };
    }

    private static Object bytes(DataType.Simple type, Object value) {
        return switch (value) {
            case byte[] bytes -> bytes.clone();
            case ByteBuffer buffer -> {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.duplicate().get(bytes);
                yield bytes;
            }
            default -> misfit(type, value);
        };
    }

    private static Object time(LocalTime time, boolean truncate) {
        if (time.toNanoOfDay() % MICRO != 0 && !truncate) {
            throw new Misfit("the time is finer than TIME's microseconds; round it, or say @Truncate");
        }
        return time;
    }

    private static Object instant(Instant instant, boolean truncate) {
        micros(instant, truncate);
        return instant;
    }

    /** The microseconds of a moment that fits. */
    static long micros(Instant instant, boolean truncate) {
        int nanos = instant.getNano();
        if (nanos % MICRO != 0 && !truncate) {
            throw new Misfit("the moment is finer than TIMESTAMP's microseconds; round it, or say @Truncate");
        }
        try {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS), nanos / MICRO);
        } catch (ArithmeticException overflow) {
            throw new Misfit("the moment is outside TIMESTAMP's range of years -290307 to 294246");
        }
    }

    /** The long of a value, as {@link #of} gives it, that is kept as one. */
    static long toLong(Object stored) {
        return switch (stored) {
            case Number number -> number.longValue();
            case Boolean flag -> flag ? 1 : 0;
            case Instant instant -> Boxed.micros(instant);
            case LocalDate date -> date.toEpochDay();
            case LocalTime time -> time.toNanoOfDay() / MICRO;
            case Duration duration -> duration.toNanos() / MICRO;
            default -> throw new IllegalArgumentException(stored.getClass() + " is not kept as a long");
        };
    }

    private static Object decimal(DataType.Decimal type, Object value, boolean truncate) {
        BigDecimal number = switch (value) {
            case BigDecimal exact -> exact;
            case BigInteger whole -> new BigDecimal(whole);
            case Long whole -> BigDecimal.valueOf(whole);
            case Integer whole -> BigDecimal.valueOf(whole);
            case Short whole -> BigDecimal.valueOf(whole);
            case Byte whole -> BigDecimal.valueOf(whole);
            default -> throw new Misfit(wanted(type, value));
        };
        BigDecimal scaled;
        try {
            scaled = number.setScale(type.scale(), truncate ? RoundingMode.DOWN : RoundingMode.UNNECESSARY);
        } catch (ArithmeticException finer) {
            throw new Misfit("the number is finer than " + type.sql() + " holds; round it, or say @Truncate");
        }
        if (scaled.precision() > type.precision()) {
            throw new Misfit("the number is larger than " + type.sql() + " holds");
        }
        return scaled;
    }

    private static Object list(DataType.Array type, Object value, boolean truncate) {
        if (!(value instanceof List<?> list)) {
            return misfit(type, value);
        }
        List<@Nullable Object> out = new ArrayList<>(list.size());
        for (Object element : list) {
            out.add(of(type.element(), element, truncate));
        }
        return Collections.unmodifiableList(out);
    }

    private static Object map(DataType.MapOf type, Object value, boolean truncate) {
        if (!(value instanceof Map<?, ?> map)) {
            return misfit(type, value);
        }
        Map<@Nullable Object, @Nullable Object> out = new LinkedHashMap<>();
        map.forEach((key, element) -> out.put(of(type.key(), key, truncate), of(type.value(), element, truncate)));
        return Collections.unmodifiableMap(out);
    }

    private static Object row(DataType.Row type, Object value, boolean truncate) {
        List<@Nullable Object> out = new ArrayList<>();
        if (value instanceof Record record) {
            RecordShape<?> shape = RecordShape.of(record.getClass());
            for (Field field : type.fields()) {
                RecordComponentShape component = shape.column(field.name())
                        .orElseThrow(
                                () -> new Misfit("record " + record.getClass().getSimpleName()
                                        + " has no component for the field '" + field.name() + "'"));
                out.add(of(field.type(), component.get(record), truncate || component.isTruncated()));
            }
        } else if (value instanceof List<?> list && list.size() == type.fields().size()) {
            for (int i = 0; i < list.size(); i++) {
                out.add(of(type.fields().get(i).type(), list.get(i), truncate));
            }
        } else {
            return misfit(type, value);
        }
        return Collections.unmodifiableList(out);
    }

    private static Object misfit(DataType type, Object value) {
        throw new Misfit(wanted(type, value));
    }

    private static String wanted(DataType type, Object value) {
        return type.sql() + " was expected, a " + value.getClass().getSimpleName() + " came";
    }
}
