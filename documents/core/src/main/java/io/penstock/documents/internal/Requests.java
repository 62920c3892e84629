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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one place where requests leave for the driver: defaults, deadline, listener, metrics. Thread-safe. */
final class Requests {
    private final CqlDriver driver;
    private final DocumentsSettings settings;
    private final OperationListener listener;
    private final boolean listens;
    private final Metrics metrics;
    private final Time time;
    private final RequestOptions reads;
    private final RequestOptions writes;
    private final Map<String, Metrics.Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, Metrics.Counter> errors = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Requests(CqlDriver driver, DocumentsSettings settings, Metrics metrics, OperationListener listener, Time time) {
        this.driver = driver;
        this.settings = settings;
        this.metrics = metrics;
        this.listener = listener;
        this.listens = !listener.equals(OperationListener.none());
        this.time = time;
        this.writes = RequestOptions.defaults()
                .withConsistency(settings.consistency())
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
        return run.withDeadline(deadline(options.timeout(), options.deadline()));
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
        return run.withDeadline(deadline(wanted.timeout(), wanted.deadline()));
    }

    private void requireExtensions() {
        if (!driver.capabilities().contains(Capability.SCYLLA_CQL)) {
            throw new DocumentsException(
                    DocumentsError.UNSUPPORTED,
                    "bypassCache and serverTimeout are written in CQL that only ScyllaDB understands, and the driver is"
                            + " not connected to it; leave them out");
        }
    }

    private Deadline deadline(Optional<Duration> timeout, Deadline wanted) {
        return Deadline.after(timeout.orElse(settings.requestTimeout()), time).min(wanted);
    }

    int pageSize(ReadOptions options) {
        return options.pageSize().orElse(settings.pageSize());
    }

    /** For emptying a table, which takes all nodes and longer than a write. */
    RequestOptions forTruncate() {
        return writes.withDeadline(Deadline.after(settings.schemaTimeout(), time));
    }

    RequestOptions forSchema() {
        return writes.withIdempotent(false).withDeadline(Deadline.after(settings.schemaTimeout(), time));
    }

    Deadline deadline(Deadline wanted) {
        return Deadline.after(settings.requestTimeout(), time).min(wanted);
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
        return run.withDeadline(deadline(options.deadline()));
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
        if (request.options().deadline().hasPassed(time)) {
            throw new PenstockException(
                    BaseError.DEADLINE_EXCEEDED, "the deadline passed before the request was sent; it was not");
        }
        String cql = request.cql();
        String kind = kind(cql);
        Answer<R> answer = new Answer<>(this, kind, listens ? started(kind, cql) : null, result, clearer);
        answer.sent(driver.execute(request));
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

    private OperationListener.Span started(String kind, String cql) {
        try {
            return listener.started(new OperationListener.Operation("documents", kind, cql));
        } catch (RuntimeException dropped) {
            return (outcome, error) -> {};
        }
    }

    /** A request has its answer. */
    void ended(
            String kind,
            OperationListener.@Nullable Span span,
            long startNanos,
            @Nullable CqlPage page,
            @Nullable Throwable error) {
        long nanos = time.nanoTime() - startNanos;
        timer(kind).record(nanos);
        if (error != null) {
            errors.computeIfAbsent(kind, name -> metrics.counter("documents.request.errors", "kind", name))
                    .increment();
        }
        if (span == null) {
            return;
        }
        try {
            span.ended(
                    new OperationListener.Outcome(
                            page == null ? -1 : page.rows().size(), nanos),
                    error);
        } catch (RuntimeException dropped) {
            // A listener must not change what happens to the request.
            return;
        }
    }

    private Metrics.Timer timer(String kind) {
        Metrics.Timer known = timers.get(kind);
        return known != null
                ? known
                : timers.computeIfAbsent(kind, name -> metrics.timer("documents.request.nanos", "kind", name));
    }

    private static String kind(String cql) {
        int end = 0;
        while (end < cql.length() && Character.isLetter(cql.charAt(end))) {
            end++;
        }
        return switch (end == 0 ? ' ' : Character.toUpperCase(cql.charAt(0))) {
            case 'S' -> "select";
            case 'I' -> "insert";
            case 'U' -> end == 3 ? "use" : "update";
            case 'D' -> end == 6 ? "delete" : "ddl";
            case 'B' -> "batch";
            case 'C', 'A', 'T' -> "ddl";
            default -> "other";
        };
    }
}
