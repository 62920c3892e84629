package io.penstock.documents.internal.codec;

import io.penstock.documents.driver.CqlRow;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of rows by one method handle, {@code (CqlRow) -> Object}: the constructor, with a reader of the row in
 * the place of each parameter. So numbers go from the row into the object as they are. An array of arguments would need
 * an object for each of them, which is half of what reading many rows allocates.
 */
final class RowMaker {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private RowMaker() {}

    /** A reader in the place of each parameter of a constructor. */
    static MethodHandle of(MethodHandle constructor, Reader... readers) {
        MethodHandle[] filters = new MethodHandle[readers.length];
        for (int i = 0; i < filters.length; i++) {
            Class<?> parameter = constructor.type().parameterType(i);
            filters[i] = handle(readers[i]).asType(MethodType.methodType(parameter, CqlRow.class));
        }
        return MethodHandles.permuteArguments(
                        MethodHandles.filterArguments(constructor, 0, filters),
                        MethodType.methodType(constructor.type().returnType(), CqlRow.class),
                        new int[readers.length])
                .asType(MethodType.methodType(Object.class, CqlRow.class));
    }

    private static MethodHandle handle(Reader reader) {
        Class<?> given = switch (reader) {
            case Longs longs -> long.class;
            case Ints ints -> int.class;
            case Doubles doubles -> double.class;
            case Values values -> Object.class;
            case Embedded embedded -> Object.class;
        };
        try {
            return LOOKUP.findVirtual(reader.getClass(), "read", MethodType.methodType(given, CqlRow.class))
                    .bindTo(reader);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(reader.getClass() + " does not read " + given, impossible);
        }
    }

    /** The reader of a component that is one column; its place is below 0 when the row has no such column. */
    static Reader column(ValueCodec codec, int place) {
        if (place >= 0 && codec instanceof PartedCodecs.Primitive primitive) {
            if (primitive.isPlain(Long.class)) {
                return new Longs(codec, place);
            }
            if (primitive.isPlain(Integer.class)) {
                return new Ints(codec, place);
            }
            if (primitive.isPlain(Double.class)) {
                return new Doubles(codec, place);
            }
        }
        return new Values(codec, place);
    }

    /** Reads one component; its method {@code read} gives what the constructor takes. */
    sealed interface Reader {}

    record Values(ValueCodec codec, int place) implements Reader {
        @Nullable
        Object read(CqlRow row) {
            return codec.toJava(place < 0 ? null : row.get(place));
        }
    }

    record Longs(ValueCodec codec, int place) implements Reader {
        long read(CqlRow row) {
            return row.isNull(place) ? (Long) codec.ofAbsent() : row.getLong(place);
        }
    }

    record Ints(ValueCodec codec, int place) implements Reader {
        int read(CqlRow row) {
            return row.isNull(place) ? (Integer) codec.ofAbsent() : row.getInt(place);
        }
    }

    record Doubles(ValueCodec codec, int place) implements Reader {
        double read(CqlRow row) {
            return row.isNull(place) ? (Double) codec.ofAbsent() : row.getDouble(place);
        }
    }

    /** Makes an embedded object of its columns' values. */
    @FunctionalInterface
    interface Assembly {
        @Nullable
        Object of(@Nullable Object[] values);
    }

    /** The reader of a component that is an embedded record. */
    static Reader embedded(Assembly assembly, int[] places, int from, int width) {
        return new Embedded(assembly, Arrays.copyOfRange(places, from, from + width));
    }

    record Embedded(Assembly assembly, int[] places) implements Reader {
        @Nullable
        Object read(CqlRow row) {
            @Nullable Object[] values = new @Nullable Object[places.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = places[i] < 0 ? null : row.get(places[i]);
            }
            return assembly.of(values);
        }
    }
}
