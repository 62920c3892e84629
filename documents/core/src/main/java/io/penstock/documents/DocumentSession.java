package io.penstock.documents;

import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import java.util.List;

/**
 * Work in one keyspace, for callers that wait. Light: it holds no connection, many can be open on one
 * {@link Documents}, and it needs no closing. Thread-safe.
 */
public interface DocumentSession {
    /** The same without waiting. */
    AsyncDocumentSession async();

    /** The keyspace that all tables of this session are in. */
    String keyspace();

    /** The records of a class. */
    <E> Repository<E> repository(Class<E> entity);

    Schema schema();

    /** A writer for a table that exists, with default options. See {@link AsyncDocumentSession#rowWriter}. */
    default RowWriter rowWriter(String table, List<String> columns) {
        return rowWriter(table, columns, WriteOptions.DEFAULT);
    }

    /** A writer for a table that exists. See {@link AsyncDocumentSession#rowWriter}. */
    RowWriter rowWriter(String table, List<String> columns, WriteOptions options);

    /** Runs a request as it is. See {@link AsyncDocumentSession#execute}. */
    CqlPage execute(CqlRequest request);
}
