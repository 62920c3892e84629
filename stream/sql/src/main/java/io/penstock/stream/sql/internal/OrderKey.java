package io.penstock.stream.sql.internal;

import io.penstock.stream.plan.PlanNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * One element of ORDER BY.
 *
 * @param nullsFirst null when the statement does not say
 */
record OrderKey(SqlNode value, boolean descending, @Nullable Boolean nullsFirst) {
    static OrderKey of(SqlNode node) {
        return switch (node.getKind()) {
            case DESCENDING -> {
                OrderKey inner = of(((SqlCall) node).operand(0));
                yield new OrderKey(inner.value(), true, inner.nullsFirst());
            }
            case NULLS_FIRST -> {
                OrderKey inner = of(((SqlCall) node).operand(0));
                yield new OrderKey(inner.value(), inner.descending(), true);
            }
            case NULLS_LAST -> {
                OrderKey inner = of(((SqlCall) node).operand(0));
                yield new OrderKey(inner.value(), inner.descending(), false);
            }
            default -> new OrderKey(node, false, null);
        };
    }

    /** The same of an output column. NULL is larger than every value. */
    PlanNode.SortKey at(int position) {
        return new PlanNode.SortKey(position, descending, nullsFirst == null ? descending : nullsFirst);
    }
}
