package io.penstock.documents;

import io.penstock.Blocking;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Work in one keyspace, for callers that wait. Light: it holds no connection, many can be open on one
 * {@link Documents}, and it needs no closing. Thread-safe.
 */
public interface DocumentSession {
    /** The same without waiting. */
    AsyncDocumentSession async();

    /** The keyspace that all tables of this session are in. */
    String keyspace();

    /** The records of a class. See {@link AsyncDocumentSession#repository}. */
    <E> Repository<E> repository(Class<E> entity);

    /** The counters of a class. See {@link AsyncDocumentSession#counters}. */
    default <E> CounterRepository<E> counters(Class<E> entity) {
        AsyncCounterRepository<E> counters = async().counters(entity);
        return () -> counters;
    }

    /** The rows of a view. See {@link AsyncDocumentSession#view}. */
    default <E> ReadRepository<E> view(Class<E> entity) {
        AsyncReadRepository<E> view = async().view(entity);
        return () -> view;
    }

    /** Sends several writes together, all or nothing in the end. See {@link AsyncDocumentSession#batch}. */
    default BatchResult batch(Consumer<Batch> writes) {
        return batch(BatchOptions.LOGGED, writes);
    }

    /** Sends several writes together. See {@link AsyncDocumentSession#batch}. */
    default BatchResult batch(BatchOptions options, Consumer<Batch> writes) {
        return Blocking.await(async().batch(options, writes));
    }

    /** Types, tables, indexes and views of the keyspace. */
    Schema schema();

    /** A writer for a table that exists, with default options. See {@link AsyncDocumentSession#rowWriter}. */
    default RowWriter rowWriter(String table, List<String> columns) {
        return rowWriter(table, columns, WriteOptions.DEFAULT);
    }

    /** A writer for a table that exists. See {@link AsyncDocumentSession#rowWriter}. */
    RowWriter rowWriter(String table, List<String> columns, WriteOptions options);

    /** Runs a request as it is. See {@link AsyncDocumentSession#execute}. */
    CqlPage execute(CqlRequest request);

    /** Runs all statements, the default number at once. See {@link AsyncDocumentSession#executeAll}. */
    default long executeAll(Iterable<CqlStatement> statements) {
        return executeAll(statements, BulkOptions.DEFAULT);
    }

    /** Runs all statements, a bounded number at once. See {@link AsyncDocumentSession#executeAll}. */
    default long executeAll(Iterable<CqlStatement> statements, BulkOptions options) {
        return Blocking.await(async().executeAll(statements, options));
    }

    /** Runs all statements and goes on after failures. See {@link AsyncDocumentSession#executeEach}. */
    default BulkResult<CqlStatement> executeEach(Iterable<CqlStatement> statements, BulkOptions options) {
        return Blocking.await(async().executeEach(statements, options));
    }

    /** The rows of a statement in CQL as objects of a class. See {@link AsyncDocumentSession#query}. */
    default <R> List<R> query(CqlStatement statement, Class<R> type) {
        return Blocking.await(async().query(statement, type));
    }

    /** The first row of a statement in CQL. See {@link AsyncDocumentSession#queryFirst}. */
    default <R> Optional<R> queryFirst(CqlStatement statement, Class<R> type) {
        return Blocking.await(async().queryFirst(statement, type));
    }

    /** The only row of a statement in CQL. See {@link AsyncDocumentSession#queryOne}. */
    default <R> Optional<R> queryOne(CqlStatement statement, Class<R> type) {
        return Blocking.await(async().queryOne(statement, type));
    }

    /** The rows of a statement in CQL as a sequential stream, read as {@link Rows#stream} is. */
    default <R> Stream<R> queryStream(CqlStatement statement, Class<R> type) {
        return StreamedRows.of(async().queryPublisher(statement, type));
    }

    /** The first page of a statement in CQL. See {@link AsyncDocumentSession#query}. */
    default <R> Page<R> queryPage(CqlStatement statement, Class<R> type) {
        return Blocking.await(async().queryPage(statement, type));
    }

    /** The page of a statement in CQL that a token points to. See {@link AsyncDocumentSession#query}. */
    default <R> Page<R> queryPage(CqlStatement statement, Class<R> type, PageToken token) {
        return Blocking.await(async().queryPage(statement, type, token));
    }

    /** The page of a statement in CQL that a token points to, the first one without a token. */
    default <R> Page<R> queryPage(CqlStatement statement, Class<R> type, Optional<PageToken> token) {
        return Blocking.await(async().queryPage(statement, type, token));
    }

    /** Prepares the statements of classes ahead of their first use. See {@link AsyncDocumentSession#prepare}. */
    default void prepare(Class<?>... entities) {
        Blocking.await(async().prepare(entities));
    }
}
