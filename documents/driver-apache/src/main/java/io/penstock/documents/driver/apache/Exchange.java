package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import io.penstock.Time;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request, on its way. Cancelling it cancels the driver's request, which stops retries and
 * speculative executions; a preparation is shared with others and goes on. Thread-safe as a future.
 *
 * <p>It is the callback of the driver's future, and calls its receiver itself: each closure or dependent future between
 * them would be paid by every request.
 */
final class Exchange extends CompletableFuture<CqlPage>
        implements BiConsumer<@Nullable AsyncResultSet, @Nullable Throwable> {
    private final ApacheDriver driver;
    private final @Nullable BiConsumer<? super @Nullable CqlPage, ? super @Nullable Throwable> receiver;
    private CqlRequest request;
    private boolean sentAgain;
    private @Nullable Sending sending;
    private volatile @Nullable CompletableFuture<?> sent;

    Exchange(
            ApacheDriver driver,
            CqlRequest request,
            @Nullable BiConsumer<? super @Nullable CqlPage, ? super @Nullable Throwable> receiver) {
        this.driver = driver;
        this.request = request;
        this.receiver = receiver;
    }

    CqlRequest request() {
        return request;
    }

    /**
     * Before a step that comes between the caller and the request's sending: from now on one deadline holds for both.
     *
     * @return the request with that deadline
     */
    CqlRequest waits(Time time) {
        request = request.withOptions(
                request.options().withDeadline(request.options().until(time)));
        return request;
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
        var unused = future.whenComplete(this);
    }

    @Override
    public void accept(@Nullable AsyncResultSet result, @Nullable Throwable error) {
        try {
            Sending what = Objects.requireNonNull(sending);
            if (result != null) {
                driver.metrics().answered(result.getExecutionInfo());
                complete(what.page(result));
            } else if (error != null) {
                driver.metrics().failed(error);
                if (isDone() || !what.isSentAgain(this, error)) {
                    fail(error);
                }
            }
        } catch (Throwable thrown) {
            fail(thrown);
        }
    }

    /** Whether the request may be sent a second time; asked once, for there is no third. */
    boolean mayBeSentAgain() {
        boolean may = !sentAgain;
        sentAgain = true;
        return may;
    }

    /** Runs a step whose failure is this exchange's. */
    void guard(Runnable step) {
        try {
            step.run();
        } catch (Throwable thrown) {
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
    public boolean complete(CqlPage page) {
        boolean first = super.complete(page);
        if (first && receiver != null) {
            receiver.accept(page, null);
        }
        return first;
    }

    @Override
    public boolean completeExceptionally(Throwable error) {
        boolean first = super.completeExceptionally(error);
        if (first && receiver != null) {
            receiver.accept(null, error);
        }
        return first;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (!super.cancel(mayInterruptIfRunning)) {
            return false;
        }
        CompletableFuture<?> running = sent;
        if (running != null) {
            running.cancel(mayInterruptIfRunning);
        }
        if (receiver != null) {
            receiver.accept(null, new CancellationException());
        }
        return true;
    }
}
