package io.penstock.documents;

import io.penstock.documents.driver.CqlStatement;

/**
 * Collects writes that are sent together. Nothing is sent before the function that collects has returned, and nothing
 * at all when it throws. Confined to that call; used later it throws.
 *
 * <p>A batch is for writes that belong together, not for speed: many independent ones run faster by
 * {@link Repository#saveAll}. How a write is run is the batch's own; consistency, timeout and the like on a single one
 * are refused.
 */
public interface Batch {
    /** The writes to one table. */
    <E> Writes<E> table(Class<E> entity);

    /** The changes of counters of one table; a batch has either these or others, by its type. */
    <E> Counts<E> counters(Class<E> entity);

    /**
     * Any write. Of its options only {@link io.penstock.documents.driver.RequestOptions#idempotent} counts, and others
     * are refused: they are the batch's. A condition in it makes the whole batch conditional.
     */
    Batch add(CqlStatement statement);

    /** Writes to one table. Each is checked when it is added, and what is wrong with it is thrown there. */
    interface Writes<E> {
        /** Writes a record, whether or not a row with its key exists. */
        default Writes<E> save(E entity) {
            return save(entity, WriteOptions.DEFAULT);
        }

        /** Writes a record, whether or not a row with its key exists. */
        Writes<E> save(E entity, WriteOptions options);

        /**
         * Writes what differs between two records of the same key, and erases what became null; adds nothing when they
         * are equal.
         */
        default Writes<E> saveChanges(E before, E after) {
            return saveChanges(before, after, WriteOptions.DEFAULT);
        }

        /** As {@link #saveChanges(Object, Object)}. */
        Writes<E> saveChanges(E before, E after, WriteOptions options);

        /** Writes a record only if there is no row with its key. Makes the whole batch conditional. */
        default Writes<E> insertIfNotExists(E entity) {
            return insertIfNotExists(entity, WriteOptions.DEFAULT);
        }

        /** Writes a record only if there is no row with its key. Makes the whole batch conditional. */
        Writes<E> insertIfNotExists(E entity, WriteOptions options);

        /**
         * Writes a record of an entity with a {@link Version} only if the row still has the record's version, or there
         * is none and the version is 0 or null. In the row the version is one more then. Makes the whole batch
         * conditional: whether the version still held, its {@link BatchResult} says.
         */
        default Writes<E> saveVersioned(E entity) {
            return saveVersioned(entity, WriteOptions.DEFAULT);
        }

        /** As {@link #saveVersioned(Object)}. */
        Writes<E> saveVersioned(E entity, WriteOptions options);

        /**
         * Deletes the row of an entity with a {@link Version} only if it still has the record's version. Makes the
         * whole batch conditional.
         */
        default Writes<E> deleteVersioned(E entity) {
            return deleteVersioned(entity, WriteOptions.DEFAULT);
        }

        /** As {@link #deleteVersioned(Object)}. */
        Writes<E> deleteVersioned(E entity, WriteOptions options);

        /** Changes columns of a row. Adds nothing when there is no change. */
        Writes<E> update(Update<? super E> update);

        /** Changes columns of a row if conditions hold of it. Makes the whole batch conditional. */
        Writes<E> update(ConditionalUpdate<? super E> update);

        /** Deletes the row of a record. */
        default Writes<E> delete(E entity) {
            return delete(entity, WriteOptions.DEFAULT);
        }

        /** Deletes the row of a record. A time to live makes no sense here and is refused. */
        Writes<E> delete(E entity, WriteOptions options);

        /** Deletes the row with this key. */
        default Writes<E> delete(Key key) {
            return delete(key, WriteOptions.DEFAULT);
        }

        /** Deletes the row with this key. */
        Writes<E> delete(Key key, WriteOptions options);

        /** Deletes rows, ranges of them, or columns and elements of them. */
        Writes<E> delete(Delete<? super E> delete);

        /**
         * Deletes a row, or columns and elements of it, if conditions hold of it. Makes the whole batch conditional.
         */
        Writes<E> delete(ConditionalDelete<? super E> delete);
    }

    /** Changes of counters of one table. */
    interface Counts<E> {
        /** Changes counters of a row: the update's changes are increments and decrements. */
        Counts<E> update(Update<? super E> update);

        /** Adds to a counter, by the name of its component. */
        default Counts<E> increment(Key key, String counter, long delta) {
            return update(Update.of(key).change(Assignment.increment(counter, delta)));
        }

        /** Takes from a counter, by the name of its component. */
        default Counts<E> decrement(Key key, String counter, long delta) {
            return update(Update.of(key).change(Assignment.decrement(counter, delta)));
        }
    }
}
