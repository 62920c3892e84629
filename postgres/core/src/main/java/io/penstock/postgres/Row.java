package io.penstock.postgres;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of a result, with its columns by name or by position from 0. Immutable; values are decoded when asked for.
 */
public interface Row {
    /** The columns that this row has. */
    Columns columns();

    boolean isNull(String column);

    /**
     * A value as a Java type; empty for NULL.
     *
     * @throws PostgresException {@link PostgresError#TYPE_MISMATCH} when the column's type does not go with it,
     *     {@link PostgresError#UNEXPECTED_RESULT} when there is no such column
     */
    <T> Optional<T> find(String column, Class<T> type);

    /** A value as a Java type, which must not be NULL. */
    <T> T get(String column, Class<T> type);

    /** A value as a Java type, which must not be NULL; {@code column} counts from 0. */
    <T> T get(int column, Class<T> type);

    /** A value in the natural Java type of its column, null for NULL; {@code column} counts from 0. */
    @Nullable
    Object value(int column);

    /** A value in the natural Java type of its column, null for NULL. */
    @Nullable
    Object value(String column);

    default String getString(String column) {
        return get(column, String.class);
    }

    default int getInt(String column) {
        return get(column, Integer.class);
    }

    default long getLong(String column) {
        return get(column, Long.class);
    }

    default double getDouble(String column) {
        return get(column, Double.class);
    }

    default boolean getBoolean(String column) {
        return get(column, Boolean.class);
    }
}
