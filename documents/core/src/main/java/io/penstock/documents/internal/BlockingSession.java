package io.penstock.documents.internal;

import io.penstock.Blocking;
import io.penstock.documents.AsyncDocumentSession;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Repository;
import io.penstock.documents.RowWriter;
import io.penstock.documents.Schema;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import java.util.List;

/** The session for callers that wait: nothing but waiting. Thread-safe. */
final class BlockingSession implements DocumentSession {
    private final OpenSession session;

    BlockingSession(OpenSession session) {
        this.session = session;
    }

    @Override
    public AsyncDocumentSession async() {
        return session;
    }

    @Override
    public String keyspace() {
        return session.keyspace();
    }

    @Override
    public <E> Repository<E> repository(Class<E> entity) {
        return new BlockingRepository<>(session.repository(entity));
    }

    @Override
    public Schema schema() {
        return new BlockingSchema(session.schema());
    }

    @Override
    public RowWriter rowWriter(String table, List<String> columns, WriteOptions options) {
        return Blocking.await(session.rowWriter(table, columns, options));
    }

    @Override
    public CqlPage execute(CqlRequest request) {
        return Blocking.await(session.execute(request));
    }
}
