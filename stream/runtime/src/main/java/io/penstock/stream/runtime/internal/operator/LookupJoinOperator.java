package io.penstock.stream.runtime.internal.operator;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.runtime.internal.state.KeyIndex;
import java.util.List;

/** Each row with the rows of a table at rest that have its key. */
public final class LookupJoinOperator implements Operator {
    private final JoinProbe probe;

    public LookupJoinOperator(PlanNode.LookupJoin node, List<Batch> table) {
        Schema input = node.input().schema();
        List<Field> fields = node.schema().fields();
        Schema tableSchema = table.isEmpty()
                ? Schema.of(fields.subList(input.size(), fields.size()))
                : table.getFirst().schema();
        JoinProbe.requireSameTypes(input, node.inputKeys(), tableSchema, node.tableKeys());
        KeyIndex index = new KeyIndex(tableSchema, node.tableKeys());
        table.forEach(index::add);
        this.probe = new JoinProbe(
                index, new JoinProbe.Spec(node.inputKeys(), node.condition().orElse(null), node.left(), node.schema()));
    }

    @Override
    public void process(Batch batch, Emitter out) throws InterruptedException {
        probe.probe(batch, out);
    }
}
