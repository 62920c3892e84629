package io.penstock.documents.driver;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of a result. Valid for as long as the page; decoding is done when a value is asked for. Thread-safe.
 *
 * <p>A driver that has the numbers as they are may override the methods that give them so; an object for each number is
 * what a row of numbers costs most.
 */
@FunctionalInterface
public interface CqlRow {
    /** The value of a column by position from 0, of the class that its {@link CqlType} names. */
    @Nullable
    Object get(int index);

    /** Whether {@link #get} gives null for a column. */
    default boolean isNull(int index) {
        return get(index) == null;
    }

    /**
     * The value of a column of type bigint or counter.
     *
     * @throws RuntimeException when it is null or of another type
     */
    default long getLong(int index) {
        return (Long) Objects.requireNonNull(get(index));
    }

    /**
     * The value of a column of type int.
     *
     * @throws RuntimeException when it is null or of another type
     */
    default int getInt(int index) {
        return (Integer) Objects.requireNonNull(get(index));
    }

    /**
     * The value of a column of type double.
     *
     * @throws RuntimeException when it is null or of another type
     */
    default double getDouble(int index) {
        return (Double) Objects.requireNonNull(get(index));
    }
}
