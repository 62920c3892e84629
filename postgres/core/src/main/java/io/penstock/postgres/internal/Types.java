package io.penstock.postgres.internal;

import io.penstock.PenstockException;
import io.penstock.postgres.wire.Format;
import io.penstock.postgres.wire.RowField;
import io.penstock.postgres.wire.WireException;
import io.penstock.postgres.wire.type.Codec;
import io.penstock.postgres.wire.type.Codecs;
import io.penstock.postgres.wire.type.PgType;
import io.penstock.record.RecordComponentShape;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** From PostgreSQL types and Java types to codecs, with messages that name the place. */
final class Types {
    private Types() {}

    static Format formatFor(int oid) {
        return Codecs.formatFor(oid);
    }

    static String sqlName(int oid) {
        return PgType.of(oid)
                .map(PgType::sqlName)
                .or(() -> PgType.ofArray(oid).map(element -> element.sqlName() + "[]"))
                .orElse("with oid " + oid);
    }

    /** The codec of a component in a column's type. */
    static Codec<?> codecOf(RecordComponentShape component, int oid, String column) {
        try {
            Codec<?> codec = codecOf(component.javaType(), oid);
            return component.isTruncated() ? codec.truncating() : codec;
        } catch (WireException mismatch) {
            throw Errors.type(
                    "component '" + component.name() + "' is "
                            + component.javaType().getTypeName() + ", but column '" + column + "' is " + sqlName(oid)
                            + ": " + mismatch.getMessage(),
                    mismatch);
        }
    }

    private static Codec<?> codecOf(Type javaType, int oid) {
        if (javaType instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return codecOf(inner, oid);
            }
            if (generic.getRawType() == List.class && inner instanceof Class<?> element) {
                return Codecs.listOf(oid, element);
            }
            return Codecs.of(oid, (Class<?>) generic.getRawType());
        }
        return Codecs.of(oid, (Class<?>) javaType);
    }

    /** The codec of a value in a parameter's type. */
    static Codec<?> codecOf(Object value, int oid) {
        if (value instanceof List<?> list && PgType.ofArray(oid).isPresent()) {
            for (Object element : list) {
                if (element != null) {
                    return Codecs.listOf(oid, element.getClass());
                }
            }
            return Codecs.of(oid, List.class);
        }
        Class<?> type = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        return Codecs.of(oid, type);
    }

    /** What is in an Optional of any kind. */
    static @Nullable Object unwrapped(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Optional<?> optional -> optional.orElse(null);
            case OptionalInt optional -> optional.isPresent() ? optional.getAsInt() : null;
            case OptionalLong optional -> optional.isPresent() ? optional.getAsLong() : null;
            case OptionalDouble optional -> optional.isPresent() ? optional.getAsDouble() : null;
            default -> value;
        };
    }

    /** The reverse, for a component that is an Optional of some kind. */
    static Object wrapped(RecordComponentShape component, @Nullable Object value) {
        Class<?> type = component.javaClass();
        if (type == OptionalInt.class) {
            return value == null ? OptionalInt.empty() : OptionalInt.of((Integer) value);
        }
        if (type == OptionalLong.class) {
            return value == null ? OptionalLong.empty() : OptionalLong.of((Long) value);
        }
        if (type == OptionalDouble.class) {
            return value == null ? OptionalDouble.empty() : OptionalDouble.of((Double) value);
        }
        return Optional.ofNullable(value);
    }

    /** The same failure, with the place in front of its message. */
    static PenstockException at(String place, PenstockException failure) {
        if (failure instanceof WireException wire) {
            return Errors.type(place + ": " + wire.getMessage(), wire);
        }
        return new PenstockException(failure.code(), place + ": " + failure.getMessage(), failure);
    }

    static List<String> names(List<RowField> columns) {
        return columns.stream().map(RowField::name).toList();
    }
}
