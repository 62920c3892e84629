package io.penstock;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one place where an asynchronous result is waited for. Every blocking call of Penstock is its asynchronous twin
 * behind this shell, on platform and virtual threads alike.
 *
 * <ul>
 *   <li>A failure is thrown with the caller's stack trace; the original is its cause.
 *   <li>An interrupt cancels the work, keeps the interrupt flag and throws {@link CancellationException}.
 *   <li>On a thread that does I/O or runs operators the call is refused with {@link BaseError#BLOCKED_ON_IO_THREAD},
 *       since it would wait for itself.
 * </ul>
 */
public final class Blocking {
    private static final List<Predicate<Thread>> REFUSED = new CopyOnWriteArrayList<>();

    private Blocking() {}

    /**
     * Also refuses to wait on the threads that {@code ioThreads} accepts: for drivers that bring I/O threads of their
     * own.
     */
    public static void refuseOn(Predicate<Thread> ioThreads) {
        REFUSED.add(ioThreads);
    }

    static boolean isRefused(Thread thread) {
        for (Predicate<Thread> refused : REFUSED) {
            if (refused.test(thread)) {
                return true;
            }
        }
        return false;
    }

    /** Waits for the result. An operation's own deadline bounds the wait. */
    public static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            refuseIoThread();
        }
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw rethrown(failed);
        } catch (InterruptedException interrupted) {
            throw interrupted(future);
        }
    }

    /**
     * Waits for the result until {@code deadline}, then cancels the work and fails with
     * {@link BaseError#DEADLINE_EXCEEDED}.
     */
    public static <T extends @Nullable Object> T await(CompletionStage<T> stage, Deadline deadline, Time time) {
        if (!deadline.isSet()) {
            return await(stage);
        }
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            refuseIoThread();
        }
        try {
            return future.get(deadline.remainingNanos(time), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw rethrown(failed);
        } catch (TimeoutException late) {
            future.cancel(true);
            throw new PenstockException(
                    BaseError.DEADLINE_EXCEEDED, "the deadline passed before the result came; the work was cancelled");
        } catch (InterruptedException interrupted) {
            throw interrupted(future);
        }
    }

    private static void refuseIoThread() {
        Thread thread = Thread.currentThread();
        if (Threads.isIo(thread)) {
            throw new PenstockException(
                    BaseError.BLOCKED_ON_IO_THREAD,
                    "a blocking call on '" + thread.getName() + "', which does I/O and must not wait;"
                            + " use the asynchronous call and continue when it completes");
        }
    }

    private static RuntimeException rethrown(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof PenstockException known) {
            return known.copy();
        }
        if (cause instanceof CancellationException cancelled) {
            return cancelled;
        }
        if (cause instanceof IllegalArgumentException misuse) {
            return new IllegalArgumentException(misuse.getMessage(), misuse);
        }
        if (cause instanceof IllegalStateException misuse) {
            return new IllegalStateException(misuse.getMessage(), misuse);
        }
        return new PenstockException(BaseError.INTERNAL, "unexpected failure: " + cause, cause);
    }

    private static CancellationException interrupted(CompletableFuture<?> future) {
        future.cancel(true);
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted while waiting; the work was cancelled");
    }
}
