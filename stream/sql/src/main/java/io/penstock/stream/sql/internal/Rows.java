package io.penstock.stream.sql.internal;

import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.PlanNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A part of a query that gives rows.
 *
 * @param scope the names that can be used behind it
 */
record Rows(PlanNode plan, Scope scope, Traits traits) {
    Rows filtered(Expression condition) {
        return new Rows(new PlanNode.Filter(plan, condition), scope, traits);
    }

    /** The columns computed from these; a projection that changes nothing is left out. */
    static PlanNode project(PlanNode input, List<Expression> expressions, List<String> names) {
        Schema schema = schema(input, expressions, names);
        if (expressions.equals(Expressions.columns(input.schema())) && schema.equals(input.schema())) {
            return input;
        }
        if (input instanceof PlanNode.Project below && isCheap(expressions, below)) {
            List<Expression> direct = expressions.stream()
                    .map(e -> Expressions.rewritten(
                            e, column -> below.expressions().get(column.position())))
                    .toList();
            return new PlanNode.Project(below.input(), direct, schema);
        }
        return new PlanNode.Project(input, expressions, schema);
    }

    /** Whether two projections can be one without computing anything twice. */
    private static boolean isCheap(List<Expression> expressions, PlanNode.Project below) {
        Set<Integer> computed = new HashSet<>();
        for (Expression expression : expressions) {
            for (int position : Expressions.positions(expression)) {
                boolean plain = below.expressions().get(position) instanceof Expression.ColumnRef;
                if (!plain && (!(expression instanceof Expression.ColumnRef) || !computed.add(position))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Schema schema(PlanNode input, List<Expression> expressions, List<String> names) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            Expression expression = expressions.get(i);
            fields.add(new Field(names.get(i), expression.type(), Expressions.nullable(expression, input.schema())));
        }
        return Schema.of(fields);
    }

    /** The columns of the left, then those of the right; a name that is there twice gets a number. */
    static Schema beside(Schema left, Schema right, boolean leftNullable, boolean rightNullable) {
        List<Field> fields = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Field field : left.fields()) {
            taken.add(field.name());
            fields.add(new Field(field.name(), field.type(), field.nullable() || leftNullable));
        }
        taken.addAll(right.names().stream().filter(n -> !taken.contains(n)).toList());
        Set<String> free = new HashSet<>(right.names());
        free.removeAll(left.names());
        for (Field field : right.fields()) {
            String name = free.contains(field.name()) ? field.name() : Names.unique(field.name(), taken);
            fields.add(new Field(name, field.type(), field.nullable() || rightNullable));
        }
        return Schema.of(fields);
    }
}
