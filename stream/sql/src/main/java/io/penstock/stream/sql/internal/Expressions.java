package io.penstock.stream.sql.internal;

import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.Call;
import io.penstock.stream.plan.Expression.Case;
import io.penstock.stream.plan.Expression.Cast;
import io.penstock.stream.plan.Expression.ColumnRef;
import io.penstock.stream.plan.Expression.Literal;
import io.penstock.stream.plan.ScalarFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** What can be asked of and done to finished expressions. */
final class Expressions {
    private Expressions() {}

    static ColumnRef column(Schema schema, int position) {
        Field field = schema.field(position);
        return new ColumnRef(position, field.name(), field.type());
    }

    /** References to all columns, in order. */
    static List<Expression> columns(Schema schema) {
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(column(schema, i));
        }
        return columns;
    }

    /** The positions of the columns that an expression reads. */
    static Set<Integer> positions(Expression expression) {
        Set<Integer> positions = new TreeSet<>();
        collect(expression, positions);
        return positions;
    }

    private static void collect(Expression expression, Set<Integer> positions) {
        switch (expression) {
            case ColumnRef column -> positions.add(column.position());
            case Literal literal -> {}
            case Call call -> call.arguments().forEach(a -> collect(a, positions));
            case Cast cast -> collect(cast.input(), positions);
            case Case choice -> {
                for (Case.Branch branch : choice.branches()) {
                    collect(branch.condition(), positions);
                    collect(branch.result(), positions);
                }
                collect(choice.otherwise(), positions);
            }
        }
    }

    /** The same expression over columns that stand elsewhere. */
    static Expression moved(Expression expression, IntUnaryOperator position) {
        return rewritten(expression, c -> new ColumnRef(position.applyAsInt(c.position()), c.name(), c.type()));
    }

    /** The same expression with the names that its columns have in a schema. */
    static Expression named(Expression expression, Schema schema) {
        return rewritten(expression, column -> column(schema, column.position()));
    }

    /** The same expression with each column replaced. */
    static Expression rewritten(Expression expression, Function<ColumnRef, Expression> column) {
        return switch (expression) {
            case ColumnRef c -> column.apply(c);
            case Literal literal -> literal;
            case Call c ->
                new Call(
                        c.function(),
                        c.arguments().stream().map(a -> rewritten(a, column)).toList(),
                        c.type());
            case Cast c -> new Cast(rewritten(c.input(), column), c.type());
            case Case c ->
                new Case(
                        c.branches().stream()
                                .map(b -> new Case.Branch(
                                        rewritten(b.condition(), column), rewritten(b.result(), column)))
                                .toList(),
                        rewritten(c.otherwise(), column),
                        c.type());
        };
    }

    /** The conditions that must all be true for this one to be. */
    static List<Expression> conjuncts(Expression condition) {
        if (condition instanceof Call call && call.function() == ScalarFunction.AND) {
            List<Expression> all = new ArrayList<>();
            call.arguments().forEach(a -> all.addAll(conjuncts(a)));
            return all;
        }
        return List.of(condition);
    }

    /** Whether the expression can be NULL for some row of the input. */
    static boolean nullable(Expression expression, Schema input) {
        return switch (expression) {
            case ColumnRef column -> input.field(column.position()).nullable();
            case Literal literal -> literal.value() == null;
            case Cast cast -> nullable(cast.input(), input);
            case Case choice ->
                nullable(choice.otherwise(), input)
                        || choice.branches().stream().anyMatch(b -> nullable(b.result(), input));
            case Call call -> nullable(call, input);
        };
    }

    private static boolean nullable(Call call, Schema input) {
        return switch (call.function()) {
            case IS_NULL,
                    IS_NOT_NULL,
                    IS_TRUE,
                    IS_NOT_TRUE,
                    IS_FALSE,
                    IS_NOT_FALSE,
                    IS_DISTINCT_FROM,
                    IS_NOT_DISTINCT_FROM -> false;
            case COALESCE -> call.arguments().stream().allMatch(a -> nullable(a, input));
            case NULLIF, WATERMARK -> true;
            default -> call.arguments().stream().anyMatch(a -> nullable(a, input));
        };
    }
}
