package io.penstock.documents;

import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlStatement;
import java.util.List;
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

    AsyncSchema schema();

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

    /**
     * Runs all statements, a bounded number at once, and returns how many there were; their rows are dropped. Each
     * statement has its own options; write options in the bulk options are refused.
     */
    CompletableFuture<Long> executeAll(Iterable<CqlStatement> statements, BulkOptions options);

    /**
     * The rows of a statement in CQL as records: each component is read from the column of its name. All pages are
     * read; their rows must fit in memory.
     */
    <R> CompletableFuture<List<R>> query(CqlStatement statement, Class<R> record);

    /** The first page of a statement in CQL as records. */
    <R> CompletableFuture<Page<R>> queryPage(CqlStatement statement, Class<R> record);

    /** The page of a statement in CQL that a token points to, as records. */
    <R> CompletableFuture<Page<R>> queryPage(CqlStatement statement, Class<R> record, PageToken token);

    /** The rows of a statement in CQL as records, page by page as they are asked for. */
    <R> Flow.Publisher<R> queryPublisher(CqlStatement statement, Class<R> record);
}
