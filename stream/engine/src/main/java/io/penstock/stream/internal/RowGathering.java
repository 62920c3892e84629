package io.penstock.stream.internal;

import io.penstock.Threads;
import io.penstock.Time;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Boxed;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What all writers share: complete rows gather in a builder, and batches of them go to the source. Thread-safe by its
 * lock, which whoever appends rows holds.
 */
final class RowGathering implements SourceNode.Flushable, AutoCloseable {
    private final SourceNode source;
    private final Time time;
    private final Duration linger;
    private final ReentrantLock lock = new ReentrantLock();
    private final BatchBuilder builder;
    private @Nullable Batch pending;
    private boolean armed;
    private boolean closed;

    RowGathering(SourceNode source, Time time, Duration linger) {
        this.source = source;
        this.time = time;
        this.linger = linger;
        this.builder = new BatchBuilder(source.schema());
        source.register(this);
    }

    SourceNode source() {
        return source;
    }

    /** Rows are appended to it by whoever holds the lock. */
    BatchBuilder builder() {
        return builder;
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    void requireOpen() {
        if (closed) {
            throw new StreamException(
                    StreamError.WRITER_CLOSED, "the writer of " + source.name() + " is closed; open another");
        }
        source.requireOpen();
    }

    /** Called under the lock after a row: hands a full batch on, and sees to it that a small one does not wait long. */
    void rowEnded() {
        if (builder.size() >= SourceNode.BATCH_ROWS_MAX || linger.isZero()) {
            handOn();
        } else if (!armed) {
            arm();
        }
    }

    private void arm() {
        armed = true;
        time.schedule(linger, () -> Threads.startVirtual("penstock-linger", this::lingered));
    }

    private void lingered() {
        lock.lock();
        try {
            armed = false;
            if (!closed && builder.size() > 0) {
                handOn();
            }
        } catch (CancellationException | StreamException dropped) {
            // The source was dropped or the database was closed; the next write by the application says so.
            builder.abandonRow();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flush() {
        lock.lock();
        try {
            handOn();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isHeld() {
        return lock.isHeldByCurrentThread();
    }

    private void handOn() {
        try {
            while (pending != null || builder.size() > 0) {
                Batch batch = pending != null ? pending : builder.build();
                pending = batch;
                source.push(batch);
                pending = null;
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new CancellationException(
                    "interrupted while " + source.name() + " had no room; the rows are kept for the next flush");
        }
    }

    void watermark(Instant moment) {
        lock.lock();
        try {
            requireOpen();
            handOn();
            source.watermark(Boxed.micros(moment));
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted before the watermark was taken");
        } finally {
            lock.unlock();
        }
    }

    OptionalLong currentWatermark() {
        long watermark = source.fanout().watermark();
        return Watermarks.optional(watermark).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            // When it is interrupted here the writer stays open with its rows, for another close or flush.
            if (!source.isClosed()) {
                handOn();
            }
            closed = true;
            source.unregister(this);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "Writer[" + source.name() + ", " + (closed ? "closed" : "open") + "]";
    }
}
