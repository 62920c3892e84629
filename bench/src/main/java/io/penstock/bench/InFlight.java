package io.penstock.bench;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous operations, a fixed number of them at once: each of so many chains starts its next operation where the
 * one before it ended, as composed futures do. So no thread is woken for an operation, which would cost more than what
 * is compared.
 *
 * @param atOnce how many chains there are
 * @param latencies where the duration of each operation goes
 */
record InFlight(int atOnce, Latencies latencies) {
    long run(int operations, LongFunction<? extends CompletionStage<?>> operation) throws InterruptedException {
        Run run = new Run(atOnce, operation, new long[operations]);
        for (int i = 0; i < atOnce; i++) {
            run.next();
        }
        run.chains.await();
        Throwable failure = run.failure.get();
        if (failure != null) {
            throw new CompletionException(failure);
        }
        latencies.add(run.nanos);
        return operations;
    }

    private static final class Run {
        private final CountDownLatch chains;
        private final LongFunction<? extends CompletionStage<?>> operation;
        private final long[] nanos;
        private final AtomicInteger started = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Run(int atOnce, LongFunction<? extends CompletionStage<?>> operation, long[] nanos) {
            this.chains = new CountDownLatch(atOnce);
            this.operation = operation;
            this.nanos = nanos;
        }

        void next() {
            int number = started.getAndIncrement();
            if (number >= nanos.length || failure.get() != null) {
                chains.countDown();
                return;
            }
            long begun = System.nanoTime();
            try {
                operation.apply(number).whenComplete((result, thrown) -> {
                    nanos[number] = System.nanoTime() - begun;
                    if (thrown != null) {
                        failure.compareAndSet(null, thrown);
                    }
                    next();
                });
            } catch (RuntimeException notStarted) {
                failure.compareAndSet(null, notStarted);
                chains.countDown();
            }
        }
    }
}
