package io.penstock.postgres.internal;

import io.penstock.Time;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A call's future. When the caller cancels it, fails it ({@code orTimeout} does), or its deadline passes, it ends at
 * once, and whoever works for it at that moment is told to stop. Thread-safe.
 */
final class Operation<T extends @Nullable Object> extends CompletableFuture<T> {
    /** Null once the work is to stop. */
    private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>(Operation::nothingToStop);

    /** Says how to stop what is done now; at once if it is to be stopped already. */
    void onStop(Runnable how) {
        while (true) {
            Runnable before = stop.get();
            if (before == null) {
                how.run();
                return;
            }
            if (stop.compareAndSet(before, how)) {
                return;
            }
        }
    }

    /** Ends with a result, unless it has ended. */
    boolean succeed(T value) {
        return super.complete(value);
    }

    /** Ends with a failure, unless it has ended. */
    boolean fail(Throwable failure) {
        return super.completeExceptionally(failure);
    }

    /** Fails and stops the work when the time is up. Continuations run on {@code executor}, not on the timer. */
    void limit(Duration timeout, Time time, Executor executor) {
        Time.Timer timer = time.schedule(
                timeout,
                () -> executor.execute(() -> {
                    if (fail(Errors.deadline(timeout))) {
                        stop();
                    }
                }));
        Futures.whenEnded(this, (value, failure) -> timer.cancel());
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean won = super.cancel(mayInterruptIfRunning);
        if (won) {
            stop();
        }
        return won;
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        boolean won = super.completeExceptionally(failure);
        if (won) {
            stop();
        }
        return won;
    }

    private void stop() {
        Runnable how = stop.getAndSet(null);
        if (how != null) {
            how.run();
        }
    }

    private static void nothingToStop() {
        // nobody works for it yet
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
