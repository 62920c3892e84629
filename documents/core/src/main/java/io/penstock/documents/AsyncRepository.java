package io.penstock.documents;

import java.util.concurrent.CompletableFuture;

/**
 * The records of one table. Every call returns at once; a failed one fails its future with a
 * {@link io.penstock.PenstockException}. Cancelling a future stops waiting, retrying and further steps; what the server
 * has begun it finishes. Continuations run on the driver's I/O threads and must not block. Thread-safe.
 *
 * <p>An entity with a {@link Version} is written by {@link #saveVersioned} and conditional writes only: a write without
 * a condition would pass by the version, and is refused.
 */
public interface AsyncRepository<E> extends AsyncReadRepository<E> {
    /** Writes a record, whether or not a row with its key exists. */
    default CompletableFuture<Void> save(E entity) {
        return save(entity, WriteOptions.DEFAULT);
    }

    /** Writes a record, whether or not a row with its key exists. */
    CompletableFuture<Void> save(E entity, WriteOptions options);

    /** Writes all records, the default number at once. See {@link #saveAll(Iterable, BulkOptions)}. */
    default CompletableFuture<Long> saveAll(Iterable<? extends E> entities) {
        return saveAll(entities, BulkOptions.DEFAULT);
    }

    /**
     * Writes all records, a bounded number at once, and returns how many there were. After the first failure no more
     * are begun; it fails with that, which says of which item it is, when those in flight have ended. The iterable is
     * read on the calling thread and on I/O threads, by one at a time, and must not block.
     */
    CompletableFuture<Long> saveAll(Iterable<? extends E> entities, BulkOptions options);

    /**
     * Writes all records as {@link #saveAll(Iterable, BulkOptions)} does, but goes on after failures, and gives them
     * with their records. It ends early when {@link BulkOptions#failuresMax} is reached. Fails as a whole only when the
     * records themselves cannot be read.
     */
    CompletableFuture<BulkResult<E>> saveEach(Iterable<? extends E> entities, BulkOptions options);

    /** As {@link #saveEach(Iterable, BulkOptions)}, the default number at once. */
    default CompletableFuture<BulkResult<E>> saveEach(Iterable<? extends E> entities) {
        return saveEach(entities, BulkOptions.DEFAULT);
    }

    /**
     * Writes what differs between two records of the same key, and erases what became null; sends nothing when they are
     * equal.
     */
    default CompletableFuture<Void> saveChanges(E before, E after) {
        return saveChanges(before, after, WriteOptions.DEFAULT);
    }

    /** As {@link #saveChanges(Object, Object)}. */
    CompletableFuture<Void> saveChanges(E before, E after, WriteOptions options);

    /** Writes a record only if there is no row with its key. */
    default CompletableFuture<LwtResult<E>> insertIfNotExists(E entity) {
        return insertIfNotExists(entity, WriteOptions.DEFAULT);
    }

    /** Writes a record only if there is no row with its key. */
    CompletableFuture<LwtResult<E>> insertIfNotExists(E entity, WriteOptions options);

    /**
     * Writes a record of an entity with a {@link Version} only if the row still has the record's version, or there is
     * none and the version is 0 or null. Gives the record with its new version, which is one more. Fails with
     * {@link DocumentsError#STALE_VERSION} when another saved the row in between.
     */
    default CompletableFuture<E> saveVersioned(E entity) {
        return saveVersioned(entity, WriteOptions.DEFAULT);
    }

    /** As {@link #saveVersioned(Object)}. */
    CompletableFuture<E> saveVersioned(E entity, WriteOptions options);

    /**
     * Deletes the row of an entity with a {@link Version} only if it still has the record's version. Fails with
     * {@link DocumentsError#STALE_VERSION} when another saved the row in between.
     */
    default CompletableFuture<Void> deleteVersioned(E entity) {
        return deleteVersioned(entity, WriteOptions.DEFAULT);
    }

    /** As {@link #deleteVersioned(Object)}. */
    CompletableFuture<Void> deleteVersioned(E entity, WriteOptions options);

