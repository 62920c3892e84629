package io.penstock.documents.internal;

import io.penstock.PenstockException;
import io.penstock.documents.BulkOptions;
import io.penstock.documents.BulkResult;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.WriteOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a write for each item, a bounded number at once.
 *
 * <p>One thread at a time begins writes ({@code turns} counts the wishes to; whoever makes it leave zero loops until
 * they are all served), so the iterator is never shared and a write that completes at once does not recurse. After so
 * many failures, or a cancel, no further write begins; the result comes when those in flight have ended.
 */
final class BoundedWrites<E> {
    private final Iterator<? extends E> items;
    private final int concurrencyMax;
    private final Function<E, CompletableFuture<Void>> write;
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ConcurrentHashMap<Long, CompletableFuture<Void>> running = new ConcurrentHashMap<>();
    private final Result result = new Result();
    private final List<BulkResult.Failure<E>> failures = new ArrayList<>();
    private volatile BulkResult.@Nullable Failure<E> first;
    private volatile int failed;
    private volatile int failuresMax = 1;

    // Confined to whoever has the turn.
    private @Nullable Throwable broken;
    private boolean ended;
    private long begun;

    /** Whoever ends it from outside cancels what runs. */
    private final class Result extends CompletableFuture<BulkResult<E>> {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            running.values().forEach(future -> future.cancel(true));
            return cancelled;
        }

        @Override
        public boolean completeExceptionally(Throwable failure) {
            boolean ended = super.completeExceptionally(failure);
            running.values().forEach(future -> future.cancel(true));
            return ended;
        }
    }

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

    /** Ends with the first failure, or with how many items there were. */
    CompletableFuture<Long> start() {
        return Call.then(
                startEach(1),
                all -> all.failures().isEmpty()
                        ? CompletableFuture.completedFuture(all.succeeded())
                        : CompletableFuture.failedFuture(
                                told(first == null ? all.failures().getFirst() : first, all)));
    }

    /** Goes on until so many items have failed, and gives them. */
    CompletableFuture<BulkResult<E>> startEach(int newFailuresMax) {
        failuresMax = newFailuresMax;
        advance();
        return result;
    }

    /** A failure that says of which item it is. */
    private static Throwable told(BulkResult.Failure<?> failure, BulkResult<?> all) {
        String which = " (item " + failure.index() + " of bulk work, counted from 0; done: " + all.succeeded()
                + "; no more are begun)";
        return switch (failure.error()) {
            case DocumentsException known ->
                new DocumentsException(
                        known.error(),
                        known.getMessage() + which,
                        known,
                        known.request().orElse(null));
            case PenstockException known -> new PenstockException(known.code(), known.getMessage() + which, known);
            case Throwable other -> other;
        };
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

    private boolean mayBegin() {
        return broken == null && !ended && failed < failuresMax && !result.isDone();
    }

    private void beginSome() {
        while (mayBegin() && inFlight.get() < concurrencyMax) {
            E item;
            try {
                if (!items.hasNext()) {
                    ended = true;
                    break;
                }
                item = items.next();
            } catch (Throwable unreadable) {
                // Left to pass, it would take the turn with it, and the result would never come.
                broken = unreadable;
                break;
            }
            begin(begun++, item);
        }
        // Those in flight may have ended since the loop did: then their wish for a turn goes on with the rest.
        if (!mayBegin() && inFlight.get() == 0 && !result.isDone()) {
            finish();
        }
    }

    private void begin(long index, E item) {
        inFlight.incrementAndGet();
        CompletableFuture<Void> future = Call.start(() -> write.apply(item));
        running.put(index, future);
        if (result.isCancelled()) {
            future.cancel(true);
        }
        var unused = future.whenComplete((ignored, error) -> {
            running.remove(index);
            if (error != null) {
                failed(new BulkResult.Failure<>(index, item, Call.cause(error)));
            }
            inFlight.decrementAndGet();
            advance();
        });
    }

    private void failed(BulkResult.Failure<E> failure) {
        synchronized (failures) {
            failures.add(failure);
            first = failures.getFirst();
            failed = failures.size();
        }
    }

    private void finish() {
        Throwable unreadable = broken;
        List<BulkResult.Failure<E>> all;
        synchronized (failures) {
            all = new ArrayList<>(failures);
        }
        if (unreadable != null && all.size() < failuresMax) {
            result.completeExceptionally(unreadable);
            return;
        }
        all.sort(Comparator.comparingLong(BulkResult.Failure::index));
        result.complete(new BulkResult<>(begun - all.size(), all, ended || isAtEnd()));
    }

    private boolean isAtEnd() {
        try {
            return !items.hasNext();
        } catch (Throwable unreadable) {
            return false;
        }
    }
}
