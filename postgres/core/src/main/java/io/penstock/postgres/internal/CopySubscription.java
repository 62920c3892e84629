package io.penstock.postgres.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A COPY to one subscriber: the thread that reads from the server waits until a buffer is asked for, and so does the
 * server. Thread-safe by its lock.
 */
final class CopySubscription extends OutputStream implements Flow.Subscription {
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long demand;
    private boolean cancelled;
    private @Nullable IllegalArgumentException misuse;
    private @Nullable CompletableFuture<Long> copying;

    CopySubscription(Flow.Subscriber<? super ByteBuffer> subscriber) {
        this.subscriber = subscriber;
    }

    void begin(Runner runner, String sql) {
        subscriber.onSubscribe(this);
        CompletableFuture<Long> started = runner.start(Requests.copyOut(sql, this));
        boolean late;
        lock.lock();
        try {
            copying = started;
            late = cancelled;
        } finally {
            lock.unlock();
        }
        if (late) {
            started.cancel(true);
        }
        Futures.whenEnded(started, (rows, failed) -> {
            stop();
            if (misuse != null) {
                subscriber.onError(misuse);
            } else if (failed == null) {
                subscriber.onComplete();
            } else if (!started.isCancelled()) {
                subscriber.onError(failed);
            }
        });
    }

    @Override
    public void request(long count) {
        boolean wrong = count <= 0;
        lock.lock();
        try {
            if (wrong) {
                misuse = new IllegalArgumentException("a subscriber asks for at least one buffer, got " + count);
            } else {
                demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (wrong) {
            cancel();
        }
    }

    @Override
    public void cancel() {
        CompletableFuture<Long> running;
        lock.lock();
        try {
            running = copying;
        } finally {
            lock.unlock();
        }
        stop();
        if (running != null) {
            running.cancel(true);
        }
    }

    private void stop() {
        lock.lock();
        try {
            cancelled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            while (demand == 0 && !cancelled) {
                changed.awaitUninterruptibly();
            }
            if (cancelled) {
                throw new IOException("it was cancelled");
            }
            demand--;
        } finally {
            lock.unlock();
        }
        subscriber.onNext(ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + length)));
    }
}
