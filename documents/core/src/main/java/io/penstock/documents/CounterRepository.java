package io.penstock.documents;

import io.penstock.Blocking;
import io.penstock.documents.column.CounterColumn;

/**
 * The counters of one table, for callers that wait. Each call is the one of {@link #async()} behind {@link Blocking}.
 * Thread-safe.
 */
public interface CounterRepository<E> extends ReadRepository<E> {
    @Override
    AsyncCounterRepository<E> async();

    /** Changes counters of a row: the update's changes are increments and decrements. */
    default void update(Update<? super E> update) {
        Blocking.await(async().update(update));
    }

    /** Adds to a counter. */
    default void increment(Key key, CounterColumn<? super E> counter, long delta) {
        Blocking.await(async().increment(key, counter, delta));
    }

    /** Adds to a counter, by the name of its component. */
    default void increment(Key key, String counter, long delta) {
        Blocking.await(async().increment(key, counter, delta));
    }

    /** Takes from a counter. */
    default void decrement(Key key, CounterColumn<? super E> counter, long delta) {
        Blocking.await(async().decrement(key, counter, delta));
    }

    /** Takes from a counter, by the name of its component. */
    default void decrement(Key key, String counter, long delta) {
        Blocking.await(async().decrement(key, counter, delta));
    }

    /** Deletes the counters of the row with this key. The servers may not let them be used again. */
    default void delete(Key key) {
        delete(key, WriteOptions.DEFAULT);
    }

    /** Deletes the counters of the row with this key. The servers may not let them be used again. */
    default void delete(Key key, WriteOptions options) {
        Blocking.await(async().delete(key, options));
    }

    /** Deletes the counters of all rows. */
    default void truncate() {
        Blocking.await(async().truncate());
    }
}
