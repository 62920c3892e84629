package io.penstock.documents;

import io.penstock.Blocking;

/**
 * The records of one table, for callers that wait. Each call is the one of {@link #async()} behind {@link Blocking},
 * and throws what that fails with. Thread-safe.
 */
public interface Repository<E> extends ReadRepository<E> {
    @Override
    AsyncRepository<E> async();

    /** Writes a record, whether or not a row with its key exists. */
    default void save(E entity) {
        save(entity, WriteOptions.DEFAULT);
    }

    /** Writes a record, whether or not a row with its key exists. */
    default void save(E entity, WriteOptions options) {
        Blocking.await(async().save(entity, options));
    }

    /** Writes all records, the default number at once. See {@link #saveAll(Iterable, BulkOptions)}. */
    default long saveAll(Iterable<? extends E> entities) {
        return saveAll(entities, BulkOptions.DEFAULT);
    }

    /**
     * Writes all records, a bounded number at once, and returns how many there were. After the first failure no more
     * are begun; it fails with that, which says of which item it is, when those in flight have ended. The iterable is
     * read on the calling thread and on I/O threads, by one at a time, and must not block.
     */
    default long saveAll(Iterable<? extends E> entities, BulkOptions options) {
        return Blocking.await(async().saveAll(entities, options));
    }

    /**
     * Writes all records as {@link #saveAll(Iterable, BulkOptions)} does, but goes on after failures, and gives them
     * with their records. It ends early when {@link BulkOptions#failuresMax} is reached. Fails as a whole only when the
     * records themselves cannot be read.
     */
    default BulkResult<E> saveEach(Iterable<? extends E> entities, BulkOptions options) {
        return Blocking.await(async().saveEach(entities, options));
    }

    /** As {@link #saveEach(Iterable, BulkOptions)}, the default number at once. */
    default BulkResult<E> saveEach(Iterable<? extends E> entities) {
        return saveEach(entities, BulkOptions.DEFAULT);
    }

    /**
     * Writes what differs between two records of the same key, and erases what became null; sends nothing when they are
     * equal.
     */
    default void saveChanges(E before, E after) {
        saveChanges(before, after, WriteOptions.DEFAULT);
    }

    /** As {@link #saveChanges(Object, Object)}. */
    default void saveChanges(E before, E after, WriteOptions options) {
        Blocking.await(async().saveChanges(before, after, options));
    }

    /** Writes a record only if there is no row with its key. */
    default LwtResult<E> insertIfNotExists(E entity) {
        return insertIfNotExists(entity, WriteOptions.DEFAULT);
    }

    /** Writes a record only if there is no row with its key. */
    default LwtResult<E> insertIfNotExists(E entity, WriteOptions options) {
        return Blocking.await(async().insertIfNotExists(entity, options));
    }

    /**
     * Writes a record of an entity with a {@link Version} only if the row still has the record's version, or there is
     * none and the version is 0 or null. Gives the record with its new version, which is one more. Throws
     * {@link DocumentsError#STALE_VERSION} when another saved the row in between.
     */
    default E saveVersioned(E entity) {
        return saveVersioned(entity, WriteOptions.DEFAULT);
    }

    /** As {@link #saveVersioned(Object)}. */
    default E saveVersioned(E entity, WriteOptions options) {
        return Blocking.await(async().saveVersioned(entity, options));
    }

    /**
     * Deletes the row of an entity with a {@link Version} only if it still has the record's version. Throws
     * {@link DocumentsError#STALE_VERSION} when another saved the row in between.
     */
    default void deleteVersioned(E entity) {
        deleteVersioned(entity, WriteOptions.DEFAULT);
    }

    /** As {@link #deleteVersioned(Object)}. */
    default void deleteVersioned(E entity, WriteOptions options) {
        Blocking.await(async().deleteVersioned(entity, options));
    }

    /**
     * Writes a JSON object, whose members are the columns, whether or not a row with its key exists. The server reads
     * the values: numbers and booleans may stand as text too. Columns without a member are kept or erased, as
     * {@link WriteOptions#nulls} says. Refused for entities whose rows need more than the server's own reading: with a
     * version or a discriminator.
     */
    default void saveJson(String json) {
        saveJson(json, WriteOptions.DEFAULT);
    }

