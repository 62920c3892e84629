package io.penstock.documents;

import io.penstock.documents.column.Column;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a conditional write. */
public sealed interface LwtResult<E> {
    /** Whether the condition held and the write took effect. */
    boolean isApplied();

    /** The row that stood in the way, when the server returned all of it. */
    Optional<E> existing();

    /**
     * Nothing when the write took effect.
     *
     * @throws NotAppliedException otherwise, with the row that stood in the way
     */
    default void orElseThrow() {
        if (!isApplied()) {
            throw new NotAppliedException(
                    "the condition did not hold, and nothing was written; read the row and decide anew",
                    existing().orElse(null),
                    this instanceof Unmet<E> unmet && !unmet.seen().isEmpty() ? List.of(unmet.seen()) : List.of());
        }
    }

    /** The condition held and the write took effect. */
    record Applied<E>() implements LwtResult<E> {
        @Override
        public boolean isApplied() {
            return true;
        }

        @Override
        public Optional<E> existing() {
            return Optional.empty();
        }
    }

    /**
     * The condition did not hold and nothing was written.
     *
     * @param row the row as it was then
     */
    record NotApplied<E>(E row) implements LwtResult<E> {
        @Override
        public boolean isApplied() {
            return false;
        }

        @Override
        public Optional<E> existing() {
            return Optional.of(row);
        }
    }

    /**
     * The condition did not hold and nothing was written; the server told only the columns that it compared.
     *
     * @param seen their values then, by the names of the components; empty when there was no row
     */
    record Unmet<E>(Map<String, @Nullable Object> seen) implements LwtResult<E> {
        public Unmet {
            seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
        }

        @Override
        public boolean isApplied() {
            return false;
        }

        @Override
        public Optional<E> existing() {
            return Optional.empty();
        }

        /** The value of a column then; empty when it had none or was not compared. */
        @SuppressWarnings("unchecked") // a typed column's values are of its type
        public <V> Optional<V> seen(Column<? super E, V> column) {
            return Optional.ofNullable((V) seen.get(column.component()));
        }
    }
}
