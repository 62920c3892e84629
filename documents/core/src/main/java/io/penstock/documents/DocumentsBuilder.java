package io.penstock.documents;

import io.penstock.Time;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.internal.OpenDocuments;
import io.penstock.observe.Metrics;
import io.penstock.observe.OperationListener;
import java.util.HashMap;
import java.util.Map;

/** Settings of {@link Documents}. Confined to one thread. */
public final class DocumentsBuilder {
    private final CqlDriver driver;
    private DocumentsSettings settings = DocumentsSettings.DEFAULT;
    private Metrics metrics = Metrics.none();
    private OperationListener listener = OperationListener.none();
    private Time time = Time.system();
    private final Map<Class<?>, EntityHooks<?>> hooks = new HashMap<>();

    DocumentsBuilder(CqlDriver driver) {
        this.driver = driver;
    }

    /** Limits and defaults in one. */
    public DocumentsBuilder settings(DocumentsSettings newSettings) {
        this.settings = newSettings;
        return this;
    }

    /** The consistency level of requests that name none. */
    public DocumentsBuilder consistency(Consistency level) {
        this.settings = settings.withConsistency(level);
        return this;
    }

    /** Where numbers are reported: {@code documents.request.nanos} and {@code documents.request.errors} by kind. */
    public DocumentsBuilder metrics(Metrics newMetrics) {
        this.metrics = newMetrics;
        return this;
    }

    /** Who hears of every request. */
    public DocumentsBuilder listener(OperationListener newListener) {
        this.listener = newListener;
        return this;
    }

    /** What is done around writing and reading records of a class; the last for a class counts. */
    public <E> DocumentsBuilder hooks(Class<E> entity, EntityHooks<E> newHooks) {
        hooks.put(entity, newHooks);
        return this;
    }

    /** Where time comes from. */
    public DocumentsBuilder time(Time newTime) {
        this.time = newTime;
        return this;
    }

    /** Does no I/O: the driver is connected already. */
    public Documents open() {
        return OpenDocuments.over(new OpenDocuments.Parts(driver, settings, metrics, listener, time), hooks);
    }
}
