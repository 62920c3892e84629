package io.penstock.stream.internal;

import io.penstock.observe.Metrics;
import io.penstock.stream.DatabaseMetrics.SourceMetrics;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.Schema;
import io.penstock.stream.data.StreamElement.Barrier;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.stream.sql.Relation;
import io.penstock.stream.sql.WatermarkSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A source: what writers push goes to the streams, sinks and subscriptions behind it, with the watermarks that follow
 * from the rows. Thread-safe: its lock lets one batch after another through, and whoever waits for room holds it.
 *
 * <p>Lock order: writer, then source.
 */
final class SourceNode implements Node.Live {
    /** The most rows in a batch. */
    static final int BATCH_ROWS_MAX = 1024;

    private final NodeId id;
    private final Relation.Source relation;
    private final Fanout fanout;
    private final RetainedRows retained;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Flushable> writers = ConcurrentHashMap.newKeySet();
    private final @Nullable EventClock clock;
    private final int timeColumn;
    private volatile State state = State.OPEN;
    private final LongAdder rows = new LongAdder();
    private final LongAdder nullTimeRows = new LongAdder();
    private final Metrics.Counter rowsPushed;
    private final Metrics.Counter rowsDropped;

    /** What a source still takes. */
    private enum State {
        OPEN,
        /** Only the rows that its writers have taken already: its database is closing. */
        ENDING,
        /** Nothing, since its database has closed. */
        ENDED,
        /** Nothing, since it was dropped. */
        DROPPED;

        void requireOpen(String name) {
            switch (this) {
                case OPEN -> {}
                case ENDING, ENDED -> throw Failures.closed();
                case DROPPED -> throw new StreamException(StreamError.WRITER_CLOSED, "source " + name + " was dropped");
            }
        }
    }

    /** What holds rows that it has not handed on yet. */
    interface Flushable {
        void flush();

        /** Whether the calling thread is in the middle of a call on it. */
        boolean isHeld();
    }

    SourceNode(
            NodeId id,
            Relation.Source relation,
            SourceOptions options,
            DatabaseConfig config,
            @Nullable SavedNode saved) {
        this.id = id;
        this.relation = relation;
        this.rowsPushed = config.metrics().counter("stream.source.rows", "source", id.name());
        this.rowsDropped = config.metrics().counter("stream.source.dropped", "source", id.name());
        long watermark = saved == null ? Watermark.UNSET : saved.watermark();
        this.fanout = new Fanout(watermark);
        this.retained = new RetainedRows(relation.schema(), options.retainedRowsMax());
        if (saved != null) {
            retained.restore(saved.rows(relation.schema()));
            rows.add(saved.count());
            nullTimeRows.add(saved.dropped());
        }
        Optional<WatermarkSpec> spec = relation.watermark();
        this.clock = spec.map(known -> new EventClock(known.delayMicros(), options.skewMax(), config.time(), watermark))
                .orElse(null);
        this.timeColumn = spec.map(known -> relation.schema().position(known.column()))
                .map(position -> position.orElseThrow())
                .orElse(-1);
    }

    @Override
    public NodeId id() {
        return id;
    }

    @Override
    public Relation.Source relation() {
        return relation;
    }

    @Override
    public Fanout fanout() {
        return fanout;
    }

    @Override
    public List<Batch> present() {
        return retained.snapshot();
    }

    Schema schema() {
        return relation.schema();
    }

