package io.penstock.documents.internal;

import io.penstock.documents.driver.CqlPage;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of a query to one subscriber, as many as it asks for.
 *
 * <p>One thread at a time works ({@code turns}): it hands out rows of the page at hand, and fetches the next page when
 * there are none left and more are wanted, so at most one page is in memory. {@code request} and {@code cancel} may
 * come from any thread, also from inside {@code onNext}.
 */
final class PageSubscription<E> implements Flow.Subscription {
    private final Flow.Subscriber<? super E> subscriber;
    private final Function<Optional<ByteBuffer>, CompletableFuture<CqlPage>> fetch;
    private final Function<CqlPage, List<E>> decode;
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean cancelled;
    private volatile @Nullable CompletableFuture<CqlPage> fetching;
    private volatile @Nullable Throwable failure;

    // Confined to whoever has the turn.
    private final Queue<E> rows = new ArrayDeque<>();
    private Optional<ByteBuffer> next = Optional.empty();
    private boolean lastPageRead;
    private boolean ended;
    private long left = Long.MAX_VALUE;

    PageSubscription(
            Flow.Subscriber<? super E> subscriber,
            Function<Optional<ByteBuffer>, CompletableFuture<CqlPage>> fetch,
            Function<CqlPage, List<E>> decode) {
        this.subscriber = subscriber;
        this.fetch = fetch;
        this.decode = decode;
    }

    /** Ends after so many rows. */
    PageSubscription<E> atMost(long rows) {
        left = rows;
        return this;
    }

    void start() {
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            failure = new IllegalArgumentException("a subscriber asks for at least 1 row, got " + n);
        } else {
            demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
        }
        work();
    }

    @Override
    public void cancel() {
        cancelled = true;
        CompletableFuture<CqlPage> running = fetching;
        if (running != null) {
            running.cancel(true);
        }
    }

    private void work() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int served = 1;
        do {
            step();
            served = turns.addAndGet(-served);
        } while (served != 0);
    }

    private void step() {
        while (!cancelled && !ended) {
            Throwable failed = failure;
            if (failed != null) {
                ended = true;
                subscriber.onError(failed);
                return;
            }
            E row = left == 0 ? null : rows.peek();
            if (row != null) {
                if (demand.get() == 0) {
                    return;
                }
                demand.updateAndGet(wanted -> wanted == Long.MAX_VALUE ? wanted : wanted - 1);
                rows.remove();
                left--;
                try {
                    subscriber.onNext(row);
                } catch (Throwable broken) {
                    // Left to pass, it would take the turn with it, and nothing would ever be handed out again.
                    failure = broken;
                }
                continue;
            }
            if (lastPageRead || left == 0) {
                ended = true;
                subscriber.onComplete();
                return;
            }
            if (demand.get() == 0 || !takePage()) {
                return;
            }
        }
    }

    /** Takes the page that has come, or begins to fetch it; whether rows may be at hand now. */
    private boolean takePage() {
        CompletableFuture<CqlPage> running = fetching;
        if (running == null) {
            Optional<ByteBuffer> from = next;
            running = Call.start(() -> fetch.apply(from));
            fetching = running;
            if (cancelled) {
                running.cancel(true);
            }
            var unused = running.whenComplete((page, error) -> work());
        }
        if (!running.isDone()) {
            return false;
        }
        fetching = null;
        try {
            CqlPage page = running.join();
            rows.addAll(decode.apply(page));
            next = page.pagingState();
            lastPageRead = next.isEmpty();
        } catch (CancellationException stopped) {
            failure = stopped;
        } catch (Throwable failed) {
            failure = Call.cause(failed);
        }
        return true;
    }
}
