package io.penstock.stream.internal;

import io.penstock.Nearest;
import io.penstock.record.RecordComponentShape;
import io.penstock.record.RecordShape;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Schema;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
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

/** Rows as records, columns matched with components by name once for all rows. Immutable. */
public final class RecordReader<R> {
    private final RecordShape<R> shape;
    private final int[] positions;

    private RecordReader(RecordShape<R> shape, int[] positions) {
        this.shape = shape;
        this.positions = positions;
    }

    /**
     * A reader of rows with this schema.
     *
     * @param what what the rows belong to, for messages
     * @throws StreamException 202 when a component has no column, or one of a type that it cannot hold
     */
    public static <R> RecordReader<R> of(Class<R> type, Schema schema, String what) {
        RecordShape<R> shape = RecordShape.of(type);
        int[] positions = new int[shape.components().size()];
        for (RecordComponentShape component : shape.components()) {
            OptionalInt position = schema.position(component.columnName());
            if (position.isEmpty()) {
                throw new StreamException(
                        StreamError.SCHEMA_MISMATCH,
                        "component '" + component.name() + "' of record " + type.getSimpleName() + " is column '"
                                + component.columnName() + "', which " + what + " does not have; its columns are "
                                + String.join(", ", schema.names())
                                + Nearest.hint(component.columnName(), schema.names()));
            }
            DataType column = schema.type(position.getAsInt());
            if (!TypeMatch.canRead(column, component.javaType())) {
                throw new StreamException(
                        StreamError.SCHEMA_MISMATCH,
                        "component '" + component.name() + "' of record " + type.getSimpleName() + " is "
                                + component.javaType().getTypeName() + ", but column '" + component.columnName()
                                + "' of " + what + " is " + column.sql());
            }
            positions[component.index()] = position.getAsInt();
        }
        return new RecordReader<>(shape, positions);
    }

    /** The record of a row. */
    public R read(Batch batch, int row) {
        @Nullable Object[] values = new @Nullable Object[positions.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = component(shape.components().get(i), batch.get(row, positions[i]));
        }
        return shape.create(values);
    }

    private static @Nullable Object component(RecordComponentShape component, @Nullable Object stored) {
        if (stored == null && component.javaClass().isPrimitive()) {
            throw new StreamException(
                    StreamError.ROW_MISMATCH,
                    "column '" + component.columnName() + "' is NULL in a row, but component '" + component.name()
                            + "' is " + component.javaClass().getName() + ", which cannot be null; declare it as "
                            + "a boxed type or an Optional");
        }
        return component.isOptional() ? optional(component, stored) : value(component.javaType(), stored);
    }

    private static Object optional(RecordComponentShape component, @Nullable Object stored) {
        Class<?> type = component.javaClass();
        if (type == OptionalInt.class) {
            return stored == null ? OptionalInt.empty() : OptionalInt.of(((Number) stored).intValue());
        }
        if (type == OptionalLong.class) {
            return stored == null ? OptionalLong.empty() : OptionalLong.of(((Number) stored).longValue());
        }
        if (type == OptionalDouble.class) {
            return stored == null ? OptionalDouble.empty() : OptionalDouble.of(((Number) stored).doubleValue());
        }
        return Optional.ofNullable(value(TypeMatch.unwrapped(component.javaType()), stored));
    }

    private static @Nullable Object value(Type target, @Nullable Object stored) {
        if (stored == null) {
            return null;
        }
        Class<?> type = target instanceof Class<?> plain ? plain : Object.class;
        return switch (stored) {
            case BigDecimal number -> type == BigInteger.class ? number.toBigIntegerExact() : number;
            case Number number -> number(type, number);
            case String text -> text(type, text);
            case byte[] bytes -> type == ByteBuffer.class ? ByteBuffer.wrap(bytes.clone()) : bytes.clone();
            case Map<?, ?> map -> map(target, map);
            case List<?> list -> type.isRecord() ? nested(type, list) : list(target, list);
            default -> stored;
        };
    }

    private static Object number(Class<?> type, Number number) {
        if (type == long.class || type == Long.class) {
            return number.longValue();
        }
        if (type == int.class || type == Integer.class) {
            return number.intValue();
        }
        if (type == double.class || type == Double.class) {
            return number.doubleValue();
        }
        if (type == short.class || type == Short.class) {
            return number.shortValue();
        }
        if (type == BigDecimal.class) {
            return BigDecimal.valueOf(number.longValue());
        }
        return type == BigInteger.class ? BigInteger.valueOf(number.longValue()) : number;
    }

    private static Object text(Class<?> type, String text) {
        if (type == UUID.class) {
            return parsed(() -> UUID.fromString(text), type);
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(text)) {
                    return constant;
                }
            }
            throw unreadable(type, null);
        }
        return text;
    }

    private static Object parsed(java.util.function.Supplier<Object> parse, Class<?> type) {
        try {
            return parse.get();
        } catch (IllegalArgumentException malformed) {
            throw unreadable(type, malformed);
        }
    }

    private static StreamException unreadable(Class<?> type, @Nullable Throwable cause) {
        return new StreamException(
                StreamError.ROW_MISMATCH,
                "a VARCHAR value is no " + type.getSimpleName() + "; check the column",
                cause);
    }

    private static Object list(Type target, List<?> list) {
        Type element = TypeMatch.argument(target, 0);
        List<@Nullable Object> out = new ArrayList<>(list.size());
        for (Object stored : list) {
            out.add(value(element, stored));
        }
        return Collections.unmodifiableList(out);
    }

    private static Object map(Type target, Map<?, ?> map) {
        Map<@Nullable Object, @Nullable Object> out = new LinkedHashMap<>();
        map.forEach((key, stored) ->
                out.put(value(TypeMatch.argument(target, 0), key), value(TypeMatch.argument(target, 1), stored)));
        return Collections.unmodifiableMap(out);
    }

    private static Object nested(Class<?> type, List<?> fields) {
        RecordShape<?> shape = RecordShape.of(type);
        @Nullable Object[] values = new @Nullable Object[shape.components().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = component(shape.components().get(i), fields.get(i));
        }
        return shape.create(values);
    }
}
