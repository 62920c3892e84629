package io.penstock.postgres.internal;

import io.penstock.Time;
import io.penstock.observe.Metrics;
import io.penstock.observe.OperationListener;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.PostgresException;
import io.penstock.postgres.Rows;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells the configured metrics and listener what happens. Thread-safe. */
final class Observer {
    private final Metrics metrics;
    private final OperationListener listener;
    private final Time time;
    private final Map<String, Metrics.Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, Metrics.Counter> errors = new ConcurrentHashMap<>();
    private final Metrics.Timer acquire;
    private final Metrics.Counter commits;
    private final Metrics.Counter rollbacks;

    Observer(PostgresConfig config) {
        this.metrics = config.metrics();
        this.listener = config.listener();
        this.time = config.time();
        this.acquire = metrics.timer("postgres.acquire.time");
        this.commits = metrics.counter("postgres.transaction.commits");
        this.rollbacks = metrics.counter("postgres.transaction.rollbacks");
    }

    /** Watches an operation from now to its end. */
    void watch(Request<?> request, Operation<?> operation) {
        long started = time.nanoTime();
        OperationListener.Span span = started(request);
        Futures.whenEnded(operation, (value, failure) -> {
            long nanos = time.nanoTime() - started;
            timers.computeIfAbsent(request.kind(), kind -> metrics.timer("postgres.call.time", "kind", kind))
                    .record(nanos);
            if (failure != null) {
                errors.computeIfAbsent(codeOf(failure), code -> metrics.counter("postgres.call.errors", "code", code))
                        .increment();
            }
            try {
                span.ended(new OperationListener.Outcome(rowsOf(value), nanos), failure);
            } catch (RuntimeException fromListener) {
                // a listener must not change what it listens to
            }
        });
    }

    private OperationListener.Span started(Request<?> request) {
        try {
            return listener.started(new OperationListener.Operation("postgres", request.kind(), request.sql()));
        } catch (RuntimeException fromListener) {
            return (outcome, error) -> {};
        }
    }

    /** A transaction has ended, and what it did stays or does not. */
    void ended(boolean committed) {
        (committed ? commits : rollbacks).increment();
    }

    void acquired(long nanos) {
        acquire.record(nanos);
    }

    long now() {
        return time.nanoTime();
    }

    private static String codeOf(Throwable failure) {
        if (failure instanceof PostgresException known) {
            return known.sqlState();
        }
        return failure instanceof CancellationException ? "cancelled" : "other";
    }

    private static long rowsOf(@Nullable Object value) {
        return switch (value) {
            case null -> -1;
            case Rows rows -> rows.isEmpty() ? rows.affected() : rows.size();
            case Collection<?> all -> all.size();
            case Long count -> count;
            default -> -1;
        };
    }
}
