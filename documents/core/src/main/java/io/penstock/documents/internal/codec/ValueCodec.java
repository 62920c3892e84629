package io.penstock.documents.internal.codec;

import io.penstock.documents.driver.CqlType;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values of one Java type into those of one CQL type and back. Made for one component, whose name it puts
 * into its errors. Immutable.
 */
public abstract class ValueCodec {
    private final Where where;
    private final Class<?> javaClass;
    private final CqlType type;

    ValueCodec(Where where, Class<?> javaClass, CqlType type) {
        this.where = where;
        this.javaClass = javaClass;
        this.type = type;
    }

    /** The component, for errors. */
    final Where where() {
        return where;
    }

    /** The class of its Java values, never a primitive. */
    public final Class<?> javaClass() {
        return javaClass;
    }

    public final CqlType type() {
        return type;
    }

    /** The CQL value of a Java value of {@link #javaClass()}. */
    abstract @Nullable Object encode(Object value);

    /** The Java value of a CQL value. */
    abstract Object decode(Object value);

    /** The CQL value of anything, null for null, after a check of its class. */
    public final @Nullable Object toCql(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (!accepts(value)) {
            throw where.wrongType(javaClass, value.getClass());
        }
        return encode(value);
    }

    /** The CQL value of what a component holds: of its class already. */
    final @Nullable Object ofComponent(@Nullable Object value) {
        return value == null ? null : encode(value);
    }

    /** Whether a value from outside can be encoded. */
    boolean accepts(Object value) {
        return javaClass.isInstance(value);
    }

    /** The Java value of a column, or what stands for its absence. */
    public final @Nullable Object toJava(@Nullable Object value) {
        return value == null ? absent() : decode(value);
    }

    /**
     * The codec of a part: 0 for the elements of a list or set and the keys of a map, 1 for the values of a map.
     *
     * @throws IllegalArgumentException when the type has no such part
     */
    public ValueCodec part(int index) {
        throw new IllegalArgumentException("component " + where + " has no part " + index);
    }

    /** A field of a user-defined type: its name in CQL and its codec. */
    public record Field(String name, ValueCodec codec) {}

    /** The field of a user-defined type that a component of its record is; empty when there is none. */
    public Optional<Field> field(String fieldComponent) {
        return Optional.empty();
    }

    /** The codec of values that are there: of an Optional what is inside, else this one. */
    public ValueCodec present() {
        return this;
    }

    /** What a component that cannot be null gets for a column without a value; an error when nothing stands for it. */
    final Object ofAbsent() {
        return Objects.requireNonNull(absent());
    }

    /** What stands for a column without a value. */
    @Nullable
    Object absent() {
        return null;
    }
}
