package io.penstock.cli;

import io.penstock.PenstockException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What Ctrl-C stops: the call that runs, and those that would come after it. One thread runs, any other cancels. */
final class Work {
    /** The call that runs; null between two. */
    private volatile @Nullable CompletableFuture<?> running;

    /** Whether Ctrl-C came since the work began; between two calls there is nothing to cancel. */
    private volatile boolean stopped;

    /** Begins anew after a cancel. */
    void begin() {
        stopped = false;
    }

    /** Waits for a call; a cancel cancels it. */
    <T> T await(CompletionStage<T> call) {
        CompletableFuture<T> future = call.toCompletableFuture();
        running = future;
        if (stopped) {
            future.cancel(true);
        }
        try {
            return future.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof PenstockException known) {
                throw known;
            }
            throw failed;
        } finally {
            running = null;
        }
    }

    void checkStopped() {
        if (stopped) {
            throw new CancellationException();
        }
    }

    void cancel() {
        stopped = true;
        CompletableFuture<?> call = running;
        if (call != null) {
            call.cancel(true);
        }
    }
}
