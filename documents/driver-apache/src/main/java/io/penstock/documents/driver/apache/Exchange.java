package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request, on its way. Cancelling it cancels the driver's request, which stops retries and
 * speculative executions; a preparation is shared with others and goes on. Thread-safe as a future.
 */
final class Exchange extends CompletableFuture<CqlPage>
        implements BiConsumer<@Nullable AsyncResultSet, @Nullable Throwable> {
    private final ApacheDriver driver;
    private final CqlRequest request;
    private volatile @Nullable Sending sending;
    private volatile @Nullable CompletableFuture<?> sent;

    /** What was sent: how its answer is read, and whether it may be sent once more. */
    interface Sending {
        CqlPage page(AsyncResultSet result);

        /** Takes a failure over by sending again, or leaves it. */
        boolean isSentAgain(Throwable error);
    }

    Exchange(ApacheDriver driver, CqlRequest request) {
        this.driver = driver;
        this.request = request;
    }

    /** The driver has the request. */
    void sent(CompletionStage<AsyncResultSet> answer, Sending what) {
        CompletableFuture<AsyncResultSet> future = answer.toCompletableFuture();
        sending = what;
        sent = future;
        driver.metrics().sent();
        if (isDone()) {
            future.cancel(true);
        }
        // This is the callback itself: a closure for each request would be one more object.
        var unused = future.whenComplete(this);
    }

    @Override
    public void accept(@Nullable AsyncResultSet result, @Nullable Throwable error) {
        Sending what = Objects.requireNonNull(sending);
        if (result != null) {
            driver.metrics().answered(result.getExecutionInfo());
            try {
                complete(what.page(result));
            } catch (RuntimeException thrown) {
                fail(thrown);
            }
        } else if (error != null) {
            driver.metrics().failed(error);
            if (isDone() || !what.isSentAgain(error)) {
                fail(error);
            }
        }
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
        Throwable translated = ApacheErrors.onRequest(inner, request, driver.inFlight());
        boolean lost = translated instanceof DocumentsException known
                && (known.error() == DocumentsError.CONNECT || known.error() == DocumentsError.CONNECTION_LOST);
        completeExceptionally(lost && driver.isClosedNow() ? ApacheErrors.closed(inner) : translated);
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
