package io.penstock.stream.runtime;

import io.penstock.stream.data.Batch;
import io.penstock.stream.plan.StreamPlan;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a dataflow is to run.
 *
 * @param name the stream's name, for threads and messages
 * @param plan the query; its scans name the inputs
 * @param lookups the rows of each lookup table that the plan joins with
 * @param snapshot the state to start from, as handed out at a barrier; null to start empty
 * @param config how to run it
 */
public record DataflowSpec(
        String name,
        StreamPlan plan,
        Map<String, List<Batch>> lookups,
        byte @Nullable [] snapshot,
        DataflowConfig config) {
    public DataflowSpec(
            String name,
            StreamPlan plan,
            Map<String, List<Batch>> lookups,
            byte @Nullable [] snapshot,
            DataflowConfig config) {
        this.name = name;
        this.plan = plan;
        this.lookups = Map.copyOf(lookups);
        this.snapshot = snapshot;
        this.config = config;
    }
}
