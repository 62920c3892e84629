package io.penstock.bench;

import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.LongFunction;

/** Starts asynchronous operations, a fixed number of them at once, and waits for all. */
record InFlight(int atOnce) {
    long run(long operations, LongFunction<? extends CompletionStage<?>> operation) throws InterruptedException {
        Semaphore permits = new Semaphore(atOnce);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        for (long i = 0; i < operations; i++) {
            permits.acquire();
            operation.apply(i).whenComplete((result, thrown) -> {
                if (thrown != null) {
                    failures.add(thrown);
                }
                permits.release();
            });
        }
        permits.acquire(atOnce);
        if (!failures.isEmpty()) {
            throw new CompletionException(failures.peek());
        }
        return operations;
    }
}
