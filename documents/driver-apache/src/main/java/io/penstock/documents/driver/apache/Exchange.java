package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import io.penstock.Limit;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request, on its way. Cancelling it cancels the driver's request, which stops retries and
 * speculative executions; a preparation is shared with others and goes on. Thread-safe as a future.
 */
final class Exchange extends CompletableFuture<CqlPage> {
    private final CqlRequest request;
    private final Limit inFlight;
    private final BooleanSupplier closedNow;
    private final DriverMetrics metrics;
    private volatile @Nullable CompletableFuture<?> sent;

    Exchange(CqlRequest request, Limit inFlight, BooleanSupplier closedNow, DriverMetrics metrics) {
        this.request = request;
        this.inFlight = inFlight;
        this.closedNow = closedNow;
        this.metrics = metrics;
    }

    /** The driver has the request; {@code retried} may take a failure over by sending again. */
    void sent(
            CompletionStage<AsyncResultSet> answer,
            Function<AsyncResultSet, CqlPage> decode,
            Predicate<Throwable> retried) {
        CompletableFuture<AsyncResultSet> future = answer.toCompletableFuture();
        sent = future;
        metrics.sent();
        if (isDone()) {
            future.cancel(true);
        }
        var unused = future.whenComplete((result, error) -> {
            if (error == null) {
                metrics.answered(result.getExecutionInfo());
            } else {
                metrics.failed(error);
            }
            if (error == null) {
                guard(() -> complete(decode.apply(result)));
            } else if (isDone() || !retried.test(error)) {
                fail(error);
            }
        });
    }

    /** Runs a step whose failure is this exchange's. */
    void guard(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException thrown) {
            fail(thrown);
        }
    }

    void fail(Throwable error) {
        Throwable cause = error.getCause();
        Throwable inner = error instanceof CompletionException && cause != null ? cause : error;
        Throwable translated = ApacheErrors.onRequest(inner, request, inFlight);
        boolean lost = translated instanceof DocumentsException known
                && (known.error() == DocumentsError.CONNECT || known.error() == DocumentsError.CONNECTION_LOST);
        completeExceptionally(lost && closedNow.getAsBoolean() ? ApacheErrors.closed(inner) : translated);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        CompletableFuture<?> running = sent;
        if (cancelled && running != null) {
            running.cancel(mayInterruptIfRunning);
        }
        return cancelled;
    }
}
