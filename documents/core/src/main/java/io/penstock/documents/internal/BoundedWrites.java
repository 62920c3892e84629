package io.penstock.documents.internal;

import io.penstock.documents.BulkOptions;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.WriteOptions;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a write for each item, a bounded number at once.
 *
 * <p>One thread at a time begins writes ({@code turns} counts the wishes to; whoever makes it leave zero loops until
 * they are all served), so the iterator is never shared and a write that completes at once does not recurse. After a
 * failure or a cancel no further write begins; the result comes when those in flight have ended.
 */
final class BoundedWrites<E> {
    private final Iterator<? extends E> items;
    private final int concurrencyMax;
    private final Function<E, CompletableFuture<Void>> write;
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ConcurrentHashMap<Long, CompletableFuture<Void>> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Long> result = new CompletableFuture<>() {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            running.values().forEach(future -> future.cancel(true));
            return cancelled;
        }
    };
    private volatile @Nullable Throwable failure;
    private long begun;

    BoundedWrites(Iterator<? extends E> items, int concurrencyMax, Function<E, CompletableFuture<Void>> write) {
        this.items = items;
        this.concurrencyMax = concurrencyMax;
        this.write = write;
    }

    /** The most at once, where each item has write options of its own, or is no write: others are refused. */
    static int concurrencyOnly(BulkOptions options, String what) {
        if (!options.write().equals(WriteOptions.DEFAULT)) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY, "of the bulk options " + what + "; leave write options out of them");
        }
        return options.concurrencyMax();
    }

    CompletableFuture<Long> start() {
        advance();
        return result;
    }

    private void advance() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int served = 1;
        do {
            beginSome();
            served = turns.addAndGet(-served);
        } while (served != 0);
    }

    private void beginSome() {
        while (failure == null && !result.isDone() && inFlight.get() < concurrencyMax) {
            E item;
            try {
                if (!items.hasNext()) {
                    break;
                }
                item = items.next();
            } catch (Throwable broken) {
                // Left to pass, it would take the turn with it, and the result would never come.
                failure = broken;
                break;
            }
            long number = begun++;
            inFlight.incrementAndGet();
            CompletableFuture<Void> future = Call.start(() -> write.apply(item));
            running.put(number, future);
            if (result.isCancelled()) {
                future.cancel(true);
            }
            var unused = future.whenComplete((ignored, error) -> ended(number, error));
        }
        if (inFlight.get() == 0) {
            finish();
        }
    }

    private void ended(long number, @Nullable Throwable error) {
        running.remove(number);
        if (error != null && failure == null) {
            failure = Call.cause(error);
        }
        inFlight.decrementAndGet();
        advance();
    }

    private void finish() {
        Throwable first = failure;
        if (first != null) {
            result.completeExceptionally(first);
        } else {
            result.complete(begun);
        }
    }
}
