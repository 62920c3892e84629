package io.penstock.documents;

import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Work in one keyspace, without waiting. Thread-safe. */
public interface AsyncDocumentSession {
    /** The records of a class. */
    <E> AsyncRepository<E> repository(Class<E> entity);

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
}
