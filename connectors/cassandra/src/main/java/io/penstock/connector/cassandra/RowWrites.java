package io.penstock.connector.cassandra;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs one write for each row, a bounded number at once. After a failure no further write begins; the result comes when
 * those in flight have ended, so that nothing of this batch reaches the database after it. Thread-safe.
 */
final class RowWrites {
    private final int rows;
    private final int concurrencyMax;
    private final IntFunction<CompletableFuture<Void>> write;
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    /** Whoever makes it leave zero begins writes for all who add to it meanwhile: never two at once, no recursion. */
    private final AtomicInteger turns = new AtomicInteger();

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private int next;

    RowWrites(int rows, int concurrencyMax, IntFunction<CompletableFuture<Void>> write) {
        this.rows = rows;
        this.concurrencyMax = concurrencyMax;
        this.write = write;
    }

    CompletableFuture<Void> start() {
        advance();
        return result;
    }

    private void advance() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int served = 1;
        do {
            begin();
            served = turns.addAndGet(-served);
        } while (served != 0);
    }

    private void begin() {
        while (next < rows && failure.get() == null && inFlight.get() < concurrencyMax) {
            inFlight.incrementAndGet();
            var unused = write.apply(next++).whenComplete((done, error) -> ended(error));
        }
        if (inFlight.get() == 0) {
            finish();
        }
    }

    private void ended(@Nullable Throwable error) {
        if (error != null) {
            failure.compareAndSet(null, error);
        }
        inFlight.decrementAndGet();
        advance();
    }

    private void finish() {
        Throwable first = failure.get();
        if (first != null) {
            result.completeExceptionally(first);
        } else {
            result.complete(null);
        }
    }
}
