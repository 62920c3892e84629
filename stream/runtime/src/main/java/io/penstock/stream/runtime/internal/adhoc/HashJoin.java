package io.penstock.stream.runtime.internal.adhoc;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.runtime.internal.operator.Emitter;
import io.penstock.stream.runtime.internal.operator.JoinProbe;
import io.penstock.stream.runtime.internal.state.KeyIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A join of rows at rest: the right side is indexed, the left side asks. Without keys every pair is looked at. */
final class HashJoin {
    private static final int BATCH_ROWS = 4096;

    private final PlanNode.Join node;
    private final KeyIndex right;
    private final JoinProbe probe;

    HashJoin(PlanNode.Join node, List<Batch> rightRows) {
        this.node = node;
        Schema rightSchema = node.right().schema();
        JoinProbe.requireSameTypes(node.left().schema(), node.leftKeys(), rightSchema, node.rightKeys());
        this.right = new KeyIndex(rightSchema, node.rightKeys());
        rightRows.forEach(batch -> right.add(Consolidation.expanded(batch)));
        boolean keepsLeft = node.kind() == PlanNode.Join.Kind.LEFT || node.kind() == PlanNode.Join.Kind.FULL;
        this.probe = new JoinProbe(
                right, new JoinProbe.Spec(node.leftKeys(), node.condition().orElse(null), keepsLeft, node.schema()));
    }

    void probe(Batch left, Emitter out) throws InterruptedException {
        probe.probe(left, out);
    }

    /** Emits the right rows without a partner, if the kind of join keeps them. */
    void finish(Emitter out) throws InterruptedException {
        if (node.kind() != PlanNode.Join.Kind.RIGHT && node.kind() != PlanNode.Join.Kind.FULL) {
            return;
        }
        int[] unmatched = new int[right.rows().size()];
        int count = 0;
        for (int row = 0; row < unmatched.length; row++) {
            unmatched[count] = row;
            count += probe.isMatched(row) ? 0 : 1;
        }
        for (int from = 0; from < count; from += BATCH_ROWS) {
            int[] rows = Arrays.copyOfRange(unmatched, from, Math.min(count, from + BATCH_ROWS));
            List<Column> columns = new ArrayList<>(nulls(rows.length).columns());
            columns.addAll(right.rows().gather(rows, rows.length));
            out.emit(new Batch(node.schema(), columns, rows.length));
        }
    }

    private Batch nulls(int count) {
        Schema left = node.left().schema();
        BatchBuilder builder = new BatchBuilder(left);
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < left.size(); i++) {
                builder.column(i).appendNull();
            }
            builder.endRow();
        }
        return builder.build();
    }
}
