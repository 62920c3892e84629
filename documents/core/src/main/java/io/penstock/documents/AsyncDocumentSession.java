package io.penstock.documents;

import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlStatement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Work in one keyspace, without waiting. Thread-safe. */
public interface AsyncDocumentSession {
    /**
     * The records of a class.
     *
     * @throws DocumentsException {@link DocumentsError#INVALID_ENTITY} for counters and views, which have repositories
     *     of their own
     */
    <E> AsyncRepository<E> repository(Class<E> entity);

    /** The counters of a class, all of whose components outside the key are {@link Counter}s. */
    <E> AsyncCounterRepository<E> counters(Class<E> entity);

    /** The rows of a {@link MaterializedView}, which are only read. */
    <E> AsyncReadRepository<E> view(Class<E> entity);

    /**
     * Sends several writes together. The function collects them on the calling thread; when it throws, the future fails
     * with that and nothing is sent, and without a write nothing is sent either. Fails with
     * {@link DocumentsError#BATCH_TOO_LARGE} before sending when it has too many statements or bytes.
     */
    CompletableFuture<BatchResult> batch(BatchOptions options, Consumer<Batch> writes);

    /** Sends several writes together, all or nothing in the end. See {@link #batch(BatchOptions, Consumer)}. */
    default CompletableFuture<BatchResult> batch(Consumer<Batch> writes) {
        return batch(BatchOptions.LOGGED, writes);
    }

    /**
     * Prepares ahead of their first use the statements of these classes that do not depend on a query: saving without
     * options, and reading, looking for and deleting one row by its key, as far as their tables have them. The tables
     * must exist; so called when a program starts, its first requests need not wait for it. Other statements are
     * prepared when they are first run.
     */
    CompletableFuture<Void> prepare(Class<?>... entities);

    /** Types, tables, indexes and views of the keyspace. */
    AsyncSchema schema();

    /** A writer for a table that exists, with default options. See {@link #rowWriter(String, List, WriteOptions)}. */
    default CompletableFuture<RowWriter> rowWriter(String table, List<String> columns) {
        return rowWriter(table, columns, WriteOptions.DEFAULT);
    }

    /**
     * A writer for a table that exists.
     *
     * <p>Fails with {@link DocumentsError#UNKNOWN_TABLE} or {@link DocumentsError#UNKNOWN_COLUMN}, with the nearest
     * right name, and with {@link DocumentsError#INVALID_QUERY} when the columns lack a part of the primary key.
     */
    CompletableFuture<RowWriter> rowWriter(String table, List<String> columns, WriteOptions options);

    /**
     * Runs a request as it is, with the session's consistency and request timeout where it names none. Tables of this
     * keyspace must be qualified with it.
     */
    CompletableFuture<CqlPage> execute(CqlRequest request);

    /** Runs all statements, the default number at once. See {@link #executeAll(Iterable, BulkOptions)}. */
    default CompletableFuture<Long> executeAll(Iterable<CqlStatement> statements) {
        return executeAll(statements, BulkOptions.DEFAULT);
    }

    /**
     * Runs all statements, a bounded number at once, and returns how many there were; their rows are dropped. Each
     * statement has its own options; write options in the bulk options are refused.
     */
    CompletableFuture<Long> executeAll(Iterable<CqlStatement> statements, BulkOptions options);

    /**
     * Runs all statements as {@link #executeAll(Iterable, BulkOptions)} does, but goes on after failures, and gives
     * them with their statements. It ends early when {@link BulkOptions#failuresMax} is reached.
     */
    CompletableFuture<BulkResult<CqlStatement>> executeEach(Iterable<CqlStatement> statements, BulkOptions options);

    /**
     * The rows of a statement in CQL as objects of a class. All pages are read; their rows must fit in memory.
     *
     * <p>Of a record, or a class with a marked constructor, each component is read from the column of its name. Of a
     * class without parts, like {@code Long}, {@code String}, {@code UUID} or {@code Instant}, each row is the value of
     * the result's only column, which must be there: {@link DocumentsError#NULL_VALUE} otherwise.
     */
    <R> CompletableFuture<List<R>> query(CqlStatement statement, Class<R> type);

    /** The first row of a statement in CQL; a statement that names no page size reads no more. See {@link #query}. */
    <R> CompletableFuture<Optional<R>> queryFirst(CqlStatement statement, Class<R> type);

    /**
     * The only row of a statement in CQL. Fails with {@link DocumentsError#TOO_MANY_ROWS} when there are more; a
     * statement that names no page size reads two to know. See {@link #query}.
     */
    <R> CompletableFuture<Optional<R>> queryOne(CqlStatement statement, Class<R> type);

    /** The first page of a statement in CQL. See {@link #query}. */
    <R> CompletableFuture<Page<R>> queryPage(CqlStatement statement, Class<R> type);

    /** The page of a statement in CQL that a token points to. See {@link #query}. */
    <R> CompletableFuture<Page<R>> queryPage(CqlStatement statement, Class<R> type, PageToken token);

    /** The page of a statement in CQL that a token points to, the first one without a token. See {@link #query}. */
    default <R> CompletableFuture<Page<R>> queryPage(CqlStatement statement, Class<R> type, Optional<PageToken> token) {
        return token.isPresent() ? queryPage(statement, type, token.get()) : queryPage(statement, type);
    }

    /** The rows of a statement in CQL, page by page as they are asked for. See {@link #query}. */
    <R> Flow.Publisher<R> queryPublisher(CqlStatement statement, Class<R> type);
}
