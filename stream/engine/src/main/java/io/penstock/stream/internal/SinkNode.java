package io.penstock.stream.internal;

import io.penstock.PenstockException;
import io.penstock.Threads;
import io.penstock.stream.CatalogView.SinkInfo;
import io.penstock.stream.DatabaseMetrics.SinkMetrics;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.StreamElement;
import io.penstock.stream.data.StreamElement.Barrier;
import io.penstock.stream.spi.Sink;
import io.penstock.stream.sql.Statement.CreateSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sink: rows wait in a bounded queue, and a thread of its own writes what is there, one batch after another. The
 * stream waits while the queue is full. A barrier is reported when all rows before it have been written.
 *
 * <p>When a write has failed for good the sink stops: what waits and what comes later is dropped and counted, and every
 * wait for it fails with the reason. Thread-safe by its lock.
 */
final class SinkNode implements Node, Receiver {
    private static final int WRITE_ROWS_MAX = 4096;

    private final NodeId id;
    private final CreateSink statement;
    private final Sink sink;
    private final SinkWrites writes;
    private final KeyCollapse collapse;
    private final long rowsMax;
    private final Events events;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<StreamElement> queue = new ArrayDeque<>();
    private long queuedRows;
    private long rowsWritten;
    private long batchesWritten;
    private long rowsDropped;
    private boolean closed;
    private @Nullable PenstockException failure;
    private @Nullable Thread thread;

    /**
     * Whom a sink tells: that it has written all before a checkpoint, that a barrier has arrived, that it has stopped.
     */
    record Events(
            Consumer<SinkNode> saved,
            BiConsumer<Long, SinkNode> arrived,
            BiConsumer<SinkNode, PenstockException> stopped) {}

    SinkNode(NodeId id, CreateSink statement, SinkWrites writes, long rowsMax, Events events) {
        this.id = id;
        this.statement = statement;
        this.writes = writes;
        this.sink = writes.sink();
        this.collapse = new KeyCollapse(statement.from().schema(), statement.key());
        this.rowsMax = rowsMax;
        this.events = events;
    }

    void start() {
        Thread started = Threads.unstarted("penstock-sink-" + name(), this::run);
        thread = started;
        started.start();
    }

    @Override
    public void receive(StreamElement element) throws InterruptedException {
        switch (element) {
            case Batch batch when batch.size() > 0 -> enqueue(batch, batch.size());
            case Barrier barrier -> enqueue(barrier, 0);
            case Batch empty -> {}
            case StreamElement.Watermark watermark -> {}
            case StreamElement.End end -> {}
        }
    }

    private void enqueue(StreamElement element, int rows) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (rows > 0 && queuedRows >= rowsMax && isOpen()) {
                changed.await();
            }
            if (!isOpen()) {
                drop(rows);
                return;
            }
            queue.add(element);
            queuedRows += rows;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void drop(long rows) {
        rowsDropped += rows;
        writes.dropped(rows);
    }

    private boolean isOpen() {
        return !closed && failure == null;
    }

    private void run() {
        try {
            while (true) {
                List<Batch> batches = new ArrayList<>();
                Barrier barrier = take(batches);
                if (!batches.isEmpty()) {
                    write(batches);
                }
                if (barrier != null) {
                    pass(barrier);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (PenstockException failed) {
            fail(failed);
        } catch (Throwable unforeseen) {
            // a thread that ended without a word would let the stream and every barrier wait for ever
            fail(new StreamException(
                    StreamError.INTERNAL,
                    "sink " + name() + " has stopped: its connector threw " + unforeseen
                            + "; rows that come now are dropped. Drop and create the sink to go on",
                    unforeseen));
        } finally {
            sink.close();
        }
    }

    private void pass(Barrier barrier) {
        if (barrier.snapshot()) {
            events.saved().accept(this);
        }
        events.arrived().accept(barrier.epoch(), this);
    }

    /** Waits for rows or a barrier; gathers rows up to the first barrier. */
    private @Nullable Barrier take(List<Batch> batches) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty()) {
                if (closed) {
                    throw new InterruptedException("closed");
                }
                changed.await();
            }
            int rows = 0;
            while (!queue.isEmpty() && rows < WRITE_ROWS_MAX) {
                StreamElement element = queue.removeFirst();
                if (element instanceof Barrier barrier) {
                    return barrier;
                }
                Batch batch = (Batch) element;
                batches.add(batch);
                rows += batch.size();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void write(List<Batch> batches) throws InterruptedException {
        int rows = batches.stream().mapToInt(Batch::size).sum();
        Batch batch = collapse.collapse(batches);
        writes.write(batch);
        lock.lock();
        try {
            queuedRows -= rows;
            rowsWritten += batch.size();
            batchesWritten++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void fail(PenstockException reason) {
        lock.lock();
        try {
            failure = reason;
            drop(queuedRows);
            queuedRows = 0;
            queue.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        events.stopped().accept(this, reason);
    }

    @Override
    public NodeId id() {
        return id;
    }

    @Override
    public List<String> reads() {
        return List.of(statement.from().name());
    }

    @Override
    public Optional<PenstockException> failure() {
        lock.lock();
        try {
            return Optional.ofNullable(failure);
        } finally {
            lock.unlock();
        }
    }

    /** Why the present write has not succeeded yet, if it is being repeated. */
    Optional<PenstockException> trouble() {
        return writes.trouble();
    }

    SinkInfo info() {
        return new SinkInfo(
                name(), statement.from().name(), statement.connection(), statement.table(), statement.key(), id.sql());
    }

    SinkMetrics metrics() {
        lock.lock();
        try {
            return new SinkMetrics(name(), rowsWritten, batchesWritten, writes.failures(), rowsDropped, queuedRows);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Thread running = thread;
        if (running == null || running.equals(Thread.currentThread())) {
            return;
        }
        running.interrupt();
        Uninterrupted.join(running);
    }
}
