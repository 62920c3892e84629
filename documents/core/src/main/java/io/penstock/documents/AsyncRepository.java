package io.penstock.documents;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * The records of one table. Every call returns at once; a failed one fails its future with a
 * {@link io.penstock.PenstockException}. Cancelling a future stops waiting, retrying and further steps; what the server
 * has begun it finishes. Continuations run on the driver's I/O threads and must not block. Thread-safe.
 */
public interface AsyncRepository<E> {
    /** The table as the record class declares it. */
    EntityModel<E> model();

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
     * are begun, and the future fails with it when those in flight have ended. The iterable is read on the calling
     * thread and on I/O threads, by one at a time, and must not block.
     */
    CompletableFuture<Long> saveAll(Iterable<? extends E> entities, BulkOptions options);

    /** Writes a record only if there is no row with its key. */
    default CompletableFuture<LwtResult<E>> insertIfNotExists(E entity) {
        return insertIfNotExists(entity, WriteOptions.DEFAULT);
    }

    /** Writes a record only if there is no row with its key. */
    CompletableFuture<LwtResult<E>> insertIfNotExists(E entity, WriteOptions options);

    /** The record with this key: the values of {@link EntityModel#primaryKey()} in order. */
    default CompletableFuture<Optional<E>> get(Object... key) {
        return get(Key.of(key), ReadOptions.DEFAULT);
    }

    /** The record with this key. */
    CompletableFuture<Optional<E>> get(Key key, ReadOptions options);

    /** Deletes the row of a record. */
    default CompletableFuture<Void> delete(E entity) {
        return delete(entity, WriteOptions.DEFAULT);
    }

    /** Deletes the row of a record. A time to live makes no sense here and is refused. */
    CompletableFuture<Void> delete(E entity, WriteOptions options);

    /** Deletes the row with this key: the values of {@link EntityModel#primaryKey()} in order. */
    default CompletableFuture<Void> deleteByKey(Object... key) {
        return delete(Key.of(key), WriteOptions.DEFAULT);
    }

    /** Deletes the row with this key. */
    CompletableFuture<Void> delete(Key key, WriteOptions options);

    /** The first page of a query. */
    CompletableFuture<Page<E>> page(Query<? super E> query);

    /** The page of a query that a token points to. */
    CompletableFuture<Page<E>> page(Query<? super E> query, PageToken token);

    /** All rows of a query, which must fit in memory; for more use {@link #publisher}. */
    CompletableFuture<List<E>> find(Query<? super E> query);

    /** The first row of a query. */
    CompletableFuture<Optional<E>> first(Query<? super E> query);

    /** How many rows a query has. The server reads them all. */
    CompletableFuture<Long> count(Query<? super E> query);

    /**
     * The rows of a query, page by page: the next page is fetched when the subscriber has asked for more rows than are
     * left. Each subscriber reads anew. Cancelling the subscription cancels the page being fetched. A deadline in the
     * query's options covers the whole reading, the session's request timeout each page.
     */
    Flow.Publisher<E> publisher(Query<? super E> query);
}