    /** Pushes rows: all of them, or none when interrupted before the first was taken. */
    void push(Batch batch) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            requireTaking();
            if (clock == null) {
                publish(batch);
            } else {
                Batch timed = withTime(batch);
                pushTimed(clock, timed);
                dropped(batch.size() - timed.size());
            }
            rows.add(batch.size());
            rowsPushed.add(batch.size());
        } finally {
            lock.unlock();
        }
    }

    private void dropped(int withoutTime) {
        if (withoutTime > 0) {
            nullTimeRows.add(withoutTime);
            rowsDropped.add(withoutTime);
        }
    }

    private void pushTimed(EventClock follower, Batch batch) throws InterruptedException {
        long[] times = ((LongColumn) batch.column(timeColumn)).values();
        long bound = follower.bound();
        EventClock.Mark before = follower.mark();
        int from = 0;
        while (from < batch.size()) {
            int to = follower.follow(times, from, batch.size(), bound);
            Batch part = Batches.range(batch, from, to - from);
            if (from == 0) {
                publishFirst(part, follower, before);
            } else {
                Uninterrupted.run(() -> publish(part));
            }
            Uninterrupted.run(() -> fanout.publishWhole(new Watermark(follower.watermark())));
            from = to;
        }
    }

    /** Only the first part may be given up: after it, a batch that is pushed again would be there twice. */
    private void publishFirst(Batch part, EventClock follower, EventClock.Mark before) throws InterruptedException {
        try {
            publish(part);
        } catch (InterruptedException cancelled) {
            follower.reset(before);
            throw cancelled;
        }
    }

    private void publish(Batch batch) throws InterruptedException {
        fanout.publishWhole(batch);
        retained.add(batch);
    }

    /** Without the rows whose event time is NULL: no window could hold them. */
    private Batch withTime(Batch batch) {
        if (((LongColumn) batch.column(timeColumn)).nulls() == null) {
            return batch;
        }
        int[] kept = new int[batch.size()];
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
            if (!batch.column(timeColumn).isNull(row)) {
                kept[count++] = row;
            }
        }
        return batch.select(kept, count);
    }

    /** Moves the watermark at the caller's word. */
    void watermark(long micros) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            requireTaking();
            if (clock == null) {
                throw new StreamException(
                        StreamError.INGESTION_FAILED,
                        "source " + relation.name() + " has no watermark; declare WATERMARK FOR its time column");
            }
            EventClock.Mark before = clock.mark();
            clock.advance(micros);
            try {
                fanout.publishWhole(new Watermark(clock.watermark()));
            } catch (InterruptedException cancelled) {
                clock.reset(before);
                throw cancelled;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a barrier behind everything pushed so far, and saves what the source itself keeps if it asks for that. With
     * the barrier behind which its database closes a source ends.
     */
    @Nullable
    SavedNode barrier(Barrier barrier) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            fanout.publishWhole(barrier);
            if (state == State.ENDING) {
                state = State.ENDED;
            }
            return barrier.snapshot()
                    ? SavedNode.ofSource(fanout.watermark(), rows.sum(), nullTimeRows.sum(), retained.snapshot())
                    : null;
        } finally {
            lock.unlock();
        }
    }

    void register(Flushable writer) {
        writers.add(writer);
    }

    void unregister(Flushable writer) {
        writers.remove(writer);
    }

    /** The writers there are. */
    List<Flushable> writers() {
        return List.copyOf(writers);
    }

    /** Lets all writers hand on what they hold. */
    void flushWriters() {
        writers.forEach(Flushable::flush);
    }

    /** Whether it does not take rows that its writers hold. */
    boolean isClosed() {
        return state == State.ENDED || state == State.DROPPED;
    }

    /** Fails when nothing new is taken. */
    void requireOpen() {
        state.requireOpen(relation.name());
    }

    private void requireTaking() {
        if (isClosed()) {
            requireOpen();
        }
    }

    /** Lets in only what writers have taken already, up to the next barrier: its database is closing. */
    void end() {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.ENDING;
            }
        } finally {
            lock.unlock();
        }
    }

    SourceMetrics metrics() {
        EventClock follower = clock;
        return new SourceMetrics(
                relation.name(),
                rows.sum(),
                nullTimeRows.sum(),
                follower == null ? 0 : follower.skewed(),
                Watermarks.optional(fanout.watermark()));
    }

    @Override
    public void close() {
        state = state == State.OPEN ? State.DROPPED : State.ENDED;
    }
}
