package io.penstock.documents.internal;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A future behind which one step after another runs: whoever ends it from outside, by a cancel or a time limit, cancels
 * the step that runs. Thread-safe.
 */
abstract class Stepwise<T extends @Nullable Object> extends CompletableFuture<T> {
    private volatile @Nullable CompletableFuture<?> step;

    /** From now on this step is the one that runs. */
    final void runs(CompletableFuture<?> newStep) {
        step = newStep;
        if (isDone()) {
            newStep.cancel(true);
        }
    }

    @Override
    public final boolean cancel(boolean mayInterruptIfRunning) {
        return stopped(super.cancel(mayInterruptIfRunning));
    }

    @Override
    public final boolean complete(@Nullable T value) {
        return stopped(super.complete(value));
    }

    @Override
    public final boolean completeExceptionally(Throwable failure) {
        return stopped(super.completeExceptionally(failure));
    }

    private boolean stopped(boolean ended) {
        CompletableFuture<?> running = step;
        if (ended && running != null && !running.isDone()) {
            running.cancel(true);
        }
        return ended;
    }
}
