package io.penstock.documents;

import io.penstock.documents.column.CounterColumn;
import java.util.concurrent.CompletableFuture;

/**
 * The counters of one table, without waiting: they go up and down and are read, and nothing else. A change is not the
 * same when it is run twice, so it is never repeated by itself: after a time-out it may or may not have counted.
 * Thread-safe.
 */
public interface AsyncCounterRepository<E> extends AsyncReadRepository<E> {
    /** Changes counters of a row: the update's changes are increments and decrements. */
    CompletableFuture<Void> update(Update<? super E> update);

    /** Adds to a counter. */
    default CompletableFuture<Void> increment(Key key, CounterColumn<? super E> counter, long delta) {
        return increment(key, counter.component(), delta);
    }

    /** Adds to a counter, by the name of its component. */
    default CompletableFuture<Void> increment(Key key, String counter, long delta) {
        return update(Update.of(key).change(Assignment.increment(counter, delta)));
    }

    /** Takes from a counter. */
    default CompletableFuture<Void> decrement(Key key, CounterColumn<? super E> counter, long delta) {
        return decrement(key, counter.component(), delta);
    }

    /** Takes from a counter, by the name of its component. */
    default CompletableFuture<Void> decrement(Key key, String counter, long delta) {
        return update(Update.of(key).change(Assignment.decrement(counter, delta)));
    }

    /** Deletes the counters of the row with this key. The servers may not let them be used again. */
    default CompletableFuture<Void> delete(Key key) {
        return delete(key, WriteOptions.DEFAULT);
    }

    /** Deletes the counters of the row with this key. The servers may not let them be used again. */
    CompletableFuture<Void> delete(Key key, WriteOptions options);

    /** Deletes the counters of all rows. */
    CompletableFuture<Void> truncate();
}
