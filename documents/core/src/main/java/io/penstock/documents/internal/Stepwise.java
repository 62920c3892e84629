package io.penstock.documents.internal;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A future behind which one step after another runs: cancelling it cancels the one that runs. Thread-safe. */
abstract class Stepwise<T extends @Nullable Object> extends CompletableFuture<T> {
    private volatile @Nullable CompletableFuture<?> step;

    /** From now on this step is the one that runs. */
    final void runs(CompletableFuture<?> newStep) {
        step = newStep;
        if (isCancelled()) {
            newStep.cancel(true);
        }
    }

    @Override
    public final boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        CompletableFuture<?> running = step;
        if (cancelled && running != null) {
            running.cancel(mayInterruptIfRunning);
        }
        return cancelled;
    }
}
