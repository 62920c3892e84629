package io.penstock.stream.sql.internal;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.Literal;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.sql.SqlError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.jspecify.annotations.Nullable;

/** Queries: SELECT, UNION, VALUES, WITH, ORDER BY. */
record QueryAnalyzer(Context context) {
    Rows rows(SqlNode query) {
        return switch (query) {
            case SqlSelect select -> new SelectAnalyzer(context, select).rows(null);
            case SqlOrderBy ordered -> ordered(ordered);
            case SqlWith with -> with(with);
            case SqlCall call -> call(call);
            default -> throw context.problems().at(query, SqlError.SYNTAX, "a query begins with SELECT");
        };
    }

    private Rows call(SqlCall call) {
        return switch (call.getKind()) {
            case UNION -> union(call);
            case VALUES -> values(call);
            case EXPLICIT_TABLE -> new FromAnalyzer(context).rows(call);
            case INTERSECT, EXCEPT ->
                throw context.problems()
                        .at(
                                call,
                                SqlError.UNSUPPORTED,
                                call.getOperator().getName() + " is not supported yet; there are UNION ALL and UNION");
            default -> throw context.problems().at(call, SqlError.SYNTAX, "a query begins with SELECT");
        };
    }

    private Rows with(SqlWith with) {
        Context inner = context;
        for (SqlNode node : with.withList) {
            SqlWithItem item = (SqlWithItem) node;
            if (item.columnList != null) {
                throw context.problems()
                        .at(item.columnList, SqlError.UNSUPPORTED, "name the columns with AS inside the query of WITH");
            }
            inner = inner.with(item.name.getSimple(), item.query);
        }
        return new QueryAnalyzer(inner).rows(with.body);
    }

    private Rows ordered(SqlOrderBy node) {
        if (context.continuous()) {
            throw context.problems()
                    .at(
                            node.orderList.isEmpty() ? node : node.orderList,
                            SqlError.UNSUPPORTED,
                            "a stream has no end, so it cannot be put in order or cut off; leave out ORDER BY and LIMIT"
                                    + " here and use them when you query the stream");
        }
        Rows rows;
        if (node.query instanceof SqlSelect select) {
            rows = new SelectAnalyzer(context, select).rows(node.orderList);
        } else {
            rows = rows(node.query);
            if (!node.orderList.isEmpty()) {
                rows = new Rows(
                        new PlanNode.Sort(rows.plan(), outputKeys(node.orderList, rows)), rows.scope(), rows.traits());
            }
        }
        if (node.offset == null && node.fetch == null) {
            return rows;
        }
        long offset = node.offset == null ? 0 : count(node.offset, "OFFSET");
        long count = node.fetch == null ? Long.MAX_VALUE : count(node.fetch, "LIMIT");
        return new Rows(new PlanNode.Limit(rows.plan(), offset, count), rows.scope(), rows.traits());
    }

    /** ORDER BY behind a UNION can speak of the output only. */
    private List<PlanNode.SortKey> outputKeys(SqlNodeList order, Rows rows) {
        List<PlanNode.SortKey> keys = new ArrayList<>();
        Scope output = Scope.of("", rows.plan().schema());
        for (SqlNode node : order) {
            OrderKey key = OrderKey.of(node);
            Expression value = new ExpressionAnalyzer(output, context.problems()).analyze(key.value());
            int position = value instanceof Expression.ColumnRef column
                    ? column.position()
                    : ordinal(value, rows.plan().schema().size(), key.value());
            keys.add(key.at(position));
        }
        return keys;
    }

    private int ordinal(Expression value, int columns, SqlNode at) {
        if (value instanceof Literal literal && literal.value() instanceof Integer n && n >= 1 && n <= columns) {
            return n - 1;
        }
        throw context.problems()
                .at(at, SqlError.INVALID, "behind a UNION, ORDER BY takes a column's name or its number");
    }

    private long count(SqlNode node, String what) {
        Expression value = new ExpressionAnalyzer(Scope.empty(), context.problems()).analyze(node);
        if (value instanceof Literal literal) {
            Optional<Object> count =
                    Optional.ofNullable(literal.value()).flatMap(v -> Constants.convert(v, DataType.BIGINT));
            if (count.isPresent() && (long) count.get() >= 0) {
                return (long) count.get();
            }
        }
        throw context.problems().at(node, SqlError.INVALID, what + " takes a whole number from 0, not " + value);
    }

