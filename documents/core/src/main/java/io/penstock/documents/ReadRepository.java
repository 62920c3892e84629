package io.penstock.documents;

import io.penstock.Blocking;
import java.util.List;
import java.util.Optional;

/**
 * The records of one table or view, for reading by callers that wait. Each call is the one of {@link #async()} behind
 * {@link Blocking}, and throws what that fails with. Thread-safe.
 */
public interface ReadRepository<E> extends Rows<E, E> {
    @Override
    AsyncReadRepository<E> async();

    /** The table as the entity's class declares it. */
    default EntityModel<E> model() {
        return async().model();
    }

    /** The record with this key: the values of {@link EntityModel#primaryKey()} in order. */
    default Optional<E> get(Object... key) {
        return get(Key.of(key));
    }

    /** The record with this key. */
    default Optional<E> get(Key key) {
        return get(key, ReadOptions.DEFAULT);
    }

    /** The record with this key. */
    default Optional<E> get(Key key, ReadOptions options) {
        return Blocking.await(async().get(key, options));
    }

    /** The record with this key; throws {@link DocumentsError#NOT_FOUND} when there is none. */
    default E require(Object... key) {
        return require(Key.of(key));
    }

    /** The record with this key; throws {@link DocumentsError#NOT_FOUND} when there is none. */
    default E require(Key key) {
        return require(key, ReadOptions.DEFAULT);
    }

    /** The record with this key; throws {@link DocumentsError#NOT_FOUND} when there is none. */
    default E require(Key key, ReadOptions options) {
        return Blocking.await(async().require(key, options));
    }

    /**
     * The records with these keys that exist, in the order of the keys, a bounded number of requests at once. The
     * result has as many as there are keys, without another limit.
     */
    default List<E> getAll(Iterable<Key> keys) {
        return Blocking.await(async().getAll(keys));
    }

    /** As {@link AsyncReadRepository#getAll(Iterable, BulkOptions, ReadOptions)}. */
    default List<E> getAll(Iterable<Key> keys, BulkOptions bulk, ReadOptions options) {
        return Blocking.await(async().getAll(keys, bulk, options));
    }

    /** Whether there is a record with this key; reads nothing of it but the key. */
    default boolean exists(Object... key) {
        return exists(Key.of(key));
    }

    /** Whether there is a record with this key; reads nothing of it but the key. */
    default boolean exists(Key key) {
        return exists(key, ReadOptions.DEFAULT);
    }

    /** Whether there is a record with this key; reads nothing of it but the key. */
    default boolean exists(Key key, ReadOptions options) {
        return Blocking.await(async().exists(key, options));
    }

    /** The record as the table has it now. */
    default Optional<E> refresh(E entity) {
        return Blocking.await(async().refresh(entity));
    }

    /** The record as the table has it now. */
    default Optional<E> refresh(E entity, ReadOptions options) {
        return Blocking.await(async().refresh(entity, options));
    }

    /** All rows of the table, which must fit in memory; for more use {@link #stream}. */
    default List<E> findAll() {
        return find(Query.all());
    }

    /** Whether a query has a row; reads one at most. */
    default boolean exists(Query<? super E> query) {
        return Blocking.await(async().exists(query));
    }

    /** Whether there is a row for which a condition holds; reads one at most. */
    default boolean exists(Filter<? super E> filter) {
        return exists(Query.where(filter));
    }

    /** How many rows the table has. The server reads them all. */
    default long count() {
        return count(Query.all());
    }

    /** How many rows a query has. The server reads them all. */
    default long count(Query<? super E> query) {
        return Blocking.await(async().count(query));
    }

    /** How many rows there are for which a condition holds. The server reads them all. */
    default long count(Filter<? super E> filter) {
        return count(Query.where(filter));
    }

    /** The same rows, of which only the components of a record are read. See {@link Projection#of}. */
    default <D> Rows<E, D> select(Class<D> record) {
        return select(Projection.of(record));
    }

    /** The same rows, read into another record. */
    default <D> Rows<E, D> select(Projection<? super E, D> projection) {
        AsyncRows<E, D> selected = async().select(projection);
        return () -> selected;
    }

    /** The same rows as JSON objects, one text a row. See {@link AsyncReadRepository#json}. */
    default Rows<E, String> json() {
        AsyncRows<E, String> json = async().json();
        return () -> json;
    }
}
