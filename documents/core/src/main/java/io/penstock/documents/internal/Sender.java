package io.penstock.documents.internal;

import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends the requests about one table. Thread-safe. */
final class Sender {
    private final Requests requests;
    private final Function<Throwable, CompletableFuture<?>> clearer;

    /**
     * A sender for a table.
     *
     * @param requests the door to the driver
     * @param suggestions what makes failures clearer
     */
    Sender(Requests requests, Suggestions suggestions, Target target) {
        this.requests = requests;
        this.clearer = error -> suggestions.on(target, CompletableFuture.failedFuture(error));
    }

    Requests requests() {
        return requests;
    }

    /** Makes and sends a request; what is wrong with it fails the future, like everything else. */
    CompletableFuture<CqlPage> send(Supplier<? extends CqlRequest> request) {
        return send(request, Function.identity());
    }

    /** Sends a request and turns the page of its answer into a result. */
    <R extends @Nullable Object> CompletableFuture<R> send(
            Supplier<? extends CqlRequest> request, Function<? super CqlPage, ? extends R> result) {
        try {
            return requests.execute(request.get(), result, clearer);
        } catch (RuntimeException wrong) {
            return CompletableFuture.failedFuture(wrong);
        }
    }

    /** Sends a request whose answer says no more than that it was done. */
    CompletableFuture<Void> sendOnly(Supplier<? extends CqlRequest> request) {
        return send(request, Sender::done);
    }

    @SuppressWarnings("NullAway") // a future of Void has no other value
    private static Void done(CqlPage page) {
        return null;
    }
}