    private Rows union(SqlCall call) {
        List<Rows> inputs = new ArrayList<>();
        for (SqlNode operand : call.getOperandList()) {
            inputs.add(rows(operand));
        }
        Schema first = inputs.getFirst().plan().schema();
        for (int i = 1; i < inputs.size(); i++) {
            int size = inputs.get(i).plan().schema().size();
            if (size != first.size()) {
                throw context.problems()
                        .at(
                                call.operand(i),
                                SqlError.TYPE_MISMATCH,
                                "the queries of a UNION must have as many columns; the first has " + first.size()
                                        + ", this one " + size);
            }
        }
        List<PlanNode> same = unified(inputs, call);
        List<Field> fields = new ArrayList<>();
        for (int c = 0; c < first.size(); c++) {
            int column = c;
            boolean nullable =
                    same.stream().anyMatch(p -> p.schema().field(column).nullable());
            fields.add(new Field(first.field(c).name(), same.getFirst().schema().type(c), nullable));
        }
        PlanNode plan = new PlanNode.Union(same, Schema.of(fields));
        Rows rows = new Rows(plan, Scope.of("", plan.schema()), unionTraits(inputs));
        return ((SqlSetOperator) call.getOperator()).isAll() ? rows : distinct(rows, call);
    }

    private List<PlanNode> unified(List<Rows> inputs, SqlCall call) {
        int size = inputs.getFirst().plan().schema().size();
        Conversions conversions = new Conversions(context.problems());
        List<List<Expression>> columns = new ArrayList<>();
        inputs.forEach(input -> columns.add(new ArrayList<>()));
        for (int c = 0; c < size; c++) {
            int column = c;
            List<Expression> alternatives = inputs.stream()
                    .map(i -> (Expression) Expressions.column(i.plan().schema(), column))
                    .toList();
            String what =
                    "column '" + inputs.getFirst().plan().schema().field(c).name() + "' of the UNION";
            List<Expression> same = conversions.unify(alternatives, call, what);
            for (int i = 0; i < inputs.size(); i++) {
                columns.get(i).add(same.get(i));
            }
        }
        List<PlanNode> plans = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            PlanNode plan = inputs.get(i).plan();
            plans.add(Rows.project(plan, columns.get(i), plan.schema().names()));
        }
        return plans;
    }

    private static Traits unionTraits(List<Rows> inputs) {
        Traits first = inputs.getFirst().traits();
        boolean sameTime = inputs.stream().allMatch(i -> i.traits().time().equals(first.time()));
        String updating = inputs.stream()
                .map(i -> i.traits().updating())
                .filter(name -> name != null)
                .findFirst()
                .orElse(null);
        return new Traits(
                sameTime ? first.time() : java.util.OptionalInt.empty(),
                List.of(),
                inputs.stream().anyMatch(i -> i.traits().changes()),
                updating);
    }

    /** Each different row once: a grouping by all columns. */
    Rows distinct(Rows rows, SqlNode at) {
        Scope scope = Scope.of("", rows.plan().schema());
        Grouping grouping = new Grouping(
                new Context(context.catalog(), context.problems(), context.continuous(), false, context.common()),
                new Rows(rows.plan(), scope, rows.traits()));
        for (String name : rows.plan().schema().names()) {
            grouping.key(new org.apache.calcite.sql.SqlIdentifier(name, at.getParserPosition()), name);
        }
        Rows grouped = grouping.finish(at);
        return new Rows(grouped.plan(), rows.scope(), grouped.traits());
    }

    private Rows values(SqlCall call) {
        if (context.continuous()) {
            throw context.problems()
                    .at(
                            call,
                            SqlError.UNSUPPORTED,
                            "a stream reads sources or streams; VALUES gives no stream of rows");
        }
        ExpressionAnalyzer constants = new ExpressionAnalyzer(Scope.empty(), context.problems());
        List<List<Expression>> columns = new ArrayList<>();
        int width = ((SqlCall) call.operand(0)).operandCount();
        for (int c = 0; c < width; c++) {
            List<Expression> column = new ArrayList<>();
            for (SqlNode row : call.getOperandList()) {
                if (((SqlBasicCall) row).operandCount() != width) {
                    throw context.problems()
                            .at(
                                    row,
                                    SqlError.INVALID,
                                    "this row has " + ((SqlBasicCall) row).operandCount() + " values, the first one "
                                            + width);
                }
                column.add(constants.analyze(((SqlCall) row).operand(c)));
            }
            columns.add(constants.conversions().unify(column, call, "column " + (c + 1) + " of VALUES"));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (int r = 0; r < call.operandCount(); r++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (List<Expression> column : columns) {
                if (!(column.get(r) instanceof Literal literal)) {
                    throw context.problems().at(call.operand(r), SqlError.UNSUPPORTED, "VALUES takes constants only");
                }
                row.add(literal.value());
            }
            rows.add(Collections.unmodifiableList(row));
        }
        for (int c = 0; c < width; c++) {
            fields.add(Field.of("column" + (c + 1), columns.get(c).getFirst().type()));
        }
        PlanNode plan = new PlanNode.Values(rows, Schema.of(fields));
        return new Rows(plan, Scope.of("", plan.schema()), Traits.NONE);
    }

    /** Names made different by a number behind those that are there already. */
    static List<String> numbered(List<String> names) {
        Set<String> taken = new HashSet<>();
        return names.stream().map(name -> Names.unique(name, taken)).toList();
    }
}
