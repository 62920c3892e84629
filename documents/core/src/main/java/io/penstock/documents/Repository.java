package io.penstock.documents;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The records of one table, for callers that wait. Each call is the one of {@link #async()} behind
 * {@link io.penstock.Blocking}, and throws what that fails with. Thread-safe.
 */
public interface Repository<E> {
    /** The same records without waiting. */
    AsyncRepository<E> async();

    /** The table as the record class declares it. */
    EntityModel<E> model();

    /** Writes a record, whether or not a row with its key exists. */
    default void save(E entity) {
        save(entity, WriteOptions.DEFAULT);
    }

    /** Writes a record, whether or not a row with its key exists. */
    void save(E entity, WriteOptions options);

    /** Writes all records, the default number at once, and returns how many there were. */
    default long saveAll(Iterable<? extends E> entities) {
        return saveAll(entities, BulkOptions.DEFAULT);
    }

    /** As {@link AsyncRepository#saveAll(Iterable, BulkOptions)}. */
    long saveAll(Iterable<? extends E> entities, BulkOptions options);

    /** Writes a record only if there is no row with its key. */
    default LwtResult<E> insertIfNotExists(E entity) {
        return insertIfNotExists(entity, WriteOptions.DEFAULT);
    }

    /** Writes a record only if there is no row with its key. */
    LwtResult<E> insertIfNotExists(E entity, WriteOptions options);

    /** The record with this key: the values of {@link EntityModel#primaryKey()} in order. */
    default Optional<E> get(Object... key) {
        return get(Key.of(key), ReadOptions.DEFAULT);
    }

    /** The record with this key. */
    Optional<E> get(Key key, ReadOptions options);

    /** Deletes the row of a record. */
    default void delete(E entity) {
        delete(entity, WriteOptions.DEFAULT);
    }

    /** Deletes the row of a record. A time to live makes no sense here and is refused. */
    void delete(E entity, WriteOptions options);

    /** Deletes the row with this key: the values of {@link EntityModel#primaryKey()} in order. */
    default void deleteByKey(Object... key) {
        delete(Key.of(key), WriteOptions.DEFAULT);
    }

    /** Deletes the row with this key. */
    void delete(Key key, WriteOptions options);

    /** The first page of a query. */
    Page<E> page(Query<? super E> query);

    /** The page of a query that a token points to. */
    Page<E> page(Query<? super E> query, PageToken token);

    /** All rows of the table, which must fit in memory; for more use {@link #stream}. */
    default List<E> findAll() {
        return find(Query.all());
    }

    /** All rows of a query, which must fit in memory; for more use {@link #stream}. */
    List<E> find(Query<? super E> query);

    /** The first row of a query. */
    Optional<E> first(Query<? super E> query);

    /** How many rows a query has. The server reads them all. */
    long count(Query<? super E> query);

    /**
     * The rows of a query as a sequential stream that fetches page after page as it is read, waiting on the reading
     * thread.
     */
    Stream<E> stream(Query<? super E> query);
}
