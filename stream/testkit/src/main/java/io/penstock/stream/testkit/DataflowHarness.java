package io.penstock.stream.testkit;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.StreamElement;
import io.penstock.stream.data.StreamElement.Barrier;
import io.penstock.stream.data.StreamElement.End;
import io.penstock.stream.plan.StreamPlan;
import io.penstock.stream.runtime.Dataflow;
import io.penstock.stream.runtime.DataflowConfig;
import io.penstock.stream.runtime.DataflowConfig.Mode;
import io.penstock.stream.runtime.DataflowSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs one case of a plan under every regime: as given, row by row, in batches as large as can be, with a snapshot and
 * a new start between any two steps, on a thread behind a channel of one slot, and closed after each step. The answer
 * must be the same each time. Rows are compared without order, after their weights were summed up; so the plan's answer
 * must not depend on the batches, which rules out plain updates of a running aggregate.
 *
 * <pre>{@code
 * DataflowHarness.verify(plan)
 *         .input("ticks", batch, new Watermark(10))
 *         .expect(DataflowHarness.row("ann", 3L));
 * }</pre>
 *
 * Confined to one thread.
 */
public final class DataflowHarness {
    private record Step(String relation, StreamElement element) {}

    private static final int CHANNEL = 256;

    private final StreamPlan plan;
    private final Map<String, List<Batch>> lookups = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    private DataflowHarness(StreamPlan plan) {
        this.plan = plan;
    }

    public static DataflowHarness verify(StreamPlan plan) {
        return new DataflowHarness(plan);
    }

    /** One expected row, boxed as batches give it. */
    public static List<@Nullable Object> row(@Nullable Object... values) {
        List<@Nullable Object> row = new ArrayList<>();
        Collections.addAll(row, values);
        return row;
    }

    /** Gives the rows of a lookup table. */
    public DataflowHarness lookup(String table, Batch... rows) {
        lookups.put(table, List.of(rows));
        return this;
    }

    /** Adds batches and watermarks of a relation, after those added before. All inputs end after the last. */
    public DataflowHarness input(String relation, StreamElement... elements) {
        for (StreamElement element : elements) {
            steps.add(new Step(relation, element));
        }
        return this;
    }

    /**
     * Runs the case under each regime.
     *
     * @throws AssertionError when a regime gives other rows, fails, or leaves a thread behind; the message names it
     */
    @SafeVarargs
    public final void expect(List<@Nullable Object>... rows) {
        Map<List<@Nullable Object>, Integer> expected = new HashMap<>();
        for (List<@Nullable Object> row : rows) {
            expected.merge(row, 1, Integer::sum);
        }
        check("as given", expected, run(steps, Mode.CALLER_RUNS, false));
        check("row by row", expected, run(rowByRow(), Mode.CALLER_RUNS, false));
        check("in large batches", expected, run(merged(), Mode.CALLER_RUNS, false));
        check("restarted after each step", expected, run(rowByRow(), Mode.CALLER_RUNS, true));
        if (steps.stream().map(Step::relation).distinct().count() == 1) {
            check("on a thread", expected, run(steps, Mode.THREAD, false));
        }
        closeAfterEachStep();
    }

    private static void check(String regime, Map<List<@Nullable Object>, Integer> expected, HarnessOutput output) {
        if (output.failure() != null) {
            throw new AssertionError(regime + ": the dataflow failed", output.failure());
        }
        if (!output.summed().equals(expected)) {
            throw new AssertionError(regime + ": expected " + expected + ", got " + output.summed());
        }
    }

    private List<Step> rowByRow() {
        List<Step> out = new ArrayList<>();
        for (Step step : steps) {
            if (step.element() instanceof Batch batch) {
                for (int row = 0; row < batch.size(); row++) {
                    out.add(new Step(step.relation(), batch.select(new int[] {row}, 1)));
                }
            } else {
                out.add(step);
            }
        }
        return out;
    }

    /** Batches of one relation that follow each other become one. */
    private List<Step> merged() {
        List<Step> out = new ArrayList<>();
        for (Step step : steps) {
            if (!out.isEmpty()
                    && step.element() instanceof Batch next
                    && out.getLast().relation().equals(step.relation())
                    && out.getLast().element() instanceof Batch last) {
                BatchBuilder both = new BatchBuilder(last.schema());
                append(both, last);
                append(both, next);
                out.set(out.size() - 1, new Step(step.relation(), both.build()));
            } else {
                out.add(step);
            }
        }
        return out;
    }

    private static void append(BatchBuilder to, Batch batch) {
        for (int row = 0; row < batch.size(); row++) {
            for (int i = 0; i < batch.schema().size(); i++) {
                to.column(i).append(batch.get(row, i));
            }
            to.endRow(batch.weight(row));
        }
    }

    private HarnessOutput run(List<Step> fed, Mode mode, boolean restarts) {
        HarnessOutput output = new HarnessOutput();
        Dataflow flow = start(mode, null, output);
        try {
            long epoch = 0;
            for (Step step : fed) {
                flow.input(step.relation()).put(step.element());
                if (restarts) {
                    epoch++;
                    for (String relation : flow.relations()) {
                        flow.input(relation).put(new Barrier(epoch, true));
                    }
                    flow.close();
                    flow = start(mode, output.state(), output);
                }
            }
            for (String relation : flow.relations()) {
                flow.input(relation).put(new End());
            }
            output.awaitEnd();
            return output;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        } finally {
            flow.close();
        }
    }

    private Dataflow start(Mode mode, byte @Nullable [] snapshot, HarnessOutput output) {
        DataflowConfig config = new DataflowConfig(mode, mode == Mode.THREAD ? 1 : CHANNEL, 1_000_000);
        return Dataflow.start(new DataflowSpec("harness", plan, lookups, snapshot, config), output);
    }

    private void closeAfterEachStep() {
        for (int count = 0; count <= steps.size(); count++) {
            Dataflow flow = start(Mode.THREAD, null, new HarnessOutput());
            try {
                for (Step step : steps.subList(0, count)) {
                    flow.input(step.relation()).put(step.element());
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", interrupted);
            } finally {
                flow.close();
            }
            if (Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().equals("penstock-stream-harness"))) {
                throw new AssertionError("closed after " + count + " steps: its thread is still there");
            }
        }
    }
}
