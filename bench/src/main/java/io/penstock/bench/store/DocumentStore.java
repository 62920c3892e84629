package io.penstock.bench.store;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The work that is compared, one method an operation. Accounts are rows by a single key, readings are rows of wide
 * partitions. A method takes numbers and makes the records itself; what it reads it gives as records, all of them at
 * once, or checks. Thread-safe.
 */
public interface DocumentStore extends Store {
    /** Writes a whole account. */
    CompletionStage<?> save(long id);

    /** Reads an account by its key and checks it. */
    CompletionStage<?> get(long id);

    /** Writes one column of an account, by its key. */
    CompletionStage<?> update(long id);

    /** Deletes an account by its key. */
    CompletionStage<?> delete(long id);

    /** Reads all readings of a sensor, page after page, into one list. */
    CompletionStage<List<Reading>> readings(long sensor);

    /** Reads some readings of a sensor, from a place on. */
    CompletionStage<List<Reading>> readings(long sensor, int from, int limit);

    /** Writes the first readings of a sensor in one unlogged batch. */
    CompletionStage<?> batch(long sensor, int count);

    /**
     * Reads all readings of all sensors as records, page after page, and gives their number; keeps one page at most.
     */
    CompletionStage<Long> scan();
}
