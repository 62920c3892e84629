package io.penstock.documents.internal;

import io.penstock.documents.driver.CqlPage;
import io.penstock.observe.OperationListener;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one request: told to metrics and listener, its page turned into the caller's result, its failure made
 * clearer. All of that in one future, which receives the driver's answer itself, since each further one costs every
 * operation some hundred bytes. Cancelling it cancels the driver's. Thread-safe as a future.
 */
final class Answer<R extends @Nullable Object> extends Stepwise<R>
        implements BiConsumer<@Nullable CqlPage, @Nullable Throwable> {
    private final Requests requests;
    private final RequestKind kind;
    private final OperationListener.@Nullable Span span;
    private final Function<? super CqlPage, ? extends R> result;
    private final Function<Throwable, CompletableFuture<?>> clearer;
    private final long begun;

    /**
     * The answer to a request that is sent now.
     *
     * @param kind of the request, for metrics
     * @param span of the listener; null when nobody listens
     * @param result makes of the page what the caller is given
     * @param clearer of a failure makes a future that fails with a clearer one
     */
    Answer(
            Requests requests,
            RequestKind kind,
            OperationListener.@Nullable Span span,
            Function<? super CqlPage, ? extends R> result,
            Function<Throwable, CompletableFuture<?>> clearer) {
        this.requests = requests;
        this.kind = kind;
        this.span = span;
        this.result = result;
        this.clearer = clearer;
        this.begun = requests.begun();
    }

    @Override
    public void accept(@Nullable CqlPage page, @Nullable Throwable error) {
        requests.ended(kind, span, begun, page, error);
        try {
            if (page != null) {
                complete(result.apply(page));
            } else if (error != null && !isDone()) {
                CompletableFuture<?> clearing = clearer.apply(Call.cause(error));
                runs(clearing);
                var unused = clearing.whenComplete(
                        (none, clear) -> completeExceptionally(Call.cause(clear == null ? error : clear)));
            }
        } catch (Throwable thrown) {
            completeExceptionally(thrown);
        }
    }
}
