package io.penstock.stream.runtime.internal.adhoc;

import io.penstock.stream.data.Batch;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.runtime.internal.state.RowStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rows in order; equal rows stay as they were. */
final class Sorting {
    private static final int BATCH_ROWS = 4096;

    private Sorting() {}

    static List<Batch> sort(PlanNode.Sort node, List<Batch> input) {
        RowStore rows = new RowStore(node.schema());
        input.forEach(batch -> rows.add(Consolidation.expanded(batch)));
        List<Integer> order = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            order.add(row);
        }
        // the last key first: each sort is stable, so an earlier key ends up deciding
        for (PlanNode.SortKey key : node.keys().reversed()) {
            order.sort(by(rows, key));
        }
        List<Batch> out = new ArrayList<>();
        for (int from = 0; from < order.size(); from += BATCH_ROWS) {
            int[] selection = order.subList(from, Math.min(from + BATCH_ROWS, order.size())).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            out.add(new Batch(node.schema(), rows.gather(selection, selection.length), selection.length));
        }
        return out;
    }

    private static Comparator<Integer> by(RowStore rows, PlanNode.SortKey key) {
        int nullOrder = key.nullsFirst() ? -1 : 1;
        return (a, b) -> {
            boolean aNull = rows.isNull(key.column(), a);
            boolean bNull = rows.isNull(key.column(), b);
            if (aNull || bNull) {
                return aNull == bNull ? 0 : aNull ? nullOrder : -nullOrder;
            }
            int order = rows.compare(key.column(), a, b);
            return key.descending() ? -order : order;
        };
    }
}
