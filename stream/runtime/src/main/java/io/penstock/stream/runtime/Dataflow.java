package io.penstock.stream.runtime;

import io.penstock.stream.data.Batch;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.runtime.internal.adhoc.Evaluation;
import io.penstock.stream.runtime.internal.task.CallerDataflow;
import io.penstock.stream.runtime.internal.task.ThreadDataflow;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** One running query. Thread-safe, except that each input has one writer at a time. */
public interface Dataflow extends AutoCloseable {
    /**
     * Starts a query. Its thread lives until {@link #close}, a failure, or the end of all inputs.
     *
     * @throws io.penstock.PenstockException when the snapshot belongs to another plan or is damaged
     */
    static Dataflow start(DataflowSpec spec, Output output) {
        if (spec.name().isEmpty()) {
            throw new IllegalArgumentException("a dataflow needs a name");
        }
        return switch (spec.config().mode()) {
            case THREAD -> new ThreadDataflow(spec, output).started();
            case CALLER_RUNS -> new CallerDataflow(spec, output).started();
        };
    }

    /**
     * Runs a query over rows at rest, on the calling thread.
     *
     * @param plan may have the ad-hoc steps
     * @param relations the rows of a scanned relation or joined lookup table by name
     * @param rowsMax the most rows that the result or a step in between may have; more is an error
     */
    static List<Batch> evaluate(PlanNode plan, Function<String, List<Batch>> relations, long rowsMax) {
        return new Evaluation(relations, rowsMax).run(plan);
    }

    /** The relations that the query reads. */
    Set<String> relations();

    /** Where a relation's elements enter. */
    Input input(String relation);

    /**
     * Completes when all elements have been worked off whose put had returned before this call, or when the query has
     * ended; what is put later is not waited for. Operators run on the thread that completes it, so what follows must
     * not wait. Cancelling it is how to give up.
     */
    CompletableFuture<Void> caughtUp();

    DataflowMetrics metrics();

    /** Stops without working off what waits; the thread has ended when this returns. Idempotent. */
    @Override
    void close();
}
