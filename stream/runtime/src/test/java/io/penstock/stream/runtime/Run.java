package io.penstock.stream.runtime;

import io.penstock.PenstockException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Schema;
import io.penstock.stream.data.StreamElement;
import io.penstock.stream.data.StreamElement.Barrier;
import io.penstock.stream.data.StreamElement.End;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.stream.plan.StreamPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dataflow on the test's own thread: elements in, texts of what came out. */
final class Run implements Output, AutoCloseable {
    private final StreamPlan plan;
    private final Map<String, List<Batch>> lookups;
    private final DataflowConfig config;
    private final List<String> out = new ArrayList<>();
    private final List<Batch> batches = new ArrayList<>();
    private final Map<Long, byte[]> snapshots = new HashMap<>();
    private @Nullable PenstockException failure;
    private Dataflow dataflow;
    private long epoch;

    Run(StreamPlan plan) {
        this(plan, Map.of());
    }

    Run(StreamPlan plan, Map<String, List<Batch>> lookups) {
        this(plan, lookups, new DataflowConfig(DataflowConfig.Mode.CALLER_RUNS, 256, 1_000_000));
    }

    Run(StreamPlan plan, Map<String, List<Batch>> lookups, DataflowConfig config) {
        this.plan = plan;
        this.lookups = lookups;
        this.config = config;
        this.dataflow = Dataflow.start(new DataflowSpec("test", plan, lookups, null, config), this);
    }

    Run put(String relation, StreamElement element) {
        try {
            dataflow.input(relation).put(element);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return this;
    }

    /** Rows of weight +1. */
    Run rows(String relation, Schema schema, @Nullable Object[]... rows) {
        return put(relation, batch(schema, rows));
    }

    static Batch batch(Schema schema, @Nullable Object[]... rows) {
        BatchBuilder builder = new BatchBuilder(schema);
        for (@Nullable Object[] row : rows) {
            builder.addRow(1, row);
        }
        return builder.build();
    }

    static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    Run watermark(String relation, long micros) {
        return put(relation, new Watermark(micros));
    }

    Run end(String relation) {
        return put(relation, new End());
    }

    byte[] snapshot() {
        epoch++;
        for (String relation : dataflow.relations()) {
            put(relation, new Barrier(epoch, true));
        }
        return java.util.Objects.requireNonNull(snapshots.get(epoch), "no snapshot came");
    }

    /** Snapshots, throws the dataflow away and goes on with a new one. */
    Run restart() {
        byte[] state = snapshot();
        dataflow.close();
        dataflow = Dataflow.start(new DataflowSpec("test", plan, lookups, state, config), this);
        return this;
    }

    /** What came out since the last call: rows as {@code +1 a b}, watermarks as {@code w 10}, {@code end}. */
    List<String> taken() {
        List<String> taken = List.copyOf(out);
        out.clear();
        return taken;
    }

    List<Batch> batches() {
        return batches;
    }

    @Nullable
    PenstockException failure() {
        return failure;
    }

    DataflowMetrics metrics() {
        return dataflow.metrics();
    }

    static String text(Batch batch, int row) {
        StringBuilder text = new StringBuilder();
        int weight = batch.weight(row);
        text.append(weight > 0 ? "+" : "").append(weight);
        for (int i = 0; i < batch.schema().size(); i++) {
            Object value = batch.get(row, i);
            text.append(' ')
                    .append(
                            value instanceof java.time.Instant at
                                    ? "@" + io.penstock.stream.data.Boxed.micros(at)
                                    : value);
        }
        return text.toString();
    }

    @Override
    public void accept(StreamElement element) {
        switch (element) {
            case Batch batch -> {
                batches.add(batch);
                for (int row = 0; row < batch.size(); row++) {
                    out.add(text(batch, row));
                }
            }
            case Watermark mark -> out.add("w " + mark.micros());
            case Barrier barrier -> {}
            case End end -> out.add("end");
        }
    }

    @Override
    public void snapshot(long epoch, byte[] state) {
        snapshots.put(epoch, state);
    }

    @Override
    public void failed(PenstockException failed) {
        failure = failed;
    }

    @Override
    public void close() {
        dataflow.close();
    }
}
