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

    /**
     * The rows of a query as a sequential stream that fetches page after page as it is read, waiting on the reading
     * thread.
     */
    default Stream<D> stream(Query<? super E> query) {
        return Stream.iterate(
                        Optional.of(page(query)),
                        Optional::isPresent,
                        page -> page.flatMap(Page::next).map(token -> page(query, token)))
                .flatMap(page -> page.orElseThrow().items().stream());
    }
}
