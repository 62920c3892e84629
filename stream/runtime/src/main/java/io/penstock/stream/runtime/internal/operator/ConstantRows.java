package io.penstock.stream.runtime.internal.operator;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.plan.PlanNode;

/** The rows of a VALUES. */
public final class ConstantRows {
    private ConstantRows() {}

    public static Batch of(PlanNode.Values values) {
        BatchBuilder builder = new BatchBuilder(values.schema());
        for (var row : values.rows()) {
            for (int i = 0; i < values.schema().size(); i++) {
                builder.column(i).append(row.get(i));
            }
            builder.endRow();
        }
        return builder.build();
    }
}
