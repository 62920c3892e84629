package io.penstock.stream.sql.internal;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.Call;
import io.penstock.stream.plan.Expression.Cast;
import io.penstock.stream.plan.Expression.ColumnRef;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.ScalarFunction;
import io.penstock.stream.sql.Relation;
import io.penstock.stream.sql.SqlError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Joins: of a stream with a lookup table, and of anything with anything over rows at rest. */
record JoinAnalyzer(Context context, FromAnalyzer from) {
    /**
     * The parts of an ON condition, over the left columns, then the right ones.
     *
     * @param left expressions over the left columns
     * @param right positions among the right columns, or expressions that are more than a column
     * @param rest what is not an equality of the two sides
     */
    private record Condition(List<Expression> left, List<Expression> right, List<Expression> rest) {}

    Rows join(SqlJoin join) {
        PlanNode.Join.Kind kind = kind(join);
        Rows left = from.rows(join.getLeft());
        Optional<Relation.LookupTable> table = lookup(join.getRight());
        if (context.continuous()) {
            if (table.isEmpty()) {
                throw unbounded(join, left, from.rows(join.getRight()));
            }
            if (kind == PlanNode.Join.Kind.RIGHT || kind == PlanNode.Join.Kind.FULL) {
                throw refused(
                        join,
                        kind + " JOIN would give rows of the lookup table, which has no stream of rows;"
                                + " there are JOIN and LEFT JOIN");
            }
            return lookupJoin(join, left, table.get(), kind == PlanNode.Join.Kind.LEFT);
        }
        return restJoin(join, left, from.rows(join.getRight()), kind);
    }

    private RuntimeException refused(SqlJoin join, String message) {
        return context.problems().at(join.getJoinTypeNode(), SqlError.JOIN_UNSUPPORTED, message);
    }

    private PlanNode.Join.Kind kind(SqlJoin join) {
        if (join.isNatural()) {
            throw refused(join, "NATURAL JOIN is not supported; write ON with the columns that must be equal");
        }
        if (join.getConditionType() == JoinConditionType.USING) {
            throw refused(join, "USING is not supported yet; write ON left.column = right.column");
        }
        JoinType type = join.getJoinType();
        return switch (type) {
            case INNER -> PlanNode.Join.Kind.INNER;
            case LEFT -> PlanNode.Join.Kind.LEFT;
            case RIGHT -> PlanNode.Join.Kind.RIGHT;
            case FULL -> PlanNode.Join.Kind.FULL;
            case CROSS, COMMA ->
                throw context.problems()
                        .at(
                                join.getJoinTypeNode(),
                                SqlError.JOIN_KEY_MISSING,
                                "every row would be joined with every other; write JOIN … ON with columns that must be"
                                        + " equal");
            default -> throw refused(join, type.name().replace('_', ' ') + " JOIN is not supported yet");
        };
    }

    private RuntimeException unbounded(SqlJoin join, Rows left, Rows right) {
        return context.problems()
                .at(
                        join.getJoinTypeNode(),
                        SqlError.JOIN_UNBOUNDED,
                        "joining the streams " + String.join(", ", left.scope().qualifiers()) + " and "
                                + String.join(", ", right.scope().qualifiers())
                                + " would keep all their rows for ever, and joins bounded in time are not supported"
                                + " yet; keep one side in a database and join it as a LOOKUP TABLE");
    }

    private Optional<Relation.LookupTable> lookup(SqlNode right) {
        SqlNode node = right;
        while (node.getKind() == SqlKind.AS || node.getKind() == SqlKind.TABLE_REF) {
            node = ((SqlCall) node).operand(0);
        }
        if (!(node instanceof SqlIdentifier name)
                || !name.isSimple()
                || context.common().containsKey(name.getSimple())) {
            return Optional.empty();
        }
        return from.relation(name) instanceof Relation.LookupTable table ? Optional.of(table) : Optional.empty();
    }

    private Rows lookupJoin(SqlJoin join, Rows left, Relation.LookupTable table, boolean outer) {
        SqlNode right = join.getRight();
        String alias =
                right.getKind() == SqlKind.AS ? ((SqlCall) right).operand(1).toString() : table.name();
        Scope tableScope = Scope.of(alias, table.schema());
        Condition condition = condition(join, left, tableScope, table.schema(), true);
        List<Integer> tableKeys =
                condition.right().stream().map(e -> ((ColumnRef) e).position()).toList();
        Keyed input = keyed(left.plan(), condition.left());
        int width = left.plan().schema().size();
        int shift = input.plan().schema().size() - width;
        Schema schema = Rows.beside(input.plan().schema(), table.schema(), false, outer);
        PlanNode plan = new PlanNode.LookupJoin(
                input.plan(),
                table.name(),
                input.keys(),
                tableKeys,
                outer,
                rest(condition, width, shift, schema),
                schema);
        boolean single = !table.key().isEmpty()
                && new HashSet<>(tableKeys.stream()
                                .map(p -> table.schema().field(p).name())
                                .toList())
                        .containsAll(table.key());
        Traits traits = single ? left.traits() : left.traits().keyless();
        return new Rows(plan, renamed(left.scope().then(tableScope, width + shift), schema), traits);
    }

