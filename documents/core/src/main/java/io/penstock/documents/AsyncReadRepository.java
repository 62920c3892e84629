package io.penstock.documents;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The records of one table or view, for reading without waiting. Thread-safe. */
public interface AsyncReadRepository<E> extends AsyncRows<E, E> {
    /** The table as the entity's class declares it. */
    EntityModel<E> model();

    /** The record with this key: the values of {@link EntityModel#primaryKey()} in order. */
    default CompletableFuture<Optional<E>> get(Object... key) {
        return Key.given(key, this::get);
    }

    /** The record with this key. */
    default CompletableFuture<Optional<E>> get(Key key) {
        return get(key, ReadOptions.DEFAULT);
    }

    /** The record with this key. */
    CompletableFuture<Optional<E>> get(Key key, ReadOptions options);

    /** The record with this key. Fails with {@link DocumentsError#NOT_FOUND} when there is none. */
    default CompletableFuture<E> require(Object... key) {
        return Key.given(key, this::require);
    }

    /** The record with this key. Fails with {@link DocumentsError#NOT_FOUND} when there is none. */
    default CompletableFuture<E> require(Key key) {
        return require(key, ReadOptions.DEFAULT);
    }

    /** The record with this key. Fails with {@link DocumentsError#NOT_FOUND} when there is none. */
    CompletableFuture<E> require(Key key, ReadOptions options);

    /**
     * The records with these keys that exist, in the order of the keys, a bounded number of requests at once. The
     * result has as many as there are keys, without another limit.
     */
    default CompletableFuture<List<E>> getAll(Iterable<Key> keys) {
        return getAll(keys, BulkOptions.DEFAULT, ReadOptions.DEFAULT);
    }

    /** As {@link #getAll(Iterable)}. Write options in the bulk options are refused. */
    CompletableFuture<List<E>> getAll(Iterable<Key> keys, BulkOptions bulk, ReadOptions options);

    /** Whether there is a record with this key; reads nothing of it but the key. */
    default CompletableFuture<Boolean> exists(Object... key) {
        return Key.given(key, this::exists);
    }

    /** Whether there is a record with this key; reads nothing of it but the key. */
    default CompletableFuture<Boolean> exists(Key key) {
        return exists(key, ReadOptions.DEFAULT);
    }

    /** Whether there is a record with this key; reads nothing of it but the key. */
    CompletableFuture<Boolean> exists(Key key, ReadOptions options);

    /** The record as the table has it now. */
    default CompletableFuture<Optional<E>> refresh(E entity) {
        return refresh(entity, ReadOptions.DEFAULT);
    }

    /** The record as the table has it now. */
    CompletableFuture<Optional<E>> refresh(E entity, ReadOptions options);

    /** Whether a query has a row; reads one at most. */
    CompletableFuture<Boolean> exists(Query<? super E> query);

    /** Whether there is a row for which a condition holds; reads one at most. */
    default CompletableFuture<Boolean> exists(Filter<? super E> filter) {
        return exists(Query.where(filter));
    }

    /** All rows of the table, which must fit in memory; for more use {@link #publisher}. */
    default CompletableFuture<List<E>> findAll() {
        return find(Query.all());
    }

    /** How many rows the table has. The server reads them all. */
    default CompletableFuture<Long> count() {
        return count(Query.all());
    }

    /** How many rows a query has. The server reads them all. */
    CompletableFuture<Long> count(Query<? super E> query);

    /** How many rows there are for which a condition holds. The server reads them all. */
    default CompletableFuture<Long> count(Filter<? super E> filter) {
        return count(Query.where(filter));
    }

    /** The same rows, of which only the components of a record are read. See {@link Projection#of}. */
    default <D> AsyncRows<E, D> select(Class<D> record) {
        return select(Projection.of(record));
    }

    /** The same rows, read into another record. */
    <D> AsyncRows<E, D> select(Projection<? super E, D> projection);

    /**
     * The same rows as JSON objects, one text a row, as the server writes them: the members are the columns, byte
     * strings {@code 0x…}, moments {@code yyyy-MM-dd HH:mm:ss.SSSZ}.
     */
    AsyncRows<E, String> json();
}
