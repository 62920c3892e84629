package io.penstock.record;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One component of a record, seen as a column. Immutable. */
public final class RecordComponentShape {
    private final int index;
    private final RecordComponent component;
    private final String columnName;
    private final ValueType valueType;
    private final boolean truncated;
    private final MethodHandle accessor;

    RecordComponentShape(int index, RecordComponent component, ValueType valueType, MethodHandle accessor) {
        this.index = index;
        this.component = component;
        Column column = component.getAnnotation(Column.class);
        this.columnName = column != null ? column.value() : Naming.toColumn(component.getName());
        this.valueType = valueType;
        this.truncated = component.isAnnotationPresent(Truncate.class);
        this.accessor = accessor;
    }

    /** The position in the record, from 0. */
    public int index() {
        return index;
    }

    /** The Java name of the component. */
    public String name() {
        return component.getName();
    }

    /** The name of the column. */
    public String columnName() {
        return columnName;
    }

    /** The declared class of the component, {@code Optional} included. */
    public Class<?> javaClass() {
        return component.getType();
    }

    /** The declared generic type of the component. */
    public Type javaType() {
        return component.getGenericType();
    }

    public ValueType valueType() {
        return valueType;
    }

    /** Whether the component can be without a value: it is no primitive. */
    public boolean isNullable() {
        return !component.getType().isPrimitive();
    }

    /** Whether the component is an {@code Optional} of any kind; its column value is what is inside, or null. */
    public boolean isOptional() {
        Class<?> type = component.getType();
        return type == Optional.class
                || type == OptionalInt.class
                || type == OptionalLong.class
                || type == OptionalDouble.class;
    }

    /** Whether a finer value may lose what the column does not hold ({@link Truncate}). */
    public boolean isTruncated() {
        return truncated;
    }

    /** An annotation of the component, for engines that have annotations of their own. */
    public <A extends Annotation> Optional<A> annotation(Class<A> type) {
        return Optional.ofNullable(component.getAnnotation(type));
    }

    /** Reads the component: {@code (Object record) -> Object}. */
    public MethodHandle accessor() {
        return accessor;
    }

    /** The component's value in {@code record}, as it stands there. */
    public @Nullable Object get(Object record) {
        try {
            return (Object) accessor.invokeExact(record);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable checked) {
            throw new IllegalStateException("accessor of " + name() + " failed", checked);
        }
    }

    @Override
    public String toString() {
        return component + " as column " + columnName;
    }
}
