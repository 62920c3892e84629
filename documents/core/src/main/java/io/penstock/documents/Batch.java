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

    /** Any write. */
    Batch add(CqlStatement statement);

    /** Writes to one table. */
    interface Writes<E> {
        default Writes<E> save(E entity) {
            return save(entity, WriteOptions.DEFAULT);
        }

        Writes<E> save(E entity, WriteOptions options);

        /** Makes the whole batch conditional. */
        Writes<E> insertIfNotExists(E entity);

        Writes<E> update(Update<? super E> update);

        /** Makes the whole batch conditional. */
        Writes<E> update(ConditionalUpdate<? super E> update);

        Writes<E> delete(E entity);

        Writes<E> delete(Delete<? super E> delete);

        /** Makes the whole batch conditional. */
        Writes<E> delete(ConditionalDelete<? super E> delete);
    }

    /** Changes of counters of one table. */
    interface Counts<E> {
        Counts<E> update(Update<? super E> update);

        default Counts<E> increment(Key key, String counter, long delta) {
            return update(Update.of(key).change(Assignment.increment(counter, delta)));
        }

        default Counts<E> decrement(Key key, String counter, long delta) {
            return update(Update.of(key).change(Assignment.decrement(counter, delta)));
        }
    }
}