    /**
     * Writes a JSON object, whose members are the columns, whether or not a row with its key exists. The server reads
     * the values: numbers and booleans may stand as text too. Columns without a member are kept or erased, as
     * {@link WriteOptions#nulls} says. Refused for entities whose rows need more than the server's own reading: with a
     * version or a discriminator.
     */
    default CompletableFuture<Void> saveJson(String json) {
        return saveJson(json, WriteOptions.DEFAULT);
    }

    /** As {@link #saveJson(String)}. */
    CompletableFuture<Void> saveJson(String json, WriteOptions options);

    /** Changes columns of a row. Sends nothing when there is no change. */
    CompletableFuture<Void> update(Update<? super E> update);

    /** Changes columns of a row if conditions hold of it. */
    CompletableFuture<LwtResult<E>> update(ConditionalUpdate<? super E> update);

    /** Runs all updates, a bounded number at once, and returns how many there were. See {@link #saveAll}. */
    default CompletableFuture<Long> updateAll(Iterable<? extends Update<? super E>> updates) {
        return updateAll(updates, BulkOptions.DEFAULT);
    }

    /** As {@link #updateAll(Iterable)}. Each update has its own write options; those of bulk options are refused. */
    CompletableFuture<Long> updateAll(Iterable<? extends Update<? super E>> updates, BulkOptions options);

    /**
     * Runs all updates as {@link #updateAll(Iterable, BulkOptions)} does, but goes on after failures. See
     * {@link #saveEach}.
     */
    CompletableFuture<BulkResult<Update<? super E>>> updateEach(
            Iterable<? extends Update<? super E>> updates, BulkOptions options);

    /** Deletes the row of a record. */
    default CompletableFuture<Void> delete(E entity) {
        return delete(entity, WriteOptions.DEFAULT);
    }

    /** Deletes the row of a record. A time to live makes no sense here and is refused. */
    CompletableFuture<Void> delete(E entity, WriteOptions options);

    /** Deletes the row with this key: the values of {@link EntityModel#primaryKey()} in order. */
    default CompletableFuture<Void> deleteByKey(Object... key) {
        return Key.given(key, this::delete);
    }

    /** Deletes the row with this key. */
    default CompletableFuture<Void> delete(Key key) {
        return delete(key, WriteOptions.DEFAULT);
    }

    /** Deletes the row with this key. */
    CompletableFuture<Void> delete(Key key, WriteOptions options);

    /** Deletes rows, ranges of them, or columns and elements of them. */
    CompletableFuture<Void> delete(Delete<? super E> delete);

    /** Deletes a row, or columns and elements of it, if conditions hold of it. */
    CompletableFuture<LwtResult<E>> delete(ConditionalDelete<? super E> delete);

    /** Deletes the rows of all records, a bounded number at once, and returns how many there were. */
    default CompletableFuture<Long> deleteAll(Iterable<? extends E> entities) {
        return deleteAll(entities, BulkOptions.DEFAULT);
    }

    /** As {@link #deleteAll(Iterable)}; see {@link #saveAll(Iterable, BulkOptions)}. */
    CompletableFuture<Long> deleteAll(Iterable<? extends E> entities, BulkOptions options);

    /** Deletes as {@link #deleteAll(Iterable, BulkOptions)} does, but goes on after failures. See {@link #saveEach}. */
    CompletableFuture<BulkResult<E>> deleteEach(Iterable<? extends E> entities, BulkOptions options);

    /**
     * Deletes the rows with these keys, the default number at once. See {@link #deleteAllByKey(Iterable, BulkOptions)}.
     */
    default CompletableFuture<Long> deleteAllByKey(Iterable<Key> keys) {
        return deleteAllByKey(keys, BulkOptions.DEFAULT);
    }

    /**
     * Deletes the rows with these keys, a bounded number at once, and returns how many keys there were. See
     * {@link #saveAll(Iterable, BulkOptions)}.
     */
    CompletableFuture<Long> deleteAllByKey(Iterable<Key> keys, BulkOptions options);

    /** Deletes all rows of the table. */
    CompletableFuture<Void> truncate();
}
