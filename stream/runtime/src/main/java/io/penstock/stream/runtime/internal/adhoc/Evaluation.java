package io.penstock.stream.runtime.internal.adhoc;

import io.penstock.Limit;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.runtime.internal.Errors;
import io.penstock.stream.runtime.internal.operator.CalcOperator;
import io.penstock.stream.runtime.internal.operator.ConstantRows;
import io.penstock.stream.runtime.internal.operator.LookupJoinOperator;
import io.penstock.stream.runtime.internal.operator.Operator;
import io.penstock.stream.runtime.internal.operator.Slices;
import io.penstock.stream.runtime.internal.state.GroupState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A query over rows at rest, step by step from the leaves; each step's rows lie in memory before the next begins. The
 * retractions of a relation are summed up first, so every step sees rows that are there. Runs on the calling thread.
 */
public final class Evaluation {
    private static final int SLICE_ROWS = 1 << 13;

    private final Function<String, List<Batch>> relations;
    private final Limit rowsMax;

    public Evaluation(Function<String, List<Batch>> relations, long rowsMax) {
        this.relations = relations;
        this.rowsMax = new Limit("rowsMax", rowsMax, "rows");
    }

    /** The rows of the result, without weights. */
    public List<Batch> run(PlanNode plan) {
        List<Batch> out = new ArrayList<>();
        for (Batch batch : step(plan)) {
            out.add(Consolidation.expanded(batch).withSchema(plan.schema()));
        }
        requireRoom(out);
        return out;
    }

    private List<Batch> step(PlanNode node) {
        if (Thread.currentThread().isInterrupted()) {
            throw Errors.cancelled();
        }
        List<Batch> rows = switch (node) {
            case PlanNode.Scan scan -> read(scan.relation(), scan.schema());
            case PlanNode.Values values -> List.of(ConstantRows.of(values));
            case PlanNode.Filter n -> apply(new CalcOperator(n.schema(), n.condition(), null), n.input());
            case PlanNode.Project n -> project(n);
            case PlanNode.Aggregate n -> aggregate(n);
            case PlanNode.LookupJoin n ->
                apply(new LookupJoinOperator(n, Consolidation.of(relations.apply(n.table()))), n.input());
            case PlanNode.Union n -> union(n);
            case PlanNode.Sort n -> Sorting.sort(n, step(n.input()));
            case PlanNode.Limit n -> limit(n);
            case PlanNode.Join n -> join(n);
        };
        requireRoom(rows);
        return rows;
    }

    private List<Batch> read(String relation, Schema schema) {
        List<Batch> rows = new ArrayList<>();
        for (Batch batch : Consolidation.of(relations.apply(relation))) {
            rows.addAll(Slices.of(batch.withSchema(schema), SLICE_ROWS));
        }
        return rows;
    }

    private List<Batch> apply(Operator operator, PlanNode input) {
        return apply(operator, step(input));
    }

    private List<Batch> apply(Operator operator, List<Batch> input) {
        Collected out = new Collected(rowsMax);
        try {
            for (Batch batch : input) {
                operator.process(batch, out);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Errors.cancelled();
        }
        return out.batches();
    }

    private List<Batch> project(PlanNode.Project node) {
        if (node.input() instanceof PlanNode.Filter filter) {
            return apply(new CalcOperator(node.schema(), filter.condition(), node.expressions()), filter.input());
        }
        return apply(new CalcOperator(node.schema(), null, node.expressions()), node.input());
    }

    private List<Batch> aggregate(PlanNode.Aggregate node) {
        GroupState state = GroupState.of(node, false, false, rowsMax.max());
        for (Batch batch : step(node.input())) {
            state.update(batch);
        }
        return state.rows();
    }

    private List<Batch> union(PlanNode.Union node) {
        List<Batch> rows = new ArrayList<>();
        for (PlanNode input : node.inputs()) {
            for (Batch batch : step(input)) {
                rows.add(batch.withSchema(node.schema()));
            }
        }
        return rows;
    }

    private List<Batch> limit(PlanNode.Limit node) {
        List<Batch> rows = new ArrayList<>();
        long skip = node.offset();
        long left = node.count();
        for (Batch weighted : step(node.input())) {
            Batch batch = Consolidation.expanded(weighted);
            int from = (int) Math.min(skip, batch.size());
            int count = (int) Math.min(left, batch.size() - from);
            skip -= from;
            left -= count;
            if (count == batch.size()) {
                rows.add(batch);
            } else if (count > 0) {
                int[] selection = new int[count];
                for (int i = 0; i < count; i++) {
                    selection[i] = from + i;
                }
                rows.add(batch.select(selection, count));
            }
        }
        return rows;
    }

    private List<Batch> join(PlanNode.Join node) {
        HashJoin join = new HashJoin(node, step(node.right()));
        Collected out = new Collected(rowsMax);
        try {
            for (Batch batch : step(node.left())) {
                join.probe(batch, out);
            }
            join.finish(out);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Errors.cancelled();
        }
        return out.batches();
    }

    private void requireRoom(List<Batch> batches) {
        long rows = 0;
        for (Batch batch : batches) {
            rows += batch.size();
        }
        if (rows > rowsMax.max()) {
            throw Collected.tooMany(rowsMax);
        }
    }
}
