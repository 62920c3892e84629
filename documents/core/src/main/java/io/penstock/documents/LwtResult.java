package io.penstock.documents;

import java.util.Optional;

/** What became of a conditional write. */
public sealed interface LwtResult<E> {
    /** Whether the condition held and the write took effect. */
    boolean isApplied();

    /** The row that stood in the way, when the server returned it. */
    Optional<E> existing();

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
}
