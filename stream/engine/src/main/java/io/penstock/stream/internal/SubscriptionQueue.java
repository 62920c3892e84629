package io.penstock.stream.internal;

import io.penstock.PenstockException;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.StreamElement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The rows that wait for a subscriber. The publisher waits while the queue is full; the reader takes one row after
 * another. Thread-safe by its lock.
 */
final class SubscriptionQueue implements Receiver {
    private final long max;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rowsCame = lock.newCondition();
    private final Condition roomCame = lock.newCondition();
    private final Deque<Batch> batches = new ArrayDeque<>();
    private final Deque<Slot> returned = new ArrayDeque<>();
    private int next;
    private long rows;
    private boolean bounded = true;
    private @Nullable End end;
    private Runnable ended = () -> {};

    SubscriptionQueue(long max) {
        this.max = max;
    }

    /** A row in its batch. */
    record Slot(Batch batch, int row) {}

    /**
     * Why no more rows come.
     *
     * @param failure what the reader gets after the last row; null to end quietly
     */
    record End(StreamError code, @Nullable PenstockException failure) {}

    @Override
    public void receive(StreamElement element) throws InterruptedException {
        if (!(element instanceof Batch batch) || batch.size() == 0) {
            return;
        }
        lock.lockInterruptibly();
        try {
            while (end == null && bounded && rows >= max) {
                roomCame.await();
            }
            if (end == null) {
                batches.add(batch);
                rows += batch.size();
                rowsCame.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next row, or null when none is there. At the end: null, or its failure is thrown. */
    @Nullable
    Slot poll() {
        lock.lock();
        try {
            Slot slot = take();
            if (slot == null && end != null && end.failure() != null) {
                throw end.failure().copy();
            }
            return slot;
        } finally {
            lock.unlock();
        }
    }

    /** The next row, or null when none is there, also at the end. */
    @Nullable
    Slot pollQuietly() {
        lock.lock();
        try {
            return take();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next row, waited for; null at a quiet end.
     *
     * @throws StreamException 502 when no row came in time
     */
    @Nullable
    Slot next(@Nullable Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = timeout == null ? 0 : nanos(timeout);
            while (true) {
                Slot slot = take();
                if (slot != null) {
                    return slot;
                }
                if (end != null) {
                    return ended(end);
                }
                if (timeout == null) {
                    rowsCame.await();
                } else if (left <= 0) {
                    throw new StreamException(
                            StreamError.SUBSCRIPTION_TIMEOUT,
                            "no row came within " + timeout + "; the subscription goes on");
                } else {
                    left = rowsCame.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static long nanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException overflow) {
            return Long.MAX_VALUE;
        }
    }

    private static @Nullable Slot ended(End end) {
        if (end.failure() != null) {
            throw end.failure().copy();
        }
        return null;
    }

    /** Takes a row and passes the wake-up on while more are there: one was signalled for a batch of many. */
    private @Nullable Slot take() {
        Slot slot = takeFirst();
        if (slot != null && !isEmpty()) {
            rowsCame.signal();
        }
        return slot;
    }

    private boolean isEmpty() {
        return returned.isEmpty() && batches.isEmpty();
    }

    private @Nullable Slot takeFirst() {
        if (!returned.isEmpty()) {
            return returned.pollFirst();
        }
        Batch batch = batches.peekFirst();
        if (batch == null) {
            return null;
        }
        Slot slot = new Slot(batch, next++);
        if (next == batch.size()) {
            batches.removeFirst();
            next = 0;
            rows -= batch.size();
            roomCame.signalAll();
        }
        return slot;
    }

    /** Puts a row back that was taken but not given to anyone. */
    void putBack(Slot slot) {
        lock.lock();
        try {
            returned.addFirst(slot);
            rowsCame.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the queue; what waits can still be read unless {@code drop}. Only the first end counts. */
    void end(End reason, boolean drop) {
        Runnable listener;
        lock.lock();
        try {
            listener = ended;
            if (end == null) {
                end = reason;
            }
            if (drop) {
                batches.clear();
                returned.clear();
                rows = 0;
                next = 0;
            }
            rowsCame.signalAll();
            roomCame.signalAll();
        } finally {
            lock.unlock();
        }
        listener.run();
    }

    /** Has this called after the end, outside the lock; whoever sets it asks {@link #isDrained} afterwards. */
    void onEnd(Runnable listener) {
        lock.lock();
        try {
            ended = listener;
        } finally {
            lock.unlock();
        }
    }

    /** Whether all rows were taken and none will come. */
    boolean isDrained() {
        lock.lock();
        try {
            return end != null && isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Lets everything in that still comes, so that a database that closes need not wait for its readers. */
    void unbound() {
        lock.lock();
        try {
            bounded = false;
            roomCame.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    End end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the publisher waits for the reader. */
    boolean isFull() {
        lock.lock();
        try {
            return bounded && end == null && rows >= max;
        } finally {
            lock.unlock();
        }
    }
}
