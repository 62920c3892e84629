package io.penstock.stream.sql.internal;

import io.penstock.Nearest;
import io.penstock.stream.data.DataType;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.sql.Relation;
import io.penstock.stream.sql.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlTableRef;
import org.jspecify.annotations.Nullable;

/** FROM: relations, aliases, subqueries, joins and the table functions of windows. */
record FromAnalyzer(Context context) {
    Rows rows(SqlNode node) {
        return rows(node, null);
    }

    private Rows rows(SqlNode node, @Nullable SqlIdentifier alias) {
        return switch (node) {
            case SqlIdentifier name -> named(name, alias);
            case SqlJoin join -> new JoinAnalyzer(context, this).join(join);
            case SqlTableRef reference -> rows(reference.operand(0), alias);
            case SqlCall call -> call(call, alias);
            default -> throw unsupported(node);
        };
    }

    private Rows call(SqlCall call, @Nullable SqlIdentifier alias) {
        return switch (call.getKind()) {
            case AS -> {
                if (call.operandCount() > 2) {
                    throw context.problems()
                            .at(
                                    call.operand(2),
                                    SqlError.UNSUPPORTED,
                                    "columns cannot be renamed here; name them with AS in the SELECT");
                }
                yield rows(call.operand(0), call.operand(1));
            }
            case SELECT, UNION, INTERSECT, EXCEPT, ORDER_BY, WITH, VALUES -> subquery(call, alias);
            case COLLECTION_TABLE -> windowed(call.operand(0), alias);
            case EXPLICIT_TABLE -> rows(call.operand(0), alias);
            case LATERAL ->
                throw context.problems().at(call, SqlError.JOIN_UNSUPPORTED, "LATERAL is not supported yet");
            case SNAPSHOT ->
                throw context.problems()
                        .at(call, SqlError.JOIN_UNSUPPORTED, "FOR SYSTEM_TIME AS OF is not supported yet");
            default -> {
                if (new WindowCalls(context.problems()).bound(call).isPresent()) {
                    yield windowed(call, alias);
                }
                throw unsupported(call);
            }
        };
    }

    private RuntimeException unsupported(SqlNode node) {
        return context.problems()
                .at(
                        node,
                        SqlError.UNSUPPORTED,
                        "FROM takes sources, streams, views, lookup tables, subqueries, joins and the table functions of"
                                + " windows, TABLE(TUMBLE(…)) and the like");
    }

    private Rows subquery(SqlCall query, @Nullable SqlIdentifier alias) {
        Rows rows = new QueryAnalyzer(context).rows(query);
        String qualifier = alias == null ? "" : alias.getSimple();
        return new Rows(rows.plan(), Scope.of(qualifier, rows.plan().schema()), rows.traits());
    }

    private Rows named(SqlIdentifier name, @Nullable SqlIdentifier alias) {
        String qualifier = alias == null ? name.names.getLast() : alias.getSimple();
        SqlNode common = name.isSimple() ? context.common().get(name.getSimple()) : null;
        if (common != null) {
            Rows rows = new QueryAnalyzer(context.without(name.getSimple())).rows(common);
            return new Rows(rows.plan(), Scope.of(qualifier, rows.plan().schema()), rows.traits());
        }
        Relation relation = relation(name);
        if (context.continuous() && relation instanceof Relation.LookupTable) {
            throw context.problems()
                    .at(
                            name,
                            SqlError.UNSUPPORTED,
                            "'" + relation.name() + "' is a lookup table, whose rows do not come as a stream; write the"
                                    + " stream first and JOIN the table to it");
        }
        Traits traits = Traits.of(relation);
        PlanNode scan = new PlanNode.Scan(relation.name(), relation.schema(), context.continuous() && traits.changes());
        return new Rows(scan, Scope.of(qualifier, relation.schema()), traits);
    }

    /** What a name stands for, or an error with the nearest right one. */
    Relation relation(SqlIdentifier name) {
        if (!name.isSimple()) {
            throw context.problems()
                    .at(
                            name,
                            SqlError.RELATION_NOT_FOUND,
                            "'" + name + "' has several parts; there are no schemas, so a relation has a simple name");
        }
        Optional<Relation> relation = context.catalog().relation(name.getSimple());
        return relation.orElseThrow(() -> unknown(context, name));
    }

    static RuntimeException unknown(Context context, SqlIdentifier name) {
        if (context.catalog().sinkNames().contains(name.getSimple())) {
            return context.problems()
                    .at(
                            name,
                            SqlError.RELATION_NOT_FOUND,
                            "'" + name.getSimple() + "' is a sink, and a sink cannot be read");
        }
        String hint = Nearest.hint(name.getSimple(), context.catalog().relationNames());
        if (hint.isEmpty()) {
            hint = context.catalog().relationNames().isEmpty()
                    ? "; nothing has been created yet"
                    : "; there are " + Names.list(context.catalog().relationNames());
        }
        return context.problems()
                .at(
                        name,
                        SqlError.RELATION_NOT_FOUND,
                        "there is no source, stream, view or table '" + name.getSimple() + "'" + hint);
    }

    /**
     * TUMBLE(TABLE t, DESCRIPTOR(ts), …) gives t with window_start and window_end; where a group alone tells them, no
     * value is looked at.
     */
    private Rows windowed(SqlNode node, @Nullable SqlIdentifier alias) {
        WindowCalls windows = new WindowCalls(context.problems());
        if (!(node instanceof SqlCall call) || windows.bound(call).isEmpty()) {
            throw unsupported(node);
        }
        String name = WindowCalls.name(call);
        List<SqlNode> operands = call.getOperandList();
        WindowCall.Kind kind = WindowCalls.kind(call);
        int lengths = kind.lengths();
        boolean form = name.equals(kind.name())
                && operands.size() >= 2 + lengths
                && operands.size() <= 2 + lengths + kind.more()
                && operands.get(1) instanceof SqlCall descriptor
                && WindowCalls.name(descriptor).equals("DESCRIPTOR")
                && descriptor.operandCount() == 1
                && descriptor.operand(0) instanceof SqlIdentifier;
        if (!form) {
            throw context.problems()
                    .at(
                            call,
                            SqlError.WINDOW_INVALID,
                            "write TABLE(" + kind + "(TABLE name, DESCRIPTOR(time), "
                                    + kind.form().substring("(time, ".length()) + ") with constant intervals");
        }
        Rows input = rows(operands.getFirst(), null);
        SqlIdentifier column = ((SqlCall) operands.get(1)).operand(0);
        Expression time = input.scope().resolve(column, context.problems()).value();
        if (!time.type().equals(DataType.TIMESTAMP)) {
            throw Types.mismatch(
                    context.problems(),
                    column,
                    "DESCRIPTOR must name a TIMESTAMP column; '" + column + "' is "
                            + time.type().sql());
        }
        WindowCall window = windows.window(call, time, operands.subList(2, operands.size()), kind);
        String qualifier = alias != null
                ? alias.getSimple()
                : input.scope().columns().getFirst().qualifier();
        List<Scope.Named> columns = new ArrayList<>();
        for (Scope.Named c : input.scope().columns()) {
            columns.add(new Scope.Named(qualifier, c.name(), c.value(), c.window(), c.bound()));
        }
        columns.add(new Scope.Named(qualifier, "window_start", window.start(), window, Scope.Bound.START));
        columns.add(new Scope.Named(qualifier, "window_end", window.end(), window, Scope.Bound.END));
        return new Rows(input.plan(), new Scope(columns), input.traits());
    }
}
