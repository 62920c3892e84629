package io.penstock.documents.internal;

import io.penstock.BaseError;
import io.penstock.Deadline;
import io.penstock.PenstockException;
import io.penstock.Time;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.DocumentsSettings;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.observe.Metrics;
import io.penstock.observe.OperationListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one place where requests leave for the driver: defaults, deadline, listener, metrics. Thread-safe. */
final class Requests {
    private final CqlDriver driver;
    private final DocumentsSettings settings;
    private final OperationListener listener;
    private final boolean listens;
    private final Time time;
    private final RequestOptions reads;
    private final RequestOptions writes;
    private final boolean measures;
    private final Map<RequestKind, Metrics.Timer> timers = new EnumMap<>(RequestKind.class);
    private final Map<RequestKind, Metrics.Counter> errors = new EnumMap<>(RequestKind.class);
    private volatile boolean closed;

    Requests(CqlDriver driver, DocumentsSettings settings, Metrics metrics, OperationListener listener, Time time) {
        this.driver = driver;
        this.settings = settings;
        this.listener = listener;
        this.listens = !listener.equals(OperationListener.none());
        this.measures = listens || !metrics.equals(Metrics.none());
        for (RequestKind kind : RequestKind.values()) {
            timers.put(kind, metrics.timer("documents.request.nanos", "kind", kind.label()));
            errors.put(kind, metrics.counter("documents.request.errors", "kind", kind.label()));
        }
        this.time = time;
        this.writes = RequestOptions.defaults()
                .withConsistency(settings.consistency())
                .withTimeout(settings.requestTimeout())
                .withIdempotent(true);
        this.reads = writes.withPageSize(settings.pageSize());
    }

    DocumentsSettings settings() {
        return settings;
    }

    Time time() {
        return time;
    }

    CqlDriver driver() {
        return driver;
    }

    RequestOptions forRead(ReadOptions options) {
        if (options.bypassCache() || options.serverTimeout().isPresent()) {
            requireExtensions();
        }
        RequestOptions run = reads;
        if (options.consistency().isPresent()) {
            run = run.withConsistency(options.consistency().get());
        }
        if (options.pageSize().isPresent()) {
            run = run.withPageSize(options.pageSize().getAsInt());
        }
        return until(run, options.timeout(), options.deadline());
    }

