package io.penstock.documents.internal;

import io.penstock.Time;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.DocumentsSettings;
import io.penstock.documents.EntityHooks;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.observe.Metrics;
import io.penstock.observe.OperationListener;
import java.util.Map;

/** Documents through one driver. Thread-safe. */
public final class OpenDocuments implements Documents {
    private final Requests requests;
    private final Hooks hooks;

    private OpenDocuments(Requests requests, Hooks hooks) {
        this.requests = requests;
        this.hooks = hooks;
    }

    /** What documents are made of. */
    public record Parts(
            CqlDriver driver, DocumentsSettings settings, Metrics metrics, OperationListener listener, Time time) {}

    public static Documents over(Parts parts, Map<Class<?>, EntityHooks<?>> hooks) {
        return new OpenDocuments(
                new Requests(parts.driver(), parts.settings(), parts.metrics(), parts.listener(), parts.time()),
                new Hooks(hooks));
    }

    @Override
    public DocumentSession session(String keyspace) {
        return new BlockingSession(new OpenSession(requests, keyspace, hooks));
    }

    @Override
    public void close() {
        requests.close();
    }
}
