package io.penstock.documents.internal;

import io.penstock.Time;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsSettings;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.observe.Metrics;
import io.penstock.observe.OperationListener;

/** Documents through one driver. Thread-safe. */
public final class OpenDocuments implements Documents {
    private final Requests requests;

    private OpenDocuments(Requests requests) {
        this.requests = requests;
    }

    public static Documents over(
            CqlDriver driver, DocumentsSettings settings, Metrics metrics, OperationListener listener, Time time) {
        return new OpenDocuments(new Requests(driver, settings, metrics, listener, time));
    }

    @Override
    public DocumentSession session(String keyspace) {
        return new BlockingSession(new OpenSession(requests, keyspace));
    }

    @Override
    public void close() {
        requests.close();
    }
}