    /** As {@link #saveJson(String)}. */
    default void saveJson(String json, WriteOptions options) {
        Blocking.await(async().saveJson(json, options));
    }

    /** Changes columns of a row. Sends nothing when there is no change. */
    default void update(Update<? super E> update) {
        Blocking.await(async().update(update));
    }

    /** Changes columns of a row if conditions hold of it. */
    default LwtResult<E> update(ConditionalUpdate<? super E> update) {
        return Blocking.await(async().update(update));
    }

    /** Runs all updates, a bounded number at once, and returns how many there were. See {@link #saveAll}. */
    default long updateAll(Iterable<? extends Update<? super E>> updates) {
        return updateAll(updates, BulkOptions.DEFAULT);
    }

    /** As {@link #updateAll(Iterable)}. Each update has its own write options; those of bulk options are refused. */
    default long updateAll(Iterable<? extends Update<? super E>> updates, BulkOptions options) {
        return Blocking.await(async().updateAll(updates, options));
    }

    /**
     * Runs all updates as {@link #updateAll(Iterable, BulkOptions)} does, but goes on after failures. See
     * {@link #saveEach}.
     */
    default BulkResult<Update<? super E>> updateEach(
            Iterable<? extends Update<? super E>> updates, BulkOptions options) {
        return Blocking.await(async().updateEach(updates, options));
    }

    /** Deletes the row of a record. */
    default void delete(E entity) {
        delete(entity, WriteOptions.DEFAULT);
    }

    /** Deletes the row of a record. A time to live makes no sense here and is refused. */
    default void delete(E entity, WriteOptions options) {
        Blocking.await(async().delete(entity, options));
    }

    /** Deletes the row with this key: the values of {@link EntityModel#primaryKey()} in order. */
    default void deleteByKey(Object... key) {
        delete(Key.of(key));
    }

    /** Deletes the row with this key. */
    default void delete(Key key) {
        delete(key, WriteOptions.DEFAULT);
    }

    /** Deletes the row with this key. */
    default void delete(Key key, WriteOptions options) {
        Blocking.await(async().delete(key, options));
    }

    /** Deletes rows, ranges of them, or columns and elements of them. */
    default void delete(Delete<? super E> delete) {
        Blocking.await(async().delete(delete));
    }

    /** Deletes a row, or columns and elements of it, if conditions hold of it. */
    default LwtResult<E> delete(ConditionalDelete<? super E> delete) {
        return Blocking.await(async().delete(delete));
    }

    /** Deletes the rows of all records, a bounded number at once, and returns how many there were. */
    default long deleteAll(Iterable<? extends E> entities) {
        return deleteAll(entities, BulkOptions.DEFAULT);
    }

    /** As {@link #deleteAll(Iterable)}; see {@link #saveAll(Iterable, BulkOptions)}. */
    default long deleteAll(Iterable<? extends E> entities, BulkOptions options) {
        return Blocking.await(async().deleteAll(entities, options));
    }

    /** Deletes as {@link #deleteAll(Iterable, BulkOptions)} does, but goes on after failures. See {@link #saveEach}. */
    default BulkResult<E> deleteEach(Iterable<? extends E> entities, BulkOptions options) {
        return Blocking.await(async().deleteEach(entities, options));
    }

    /**
     * Deletes the rows with these keys, the default number at once. See {@link #deleteAllByKey(Iterable, BulkOptions)}.
     */
    default long deleteAllByKey(Iterable<Key> keys) {
        return deleteAllByKey(keys, BulkOptions.DEFAULT);
    }

    /**
     * Deletes the rows with these keys, a bounded number at once, and returns how many keys there were. See
     * {@link #saveAll(Iterable, BulkOptions)}.
     */
    default long deleteAllByKey(Iterable<Key> keys, BulkOptions options) {
        return Blocking.await(async().deleteAllByKey(keys, options));
    }

    /** Deletes all rows of the table. */
    default void truncate() {
        Blocking.await(async().truncate());
    }
}
