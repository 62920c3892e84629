package io.penstock.stream.plan;

import io.penstock.stream.data.Schema;

/**
 * What runs for one CREATE STREAM or CREATE MATERIALIZED VIEW.
 *
 * @param root the steps
 * @param emit when and how rows leave
 */
public record StreamPlan(PlanNode root, Emit emit) {
    public Schema schema() {
        return root.schema();
    }

    /** Whether subscribers see weights. */
    public boolean isChangelog() {
        return emit == Emit.CHANGES;
    }

    /** When and how rows leave a stream. */
    public enum Emit {
        /** Rows as they become known: of an aggregate, the new row of each group that changed. No weights. */
        UPDATES,
        /** Every change with its weight. */
        CHANGES,
        /** Once a window, when the watermark passes its end. No weights. */
        ON_WINDOW_CLOSE
    }
}