    /** For writes that are the same when run twice, unless the caller says otherwise. */
    RequestOptions forWrite(WriteOptions options) {
        if (options.serialConsistency().isPresent()) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY,
                    "serial consistency " + options.serialConsistency().get()
                            + " is for the condition of a conditional write; this write has none, leave it out");
        }
        return forAnyWrite(options);
    }

    /** For conditional writes, which are never repeated by themselves. */
    RequestOptions forConditionalWrite(WriteOptions options) {
        return forAnyWrite(options)
                .withSerialConsistency(options.serialConsistency().orElse(settings.serialConsistency()))
                .withIdempotent(options.run().idempotent().orElse(false));
    }

    private RequestOptions forAnyWrite(WriteOptions options) {
        WriteOptions.Run wanted = options.run();
        if (wanted.serverTimeout().isPresent()) {
            requireExtensions();
        }
        RequestOptions run = writes;
        if (wanted.consistency().isPresent()) {
            run = run.withConsistency(wanted.consistency().get());
        }
        if (wanted.idempotent().isPresent()) {
            run = run.withIdempotent(wanted.idempotent().get());
        }
        return until(run, wanted.timeout(), wanted.deadline());
    }

    private void requireExtensions() {
        if (!driver.capabilities().contains(Capability.SCYLLA_CQL)) {
            throw new DocumentsException(
                    DocumentsError.UNSUPPORTED,
                    "bypassCache and serverTimeout are written in CQL that only ScyllaDB understands, and the driver is"
                            + " not connected to it; leave them out");
        }
    }

    /** Options that nobody changed stay one object for all requests, as does their timeout. */
    private static RequestOptions until(RequestOptions run, Optional<Duration> timeout, Deadline wanted) {
        RequestOptions waiting = timeout.isPresent() ? run.withTimeout(timeout.get()) : run;
        return wanted.isSet() ? waiting.withDeadline(wanted) : waiting;
    }

    int pageSize(ReadOptions options) {
        return options.pageSize().orElse(settings.pageSize());
    }

    /** For emptying a table, which takes all nodes and longer than a write. */
    RequestOptions forTruncate() {
        return writes.withTimeout(settings.schemaTimeout());
    }

    RequestOptions forSchema() {
        return writes.withIdempotent(false).withTimeout(settings.schemaTimeout());
    }

    /** What the caller named, and the session's defaults for the rest. */
    RequestOptions completed(RequestOptions options) {
        // A profile is asked for by name, so it goes before the session's defaults.
        boolean byProfile = options.extras().profile().isPresent();
        RequestOptions run = byProfile || options.consistency().isPresent()
                ? options
                : options.withConsistency(settings.consistency());
        if (!byProfile && run.pageSize().isEmpty()) {
            run = run.withPageSize(settings.pageSize());
        }
        return run.timeout().isPresent() ? run : run.withTimeout(settings.requestTimeout());
    }

    CompletableFuture<CqlPage> execute(CqlRequest request) {
        try {
            return execute(request, Function.identity(), CompletableFuture::failedFuture);
        } catch (PenstockException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /**
     * Sends a request.
     *
     * @param result makes of the page what the caller is given
     * @param clearer of a failure makes a future that fails with a clearer one
     * @throws PenstockException when the request is not sent at all
     */
    <R extends @Nullable Object> CompletableFuture<R> execute(
            CqlRequest request,
            Function<? super CqlPage, ? extends R> result,
            Function<Throwable, CompletableFuture<?>> clearer) {
        if (closed) {
            throw new DocumentsException(
                    DocumentsError.CLOSED, "documents are closed; keep them open for as long as they are used");
        }
        if (request.options().deadline().isSet() && request.options().deadline().hasPassed(time)) {
            throw new PenstockException(
                    BaseError.DEADLINE_EXCEEDED, "the deadline passed before the request was sent; it was not");
        }
        RequestKind kind = RequestKind.of(request);
        Answer<R> answer = new Answer<>(this, kind, listens ? started(kind, request.cql()) : null, result, clearer);
        answer.runs(driver.execute(request, answer));
        return answer;
    }

    /** Waits until the nodes agree on the schema, or fails when they do not in time. */
    CompletableFuture<Void> schemaAgreement() {
        Deadline until = Deadline.after(settings.schemaTimeout(), time);
        return agreement(until, Duration.ofMillis(50));
    }

    private CompletableFuture<Void> agreement(Deadline until, Duration pause) {
        return Call.then(driver.schemaAgrees(), agrees -> {
            if (agrees) {
                return CompletableFuture.completedFuture(null);
            }
            if (until.hasPassed(time)) {
                throw new DocumentsException(
                        DocumentsError.SCHEMA_DISAGREEMENT,
                        "the nodes did not agree on the schema within schemaTimeout = " + settings.schemaTimeout()
                                + "; look for nodes that are down or cannot reach the others");
            }
            CompletableFuture<Void> paused = new CompletableFuture<>();
            time.schedule(pause, () -> paused.complete(null));
            return Call.then(paused, ignored -> agreement(until, pause));
        });
    }

    void close() {
        closed = true;
        driver.close();
    }

    private OperationListener.Span started(RequestKind kind, String cql) {
        try {
            return listener.started(new OperationListener.Operation("documents", kind.label(), cql));
        } catch (RuntimeException dropped) {
            return (outcome, error) -> {};
        }
    }

    /** The moment for {@link #ended}; nobody reads the clock when nobody asks how long a request took. */
    long begun() {
        return measures ? time.nanoTime() : 0;
    }

    /** A request has its answer. What metrics and listener throw must not change what happens to it. */
    void ended(
            RequestKind kind,
            OperationListener.@Nullable Span span,
            long begun,
            @Nullable CqlPage page,
            @Nullable Throwable error) {
        if (!measures) {
            return;
        }
        try {
            long nanos = time.nanoTime() - begun;
            Objects.requireNonNull(timers.get(kind)).record(nanos);
            if (error != null) {
                Objects.requireNonNull(errors.get(kind)).increment();
            }
            if (span != null) {
                span.ended(
                        new OperationListener.Outcome(
                                page == null ? -1 : page.rows().size(), nanos),
                        error);
            }
        } catch (Throwable dropped) {
            return;
        }
    }
}