    private Rows restJoin(SqlJoin join, Rows left, Rows right, PlanNode.Join.Kind kind) {
        Condition condition = condition(join, left, right.scope(), right.plan().schema(), false);
        int width = left.plan().schema().size();
        Keyed l = keyed(left.plan(), condition.left());
        Keyed r = keyed(right.plan(), condition.right());
        int shift = l.plan().schema().size() - width;
        boolean leftNull = kind == PlanNode.Join.Kind.RIGHT || kind == PlanNode.Join.Kind.FULL;
        boolean rightNull = kind == PlanNode.Join.Kind.LEFT || kind == PlanNode.Join.Kind.FULL;
        Schema schema = Rows.beside(l.plan().schema(), r.plan().schema(), leftNull, rightNull);
        PlanNode plan = new PlanNode.Join(
                l.plan(), r.plan(), kind, l.keys(), r.keys(), rest(condition, width, shift, schema), schema);
        return new Rows(plan, renamed(left.scope().then(right.scope(), width + shift), schema), Traits.NONE);
    }

    /** Plain references take the names that the columns have in the joined schema. */
    private static Scope renamed(Scope scope, Schema schema) {
        return new Scope(scope.columns().stream()
                .map(c -> c.value() instanceof ColumnRef column
                        ? new Scope.Named(
                                c.qualifier(),
                                c.name(),
                                Expressions.column(schema, column.position()),
                                c.window(),
                                c.bound())
                        : c)
                .toList());
    }

    private static Optional<Expression> rest(Condition condition, int width, int shift, Schema schema) {
        return condition.rest().stream()
                .map(e -> Expressions.named(Expressions.moved(e, p -> p < width ? p : p + shift), schema))
                .reduce((a, b) -> new Call(ScalarFunction.AND, List.of(a, b), DataType.BOOLEAN));
    }

    /** A plan and the positions of the keys in it; keys that are no columns are computed behind the last column. */
    private record Keyed(PlanNode plan, List<Integer> keys) {}

    private static Keyed keyed(PlanNode plan, List<Expression> keys) {
        List<Expression> expressions = new ArrayList<>(Expressions.columns(plan.schema()));
        List<String> names = new ArrayList<>(plan.schema().names());
        Set<String> taken = new HashSet<>(names);
        List<Integer> positions = new ArrayList<>();
        for (Expression key : keys) {
            if (key instanceof ColumnRef column) {
                positions.add(column.position());
            } else {
                positions.add(expressions.size());
                expressions.add(key);
                names.add(Names.unique("join_key", taken));
            }
        }
        return new Keyed(Rows.project(plan, expressions, names), positions);
    }

    private Condition condition(SqlJoin join, Rows left, Scope right, Schema rightSchema, boolean columnsOnly) {
        Set<String> twice = left.scope().qualifiers();
        twice.retainAll(right.qualifiers());
        if (!twice.isEmpty()) {
            throw context.problems()
                    .at(
                            join.getRight(),
                            SqlError.INVALID,
                            "'" + twice.iterator().next() + "' is there twice in FROM; give one of them another name"
                                    + " with AS");
        }
        SqlNode node = join.getCondition();
        if (node == null) {
            throw context.problems()
                    .at(join.getJoinTypeNode(), SqlError.JOIN_KEY_MISSING, "the JOIN has no ON condition");
        }
        int width = left.plan().schema().size();
        Expression on = new ExpressionAnalyzer(left.scope().then(right, width), context.problems())
                .condition(node, "an ON condition");
        Condition condition = new Condition(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Expression conjunct : Expressions.conjuncts(on)) {
            if (!addEquality(conjunct, width, condition, node, columnsOnly)) {
                condition.rest().add(conjunct);
            }
        }
        if (condition.left().isEmpty()) {
            throw context.problems()
                    .at(
                            node,
                            SqlError.JOIN_KEY_MISSING,
                            "the ON condition needs an equality of a column of "
                                    + String.join(", ", left.scope().qualifiers())
                                    + " and one of " + String.join(", ", right.qualifiers()) + " (which has "
                                    + Names.list(rightSchema.names()) + ")");
        }
        return condition;
    }

    private boolean addEquality(Expression conjunct, int width, Condition condition, SqlNode at, boolean columnsOnly) {
        if (!(conjunct instanceof Call call) || call.function() != ScalarFunction.EQUAL) {
            return false;
        }
        Boolean first = side(call.arguments().get(0), width);
        Boolean second = side(call.arguments().get(1), width);
        if (first == null || second == null || first.equals(second)) {
            return false;
        }
        Expression l = call.arguments().get(first ? 0 : 1);
        Expression r = call.arguments().get(first ? 1 : 0);
        if (columnsOnly && r instanceof Cast cast && cast.input() instanceof ColumnRef column) {
            throw Types.mismatch(
                    context.problems(),
                    at,
                    "'" + column.name() + "' is " + column.type().sql() + " in the lookup table and is compared with "
                            + l.type().sql() + "; CAST the other side to "
                            + column.type().sql());
        }
        if (columnsOnly && !(r instanceof ColumnRef)) {
            return false;
        }
        condition.left().add(l);
        condition.right().add(Expressions.moved(r, p -> p - width));
        return true;
    }

    /** True for an expression over left columns only, false for right ones only, null for neither. */
    private static @Nullable Boolean side(Expression expression, int width) {
        Set<Integer> positions = Expressions.positions(expression);
        if (positions.isEmpty()) {
            return null;
        }
        boolean left = positions.stream().anyMatch(p -> p < width);
        boolean right = positions.stream().anyMatch(p -> p >= width);
        return left == right ? null : (Boolean) left;
    }
}
