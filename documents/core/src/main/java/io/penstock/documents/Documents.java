package io.penstock.documents;

import io.penstock.documents.driver.CqlDriver;

/** A connected database of documents: the entry point. It owns its driver and closes it. Thread-safe. */
public interface Documents extends AutoCloseable {
    /** A session for the tables of a keyspace, which need not exist yet. Does no I/O. */
    DocumentSession session(String keyspace);

    /**
     * Closes the driver and its connections. Requests in flight fail, later ones with {@link DocumentsError#CLOSED}.
     */
    @Override
    void close();

    /** Settings for working through a connected driver. */
    static DocumentsBuilder over(CqlDriver driver) {
        return new DocumentsBuilder(driver);
    }
}
