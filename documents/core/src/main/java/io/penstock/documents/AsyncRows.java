package io.penstock.documents;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * The rows of one table, read into one class, without waiting: all ways to run a query. Every call returns at once; a
 * failed one fails its future with a {@link io.penstock.PenstockException}. Cancelling a future stops waiting, retrying
 * and further steps; what the server has begun it finishes. Continuations run on the driver's I/O threads and must not
 * block. Thread-safe.
 *
 * @param <E> the entity
 * @param <D> what its rows are read into
 */
public interface AsyncRows<E, D> {
    /** The first page of a query. */
    CompletableFuture<Page<D>> page(Query<? super E> query);

    /** The page of a query that a token points to. */
    CompletableFuture<Page<D>> page(Query<? super E> query, PageToken token);

    /** The page of a query that a token points to, the first one without a token: for what a caller may send or not. */
    default CompletableFuture<Page<D>> page(Query<? super E> query, Optional<PageToken> token) {
        return token.isPresent() ? page(query, token.get()) : page(query);
    }

    /**
     * All rows of a query, which must fit in memory; for more use {@link #publisher}. Fails with
     * {@link DocumentsError#RESULT_TOO_LARGE} when there are more than {@link DocumentsSettings#collectedRowsMax}.
     */
    CompletableFuture<List<D>> find(Query<? super E> query);

    /** The first row of a query. */
    CompletableFuture<Optional<D>> first(Query<? super E> query);

    /**
     * The only row of a query. Fails with {@link DocumentsError#TOO_MANY_ROWS} when there are more; it reads two to
     * know. A limit of the query counts: with one of 1 it is {@link #first}.
     */
    CompletableFuture<Optional<D>> one(Query<? super E> query);

    /** All rows for which a condition holds. See {@link #find(Query)}. */
    default CompletableFuture<List<D>> find(Filter<? super E> filter) {
        return find(Query.where(filter));
    }

    /** The first row for which a condition holds. */
    default CompletableFuture<Optional<D>> first(Filter<? super E> filter) {
        return first(Query.where(filter));
    }

    /** The only row for which a condition holds. See {@link #one(Query)}. */
    default CompletableFuture<Optional<D>> one(Filter<? super E> filter) {
        return one(Query.where(filter));
    }

    /**
     * The only row of a query. Fails with {@link DocumentsError#NOT_FOUND} when there is none, with
     * {@link DocumentsError#TOO_MANY_ROWS} when there are more.
     */
    CompletableFuture<D> require(Query<? super E> query);

    /** The only row for which a condition holds. See {@link #require(Query)}. */
    default CompletableFuture<D> require(Filter<? super E> filter) {
        return require(Query.where(filter));
    }

    /**
     * The rows of a query, page by page: the next page is fetched when the subscriber has asked for more rows than are
     * left. Each subscriber reads anew. Cancelling the subscription cancels the page being fetched. A deadline in the
     * query's options covers the whole reading, the session's request timeout each page.
     */
    Flow.Publisher<D> publisher(Query<? super E> query);

    /**
     * The rows of the whole table, or of those that a query's filters outside the key leave, read in parallel by parts
     * of the ring, in no order. At most {@link ScanOptions#concurrencyMax} pages are in memory; a page is fetched only
     * while the subscriber wants rows.
     */
    Flow.Publisher<D> scan(Query<? super E> query, ScanOptions options);
}
