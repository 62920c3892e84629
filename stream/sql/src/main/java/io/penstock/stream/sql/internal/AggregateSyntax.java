package io.penstock.stream.sql.internal;

import io.penstock.stream.plan.AggregateCall.Order;
import io.penstock.stream.sql.SqlError;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate as it is written: name(DISTINCT arguments) WITHIN GROUP (ORDER BY key) FILTER (WHERE condition).
 *
 * @param call the call by itself
 * @param key the one key of WITHIN GROUP
 */
record AggregateSyntax(
        String name,
        SqlCall call,
        boolean distinct,
        @Nullable SqlNode filter,
        @Nullable SqlNode key,
        Order order) {
    static AggregateSyntax of(SqlCall node, Problems problems) {
        boolean filtered = node.getKind() == SqlKind.FILTER;
        SqlNode filter = filtered ? node.operand(1) : null;
        SqlCall call = filtered ? node.operand(0) : node;
        SqlNode key = null;
        Order order = Order.NONE;
        if (call.getKind() == SqlKind.WITHIN_GROUP) {
            SqlNodeList keys = call.operand(1);
            if (keys.size() != 1) {
                throw problems.at(keys, SqlError.UNSUPPORTED, "WITHIN GROUP takes ORDER BY with one key");
            }
            key = keys.get(0);
            order = Order.ASCENDING;
            if (key.getKind() == SqlKind.NULLS_FIRST || key.getKind() == SqlKind.NULLS_LAST) {
                throw problems.at(key, SqlError.UNSUPPORTED, "NULLs are left out here, so they have no place");
            }
            if (key.getKind() == SqlKind.DESCENDING) {
                order = Order.DESCENDING;
                key = ((SqlCall) key).operand(0);
            }
            call = call.operand(0);
        }
        SqlLiteral quantifier = call.getFunctionQuantifier();
        boolean distinct = quantifier != null && quantifier.getValue() == SqlSelectKeyword.DISTINCT;
        return new AggregateSyntax(WindowCalls.name(call), call, distinct, filter, key, order);
    }
}
