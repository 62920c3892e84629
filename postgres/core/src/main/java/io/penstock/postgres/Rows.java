package io.penstock.postgres;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The whole result of a statement. Immutable. */
public interface Rows extends Iterable<Row> {
    Columns columns();

    /** All rows in order. */
    List<Row> list();

    /** How many rows were inserted, updated, deleted or returned, as the server counts. */
    long affected();

    default int size() {
        return list().size();
    }

    default boolean isEmpty() {
        return list().isEmpty();
    }

    default Optional<Row> first() {
        return list().isEmpty() ? Optional.empty() : Optional.of(list().getFirst());
    }

    /**
     * The only row.
     *
     * @throws PostgresException {@link PostgresError#UNEXPECTED_RESULT} when there is none, or more than one
     */
    default Row single() {
        if (size() != 1) {
            throw new PostgresException(
                    PostgresError.UNEXPECTED_RESULT, "one row was expected, the result has " + size());
        }
        return list().getFirst();
    }

    @Override
    default Iterator<Row> iterator() {
        return list().iterator();
    }
}
