package io.penstock.documents;

import java.util.List;

/**
 * What became of writes in bulk that go on after a failure. Immutable.
 *
 * @param <T> what was written: records, updates, keys or statements
 * @param succeeded how many were done
 * @param failures those that were not, in the order of the items
 * @param isWhole whether all items were tried; not when {@link BulkOptions#failuresMax} was reached before the last
 */
public record BulkResult<T>(long succeeded, List<Failure<T>> failures, boolean isWhole) {
    /**
     * An item whose write failed.
     *
     * @param index its place among the items, from 0
     * @param item the item itself, to be tried again or set aside
     * @param error why
     */
    public record Failure<T>(long index, T item, Throwable error) {
        /** The place and the failure: values stay out of logs. */
        @Override
        public String toString() {
            return "Failure[item " + index + ": " + error + "]";
        }
    }

    public BulkResult {
        failures = List.copyOf(failures);
    }

    /** Whether all items were tried and none failed. */
    public boolean isDone() {
        return isWhole && failures.isEmpty();
    }

    /** The items that failed, in their order, to be tried again. */
    public List<T> failed() {
        return failures.stream().map(Failure::item).toList();
    }
}
