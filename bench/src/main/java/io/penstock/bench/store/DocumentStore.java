package io.penstock.bench.store;

import java.util.concurrent.CompletionStage;

/**
 * The work that is compared, one method an operation. Accounts are rows by a single key, readings are rows of a wide
 * partition. A method takes numbers, not records, so that everybody builds its own kind of record from them, and checks
 * what it has read. Thread-safe.
 */
public interface DocumentStore {
    /** As it stands in the tables. */
    String name();

    /** Writes a whole account. */
    CompletionStage<?> save(long id);

    /** Reads an account by its key. */
    CompletionStage<?> get(long id);

    /** Reads all readings of a sensor, page after page, and gives their number. */
    CompletionStage<Integer> readings(long sensor);

    /** What an account's owner is called. */
    static String owner(long id) {
        return "owner-" + id % 1000;
    }

    /** Fails when an account did not come back as it was written. */
    static void check(long id, long readId, String owner, long cents) {
        if (id != readId || cents != id * 7 || !owner.equals(owner(id))) {
            throw new IllegalStateException(
                    "account " + id + " came back as " + readId + " of " + owner + " with " + cents);
        }
    }
}
