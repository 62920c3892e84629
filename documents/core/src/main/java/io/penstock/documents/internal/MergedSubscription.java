package io.penstock.documents.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Merges the rows of many publishers into one subscriber, a bounded number of them at once.
 *
 * <p>Each running part is asked for a page of rows at a time, and again only when these have been handed on, so what
 * waits here is at most a page a part. Everything is guarded by this object's lock; whoever brings rows, demand or an
 * end while nobody hands out does so itself ({@code emitting}), outside the lock, until there is nothing more to do. No
 * part is begun before the subscriber asks for its first row.
 */
final class MergedSubscription<D> implements Flow.Subscription {
    private final Flow.Subscriber<? super D> subscriber;
    private final Queue<Supplier<Flow.Publisher<D>>> waiting;
    private final int concurrencyMax;
    private final int pageRows;

    // Guarded by this.
    private final Queue<Row<D>> rows = new ArrayDeque<>();
    private final Set<Part> running = new HashSet<>();
    private long demand;
    private boolean emitting;
    private boolean ended;
    private @Nullable Throwable failure;

    /** A row and the part that brought it. */
    private record Row<D>(D value, MergedSubscription<D>.Part part) {}

    MergedSubscription(
            Flow.Subscriber<? super D> subscriber,
            List<Supplier<Flow.Publisher<D>>> parts,
            int concurrencyMax,
            int pageRows) {
        this.subscriber = subscriber;
        this.waiting = new ArrayDeque<>(parts);
        this.concurrencyMax = concurrencyMax;
        this.pageRows = pageRows;
    }

    void start() {
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        synchronized (this) {
            if (n <= 0) {
                failure = new IllegalArgumentException("a subscriber asks for at least 1 row, got " + n);
            } else {
                demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
            }
        }
        work();
    }

    @Override
    public void cancel() {
        List<Part> stopped;
        synchronized (this) {
            ended = true;
            rows.clear();
            waiting.clear();
            stopped = new ArrayList<>(running);
            running.clear();
        }
        stopped.forEach(Part::stop);
    }

    private void work() {
        synchronized (this) {
            if (emitting) {
                return;
            }
            emitting = true;
        }
        Runnable next = next();
        while (next != null) {
            next.run();
            next = next();
        }
    }

    /** What to do now, outside the lock; null when there is nothing, and then nobody is at it any more. */
    private synchronized @Nullable Runnable next() {
        if (!ended) {
            Throwable failed = failure;
            if (failed != null) {
                return () -> {
                    cancel();
                    subscriber.onError(failed);
                };
            }
            if (demand > 0 && !rows.isEmpty()) {
                Row<D> row = rows.remove();
                demand = demand == Long.MAX_VALUE ? demand : demand - 1;
                return () -> handOut(row);
            }
            Supplier<Flow.Publisher<D>> part = demand > 0 && running.size() < concurrencyMax ? waiting.poll() : null;
            if (part != null) {
                Part begun = new Part();
                running.add(begun);
                return () -> begin(part, begun);
            }
            if (rows.isEmpty() && running.isEmpty() && waiting.isEmpty()) {
                ended = true;
                return subscriber::onComplete;
            }
        }
        emitting = false;
        return null;
    }

    private void begin(Supplier<Flow.Publisher<D>> part, Part begun) {
        try {
            part.get().subscribe(begun);
        } catch (Throwable broken) {
            fail(broken);
        }
    }

    private void handOut(Row<D> row) {
        try {
            subscriber.onNext(row.value());
        } catch (Throwable broken) {
            fail(broken);
            return;
        }
        row.part().handedOn();
    }

    private synchronized void fail(Throwable error) {
        failure = failure == null ? error : failure;
    }

    /** One of the publishers. */
    private final class Part implements Flow.Subscriber<D> {
        private volatile Flow.@Nullable Subscription subscription;
        private int handedOn;

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
            boolean stopped;
            synchronized (MergedSubscription.this) {
                stopped = ended;
            }
            if (stopped) {
                newSubscription.cancel();
            } else {
                newSubscription.request(pageRows);
            }
        }

        void handedOn() {
            // Only whoever hands out comes here, one at a time.
            handedOn++;
            Flow.Subscription running = subscription;
            if (handedOn == pageRows && running != null) {
                handedOn = 0;
                running.request(pageRows);
            }
        }

        void stop() {
            Flow.Subscription running = subscription;
            if (running != null) {
                running.cancel();
            }
        }

        @Override
        public void onNext(D row) {
            synchronized (MergedSubscription.this) {
                if (!ended) {
                    rows.add(new Row<>(row, this));
                }
            }
            work();
        }

        @Override
        public void onError(Throwable error) {
            fail(error);
            work();
        }

        @Override
        public void onComplete() {
            synchronized (MergedSubscription.this) {
                running.remove(this);
            }
            work();
        }
    }
}
