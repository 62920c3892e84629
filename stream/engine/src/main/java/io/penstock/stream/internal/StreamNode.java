package io.penstock.stream.internal;

import io.penstock.PenstockException;
import io.penstock.observe.Metrics;
import io.penstock.stream.CatalogView.StreamInfo;
import io.penstock.stream.DatabaseMetrics.StreamMetrics;
import io.penstock.stream.ExecutionMode;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.StreamLimits;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.StreamElement;
import io.penstock.stream.data.StreamElement.Barrier;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.stream.runtime.Dataflow;
import io.penstock.stream.runtime.DataflowMetrics;
import io.penstock.stream.runtime.DataflowSpec;
import io.penstock.stream.runtime.Output;
import io.penstock.stream.sql.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream or materialized view: a running dataflow whose output goes to what reads it. The output's calls come from
 * the dataflow's thread; everything else is thread-safe.
 */
final class StreamNode implements Node.Live, Output {
    private final NodeId id;
    private final Relation.Stream relation;
    private final List<String> reads;
    private final Fanout fanout;
    private final @Nullable RetainedRows retained;
    private final @Nullable ViewRows view;
    private final Events events;
    private final boolean callerRuns;
    private final Map<String, Receiver> inputs = new ConcurrentHashMap<>();
    private volatile @Nullable Dataflow dataflow;
    private volatile @Nullable PenstockException failure;
    private final LongAdder rowsOut = new LongAdder();
    private final Metrics.Counter rowsEmitted;
    private byte @Nullable [] snapshot;

    /** What the database is told of. */
    record Events(
            BiConsumer<Long, StreamNode> arrived,
            BiConsumer<StreamNode, SavedNode> saved,
            Consumer<StreamNode> failed) {}

    StreamNode(NodeId id, Relation.Stream relation, List<String> reads, DatabaseConfig config, Restored restored) {
        this.id = id;
        this.relation = relation;
        this.reads = List.copyOf(reads);
        this.events = restored.events();
        this.rowsEmitted = config.metrics().counter("stream.query.rows", "query", id.name());
        this.callerRuns = config.mode() == ExecutionMode.CALLER_RUNS;
        StreamLimits limits = config.limits();
        SavedNode saved = restored.saved();
        this.fanout = new Fanout(saved == null ? Watermark.UNSET : saved.watermark());
        if (relation.materialized()) {
            this.retained = null;
            this.view =
                    new ViewRows(relation.schema(), keyPositions(relation), relation.updating(), limits.viewRowsMax());
        } else {
            this.view = null;
            this.retained =
                    new RetainedRows(relation.schema(), limits.retainedRowsMax().max());
        }
        if (saved != null) {
            restore(saved.rows(relation.schema()));
            rowsOut.add(saved.count());
        }
    }

    /** Whom to tell, and what was saved of it, if it is opened again. */
    record Restored(Events events, @Nullable SavedNode saved) {}

    private void restore(List<Batch> rows) {
        if (view != null) {
            rows.forEach(view::apply);
        } else if (retained != null) {
            retained.restore(rows);
        }
    }

    private static int[] keyPositions(Relation.Stream relation) {
        return relation.key().stream()
                .mapToInt(column -> relation.schema().position(column).orElseThrow())
                .toArray();
    }

    /** Starts the query. */
    Dataflow start(DataflowSpec spec) {
        Dataflow started = Dataflow.start(spec, this);
        dataflow = started;
        return started;
    }

    @Override
    public void accept(StreamElement element) throws InterruptedException {
        switch (element) {
            case Batch batch -> {
                publish(batch, () -> keep(batch));
            }
            case Watermark watermark -> publish(watermark);
            case Barrier barrier -> {
                publish(barrier);
                if (barrier.snapshot()) {
                    events.saved()
                            .accept(this, SavedNode.ofStream(fanout.watermark(), rowsOut.sum(), snapshot, present()));
                }
                events.arrived().accept(barrier.epoch(), this);
            }
            case StreamElement.End end -> publish(end);
        }
    }

    private void publish(StreamElement element) throws InterruptedException {
        publish(element, () -> {});
    }

    /** On a writer's thread an interrupt means that write and not the stream, whose state has the row already. */
    private void publish(StreamElement element, Runnable keep) throws InterruptedException {
        if (callerRuns) {
            fanout.publishThrough(element, keep);
        } else {
            fanout.publish(element, keep);
        }
    }

    private void keep(Batch batch) {
        if (view != null) {
            view.apply(batch);
        } else if (retained != null) {
            retained.add(batch);
        }
        rowsOut.add(batch.size());
        rowsEmitted.add(batch.size());
    }

    @Override
    public void snapshot(long epoch, byte[] state) {
        snapshot = state;
    }

    @Override
    public void failed(PenstockException cause) {
        fail(new StreamException(
                StreamError.EXECUTION_FAILED,
                id.kind().words() + " " + name() + " has stopped: " + cause.getMessage(),
                cause));
    }

    /** Notes that the stream has stopped; only the first reason counts. */
    void fail(PenstockException reason) {
        synchronized (this) {
            if (failure != null) {
                return;
            }
            failure = reason;
        }
        events.failed().accept(this);
    }

    @Override
    public NodeId id() {
        return id;
    }

    @Override
    public Relation.Stream relation() {
        return relation;
    }

    @Override
    public Fanout fanout() {
        return fanout;
    }

    @Override
    public List<String> reads() {
        return reads;
    }

    @Override
    public Optional<PenstockException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public List<Batch> present() {
        if (view != null) {
            return view.snapshot();
        }
        return retained == null ? List.of() : retained.snapshot();
    }

    /** Completes when what its inputs have published before is in its rows, see {@link Dataflow#caughtUp}. */
    CompletableFuture<Void> caughtUp() {
        Dataflow running = dataflow;
        return running == null ? CompletableFuture.completedFuture(null) : running.caughtUp();
    }

    /** What its inputs publish to, by the input's name. */
    Map<String, Receiver> inputs() {
        return inputs;
    }

    StreamInfo info() {
        return new StreamInfo(
                name(),
                relation.schema(),
                relation.materialized(),
                relation.changelog(),
                relation.key(),
                reads,
                id.sql());
    }

    StreamMetrics metrics() {
        Dataflow running = dataflow;
        DataflowMetrics now = running == null ? new DataflowMetrics(0, 0, 0, Watermark.UNSET, 0, 0) : running.metrics();
        return new StreamMetrics(
                name(),
                now.rowsIn(),
                rowsOut.sum(),
                now.lateRows(),
                now.groups(),
                now.queued(),
                Watermarks.optional(now.watermark()));
    }

    @Override
    public void close() {
        Dataflow running = dataflow;
        if (running != null) {
            running.close();
        }
    }
}
