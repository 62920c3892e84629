package io.penstock.stream.internal;

import io.penstock.Threads;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** Runs calls on virtual threads; cancelling the future interrupts the call. */
final class VirtualCalls {
    private VirtualCalls() {}

    static <T> CompletableFuture<T> start(String name, Callable<T> call) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread thread = Threads.startVirtual("penstock-" + name, () -> {
            try {
                future.complete(call.call());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                future.cancel(false);
            } catch (Exception | Error failed) {
                future.completeExceptionally(failed);
            }
        });
        return interruptingOnCancel(future, thread);
    }

    /** The same future; cancelling it interrupts the thread that works for it. */
    static <T> CompletableFuture<T> interruptingOnCancel(CompletableFuture<T> future, Thread worker) {
        var unused = future.whenComplete((result, failed) -> {
            if (failed instanceof CancellationException) {
                worker.interrupt();
            }
        });
        return future;
    }
}
