package io.penstock.stream.internal;

import io.penstock.PenstockException;
import io.penstock.Time;
import io.penstock.observe.Metrics;
import io.penstock.observe.OperationListener;
import io.penstock.stream.sql.ParsedStatement;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Tells the configured metrics and listener of each statement. Thread-safe. */
final class Observer {
    private final Metrics metrics;
    private final OperationListener listener;
    private final Time time;
    private final Map<String, Metrics.Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, Metrics.Counter> errors = new ConcurrentHashMap<>();

    Observer(DatabaseConfig config) {
        this.metrics = config.metrics();
        this.listener = config.listener();
        this.time = config.time();
    }

    /** Carries a statement out; {@code rows} tells how many rows its result has, -1 for none. */
    <T> T watch(ParsedStatement statement, ToLongFunction<T> rows, Supplier<T> work) {
        String kind = kind(statement.text());
        OperationListener.Span span = started(kind, statement.text());
        long begun = time.nanoTime();
        T result;
        try {
            result = work.get();
        } catch (RuntimeException | Error failed) {
            ended(kind, span, new OperationListener.Outcome(-1, time.nanoTime() - begun), failed);
            throw failed;
        }
        ended(kind, span, new OperationListener.Outcome(rows.applyAsLong(result), time.nanoTime() - begun), null);
        return result;
    }

    private OperationListener.Span started(String kind, String text) {
        try {
            return listener.started(new OperationListener.Operation("stream", kind, StatementShape.of(text)));
        } catch (RuntimeException fromListener) {
            return (outcome, error) -> {};
        }
    }

    private void ended(
            String kind, OperationListener.Span span, OperationListener.Outcome outcome, @Nullable Throwable error) {
        timers.computeIfAbsent(kind, name -> metrics.timer("stream.statement.time", "kind", name))
                .record(outcome.nanos());
        if (error != null) {
            errors.computeIfAbsent(codeOf(error), code -> metrics.counter("stream.statement.errors", "code", code))
                    .increment();
        }
        try {
            span.ended(outcome, error);
        } catch (RuntimeException fromListener) {
            // a listener must not change what it listens to
        }
    }

    private static String codeOf(Throwable failure) {
        if (failure instanceof PenstockException known) {
            return known.code().code();
        }
        return failure instanceof CancellationException ? "cancelled" : "other";
    }

    /** The first word in lower case. */
    private static String kind(String text) {
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end == 0 ? "other" : text.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
