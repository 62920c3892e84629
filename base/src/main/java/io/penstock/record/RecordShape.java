package io.penstock.record;

import io.penstock.BaseError;
import io.penstock.Nearest;
import io.penstock.PenstockException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record class seen as columns: names by {@link Naming} and {@link Column}, types by {@link ValueType}, values in and
 * out by method handles. Built once per class and cached with it; all three engines read records through it, so that
 * one record means one thing everywhere. Immutable.
 *
 * @param <R> the record class
 */
public final class RecordShape<R> {
    private static final ClassValue<RecordShape<?>> CACHE = new ClassValue<>() {
        @Override
        protected RecordShape<?> computeValue(Class<?> type) {
            return build(type);
        }
    };

    private final Class<R> type;
    private final List<RecordComponentShape> components;
    private final Map<String, RecordComponentShape> byColumn;
    private final MethodHandle constructor;

    private RecordShape(Class<R> type, List<RecordComponentShape> components, MethodHandle constructor) {
        this.type = type;
        this.components = List.copyOf(components);
        this.constructor = constructor;
        this.byColumn = new HashMap<>();
        for (RecordComponentShape component : components) {
            RecordComponentShape other = byColumn.putIfAbsent(component.columnName(), component);
            if (other != null) {
                throw invalid(
                        type,
                        "components '" + other.name() + "' and '" + component.name() + "' are both column '"
                                + component.columnName() + "'; give one another name with @Column");
            }
        }
    }

    /**
     * The shape of a record class.
     *
     * @throws PenstockException {@link BaseError#INVALID_RECORD} when the class is no record, a component has a type
     *     without a row in {@link ValueType}, two components share a column, or the class cannot be reached
     */
    @SuppressWarnings("unchecked")
    public static <R> RecordShape<R> of(Class<R> type) {
        return (RecordShape<R>) CACHE.get(type);
    }

    private static <T> RecordShape<T> build(Class<T> type) {
        RecordComponent[] declared = type.getRecordComponents();
        if (declared == null) {
            throw invalid(type, "it is not a record; declare it as 'record " + type.getSimpleName() + "(…)'");
        }
        if (declared.length == 0) {
            throw invalid(type, "it has no components, so there is nothing to store");
        }
        MethodHandles.Lookup lookup = lookupIn(type);
        List<RecordComponentShape> components = new ArrayList<>();
        Class<?>[] types = new Class<?>[declared.length];
        for (int i = 0; i < declared.length; i++) {
            RecordComponent component = declared[i];
            types[i] = component.getType();
            ValueType valueType = ValueType.of(component.getGenericType())
                    .orElseThrow(() -> invalid(
                            type,
                            "component '" + component.getName() + "' has type "
                                    + component.getGenericType().getTypeName()
                                    + ", which no column type holds"));
            components.add(new RecordComponentShape(i, component, valueType, accessor(lookup, component)));
        }
        try {
            MethodHandle constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return new RecordShape<>(type, components, constructor);
        } catch (ReflectiveOperationException unreachable) {
            throw invalid(type, "its constructor cannot be reached: " + unreachable.getMessage());
        }
    }

    private static MethodHandles.Lookup lookupIn(Class<?> type) {
        RecordShape.class.getModule().addReads(type.getModule());
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException closed) {
            return MethodHandles.publicLookup().in(type);
        }
    }

    private static MethodHandle accessor(MethodHandles.Lookup lookup, RecordComponent component) {
        Class<?> type = component.getDeclaringRecord();
        try {
            return lookup.findVirtual(type, component.getName(), MethodType.methodType(component.getType()))
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException unreachable) {
            throw invalid(
                    type,
                    "component '" + component.getName() + "' cannot be reached; make the record public in an exported"
                            + " package, or open package " + type.getPackageName() + " to module io.penstock");
        }
    }

    private static PenstockException invalid(Class<?> type, String why) {
        return new PenstockException(
                BaseError.INVALID_RECORD, "record class " + type.getName() + " cannot be used: " + why);
    }

    public Class<R> type() {
        return type;
    }

    /** The components in declared order. */
    public List<RecordComponentShape> components() {
        return components;
    }

    /** The component of a column. */
    public Optional<RecordComponentShape> column(String columnName) {
        return Optional.ofNullable(byColumn.get(columnName));
    }

    /** The column names in declared order. */
    public List<String> columnNames() {
        return components.stream().map(RecordComponentShape::columnName).toList();
    }

    /** A hint with the nearest column name for a wrong one, or the empty string. */
    public String hintFor(String wrongColumn) {
        return Nearest.hint(wrongColumn, byColumn.keySet());
    }

    /** Creates a record from one value per component, in declared order; primitives must not be null. */
    public R create(@Nullable Object[] values) {
        try {
            Object made = (Object) constructor.invokeExact(values);
            return type.cast(made);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable checked) {
            throw new IllegalStateException("constructor of " + type.getName() + " failed", checked);
        }
    }

    @Override
    public String toString() {
        return "RecordShape[" + type.getName() + " " + columnNames() + "]";
    }
}
