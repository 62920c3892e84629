package io.penstock.stream.internal;

import io.penstock.Threads;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A publisher that opens a subscription for each subscriber and follows its demand on a virtual thread. */
final class RowPublisher<T> implements Flow.Publisher<T> {
    private final Supplier<NodeSubscription<T>> open;

    RowPublisher(Supplier<NodeSubscription<T>> open) {
        this.open = open;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        NodeSubscription<T> rows;
        try {
            rows = open.get();
        } catch (RuntimeException refused) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    // Nothing will come: onError follows.
                }

                @Override
                public void cancel() {
                    // Nothing to stop.
                }
            });
            subscriber.onError(refused);
            return;
        }
        Delivery<T> delivery = new Delivery<>(rows, subscriber);
        try {
            subscriber.onSubscribe(delivery);
        } catch (Throwable refused) {
            // nobody will read the rows, and they must not hold the stream back
            rows.close();
            throw refused;
        }
        Threads.startVirtual("penstock-publish-" + rows.name(), delivery::run);
    }

    /** One subscriber's demand. Thread-safe by its lock. */
    private static final class Delivery<T> implements Flow.Subscription {
        private final NodeSubscription<T> rows;
        private final Flow.Subscriber<? super T> subscriber;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private long demand;
        private boolean cancelled;
        private boolean badRequest;

        Delivery(NodeSubscription<T> rows, Flow.Subscriber<? super T> subscriber) {
            this.rows = rows;
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            lock.lock();
            try {
                if (n <= 0) {
                    badRequest = true;
                } else {
                    demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void cancel() {
            lock.lock();
            try {
                cancelled = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            rows.cancel();
        }

        void run() {
            rows.queue().onEnd(this::wake);
            try {
                Throwable failure = deliver();
                rows.close();
                if (isCancelled()) {
                    return;
                }
                if (failure != null) {
                    subscriber.onError(failure);
                } else {
                    subscriber.onComplete();
                }
            } catch (InterruptedException | CancellationException interrupted) {
                rows.cancel();
            }
        }

        /** Delivers rows up to the end; gives why that did not succeed. */
        private @Nullable Throwable deliver() throws InterruptedException {
            try {
                var iterator = rows.iterator();
                while (awaitDemand() && iterator.hasNext()) {
                    T row = iterator.next();
                    try {
                        subscriber.onNext(row);
                    } catch (Throwable thrown) {
                        return thrown;
                    }
                }
                return badRequest ? new IllegalArgumentException("a subscriber must request more than 0 rows") : null;
            } catch (InterruptedException | CancellationException interrupted) {
                throw interrupted;
            } catch (Throwable failed) {
                return failed;
            }
        }

        private void wake() {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Waits until a row may be delivered or the end, which needs no demand, is next; false when no row may be. */
        private boolean awaitDemand() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (demand == 0 && !cancelled && !badRequest && !rows.queue().isDrained()) {
                    changed.await();
                }
                if (cancelled || badRequest) {
                    return false;
                }
                demand -= demand == 0 || demand == Long.MAX_VALUE ? 0 : 1;
                return true;
            } finally {
                lock.unlock();
            }
        }

        private boolean isCancelled() {
            lock.lock();
            try {
                return cancelled;
            } finally {
                lock.unlock();
            }
        }
    }
}
