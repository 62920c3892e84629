package io.penstock.postgres.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What a publisher gives, as a stream: the reader waits, and asks for few buffers ahead. Thread-safe by its lock. */
final class PublisherInput extends InputStream implements Flow.Subscriber<ByteBuffer> {
    private static final int AHEAD_MAX = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ByteBuffer> buffers = new ArrayDeque<>();
    private Flow.@Nullable Subscription subscription;
    private @Nullable Throwable failure;
    private boolean complete;
    private boolean closed;
    private int asked;

    @Override
    public void onSubscribe(Flow.Subscription given) {
        lock.lock();
        try {
            if (closed || subscription != null) {
                given.cancel();
                return;
            }
            subscription = given;
            asked = AHEAD_MAX;
        } finally {
            lock.unlock();
        }
        given.request(AHEAD_MAX);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
        lock.lock();
        try {
            asked--;
            if (!closed) {
                buffers.add(buffer);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onError(Throwable failed) {
        end(failed);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private void end(@Nullable Throwable failed) {
        lock.lock();
        try {
            failure = failed;
            complete = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Flow.Subscription more = null;
        int wanted = 0;
        int count;
        lock.lock();
        try {
            while (buffers.isEmpty() && !complete && !closed) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                throw new IOException("it was cancelled");
            }
            ByteBuffer first = buffers.peek();
            if (first == null) {
                if (failure != null) {
                    throw new IOException("the publisher of the data failed: " + failure, failure);
                }
                return -1;
            }
            count = Math.min(length, first.remaining());
            first.get(into, offset, count);
            if (!first.hasRemaining()) {
                buffers.remove();
                if (asked + buffers.size() <= AHEAD_MAX / 2) {
                    more = subscription;
                    wanted = AHEAD_MAX - asked - buffers.size();
                    asked += wanted;
                }
            }
        } finally {
            lock.unlock();
        }
        if (more != null) {
            more.request(wanted);
        }
        return count;
    }

    /** Nobody reads any more. Idempotent. */
    @Override
    public void close() {
        Flow.Subscription given;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            given = complete ? null : subscription;
            buffers.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (given != null) {
            given.cancel();
        }
    }
}
