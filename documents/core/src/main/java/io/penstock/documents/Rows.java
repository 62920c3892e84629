package io.penstock.documents;

import io.penstock.Blocking;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of one table, read into one class, for callers that wait. Each call is the one of {@link #async()} behind
 * {@link Blocking}, and throws what that fails with. Thread-safe.
 *
 * @param <E> the entity
 * @param <D> what its rows are read into
 */
public interface Rows<E, D> {
    /** The same rows without waiting. */
    AsyncRows<E, D> async();

    /** The first page of a query. */
    default Page<D> page(Query<? super E> query) {
        return Blocking.await(async().page(query));
    }

    /** The page of a query that a token points to. */
    default Page<D> page(Query<? super E> query, PageToken token) {
        return Blocking.await(async().page(query, token));
    }

    /** The page of a query that a token points to, the first one without a token: for what a caller may send or not. */
    default Page<D> page(Query<? super E> query, Optional<PageToken> token) {
        return Blocking.await(async().page(query, token));
    }

    /** All rows of a query, which must fit in memory; for more use {@link #stream}. */
    default List<D> find(Query<? super E> query) {
        return Blocking.await(async().find(query));
    }

    /** The first row of a query. */
    default Optional<D> first(Query<? super E> query) {
        return Blocking.await(async().first(query));
    }

    /** The only row of a query. See {@link AsyncRows#one}. */
    default Optional<D> one(Query<? super E> query) {
        return Blocking.await(async().one(query));
    }

    /** All rows for which a condition holds. See {@link #find(Query)}. */
    default List<D> find(Filter<? super E> filter) {
        return find(Query.where(filter));
    }

    /** The first row for which a condition holds. */
    default Optional<D> first(Filter<? super E> filter) {
        return first(Query.where(filter));
    }

    /** The only row for which a condition holds. See {@link AsyncRows#one}. */
    default Optional<D> one(Filter<? super E> filter) {
        return one(Query.where(filter));
    }

    /**
     * The only row of a query; throws {@link DocumentsError#NOT_FOUND} when there is none,
     * {@link DocumentsError#TOO_MANY_ROWS} when there are more.
     */
    default D require(Query<? super E> query) {
        return Blocking.await(async().require(query));
    }

    /** The only row for which a condition holds. See {@link #require(Query)}. */
    default D require(Filter<? super E> filter) {
        return require(Query.where(filter));
    }

    /**
     * The rows of a query as a sequential stream that fetches page after page as it is read, waiting on the reading
     * thread. Nothing is read before the stream is; what is wrong with the query or fails in between is thrown by what
     * reads it. Closing it ends the reading; one that is read to its end or given up needs no closing.
     */
    default Stream<D> stream(Query<? super E> query) {
        return StreamedRows.of(async().publisher(query));
    }
}
