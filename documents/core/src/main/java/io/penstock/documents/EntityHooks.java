package io.penstock.documents;

/**
 * What an application does around writing and reading records of one class: fill in audit columns, check, report. Set
 * by {@link DocumentsBuilder#hooks}. Called on the caller's or an I/O thread, by many at once; must not block. What a
 * hook throws fails the operation, before a write nothing is sent then.
 *
 * <p>Only whole records have hooks: partial updates, deletes by key, JSON and projections pass them by.
 */
public interface EntityHooks<E> {
    /** Before a record is saved or inserted, singly, in bulk or in a batch; the record to write in its place. */
    default E beforeSave(E entity) {
        return entity;
    }

    /**
     * After a record was saved or inserted, as it was written; not in a batch, and not when a condition did not hold.
     */
    default void afterSave(E entity) {}

    /** Before the row of a record is deleted. */
    default void beforeDelete(E entity) {}

    /** After a record was read; the record to give in its place. */
    default E afterLoad(E entity) {
        return entity;
    }
}
