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
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.jspecify.annotations.Nullable;

/** One SELECT, from FROM to ORDER BY. */
final class SelectAnalyzer {
    private final Context context;
    private final Problems problems;
    private final SqlSelect select;
    private final List<Item> items = new ArrayList<>();

    SelectAnalyzer(Context context, SqlSelect select) {
        this.context = context;
        this.problems = context.problems();
        this.select = select;
    }

    /**
     * An output column before its meaning is known.
     *
     * @param given whether somebody wrote the name
     */
    private record Item(SqlNode node, String name, boolean given) {}

    Rows rows(@Nullable SqlNodeList order) {
        refuseWhatIsNotThere();
        Rows input = select.getFrom() == null ? nothing() : new FromAnalyzer(context).rows(select.getFrom());
        if (select.getWhere() != null) {
            input = input.filtered(
                    new ExpressionAnalyzer(input.scope(), problems).condition(select.getWhere(), "a WHERE condition"));
        }
        expand(input.scope());
        List<OrderKey> keys =
                order == null ? List.of() : order.stream().map(OrderKey::of).toList();
        return isGrouped(keys) ? grouped(input, keys) : plain(input, keys);
    }

    private void refuseWhatIsNotThere() {
        SqlNode clause = null;
        String name = "";
        if (select.getQualify() != null) {
            clause = select.getQualify();
            name = "QUALIFY";
        } else if (!select.getWindowList().isEmpty()) {
            clause = select.getWindowList();
            name = "WINDOW";
        }
        if (clause != null) {
            throw problems.at(clause, SqlError.UNSUPPORTED, name + " is not supported yet");
        }
        if (context.continuous() && select.getFrom() == null) {
            throw problems.at(select, SqlError.UNSUPPORTED, "a stream needs a FROM with a source or a stream");
        }
    }

    /** One row without a column that can be named. */
    private static Rows nothing() {
        Schema schema = Schema.of(Field.required("nothing", DataType.BOOLEAN));
        return new Rows(new PlanNode.Values(List.of(List.of(true)), schema), Scope.empty(), Traits.NONE);
    }

    private boolean isGrouped(List<OrderKey> keys) {
        return select.getGroup() != null
                || select.getHaving() != null
                || items.stream().anyMatch(i -> Aggregates.hasAggregate(i.node()))
                || keys.stream().anyMatch(k -> Aggregates.hasAggregate(k.value()));
    }

    // Output columns

    private void expand(Scope scope) {
        for (SqlNode node : select.getSelectList()) {
            if (node instanceof SqlIdentifier identifier && identifier.isStar()) {
                star(identifier, scope);
            } else if (node.getKind() == SqlKind.AS) {
                SqlCall as = (SqlCall) node;
                items.add(new Item(as.operand(0), ((SqlIdentifier) as.operand(1)).getSimple(), true));
            } else {
                items.add(new Item(node, nameOf(node, items.size() + 1), node instanceof SqlIdentifier));
            }
        }
    }

    private void star(SqlIdentifier star, Scope scope) {
        boolean all = star.names.size() == 1;
        List<Scope.Named> columns = all ? scope.columns() : scope.of(star.names.getFirst());
        if (columns.isEmpty()) {
            throw problems.at(
                    star,
                    all ? SqlError.INVALID : SqlError.RELATION_NOT_FOUND,
                    all
                            ? "* needs a FROM"
                            : "there is no '" + star.names.getFirst() + "' in FROM"
                                    + io.penstock.Nearest.hint(star.names.getFirst(), scope.qualifiers()));
        }
        for (Scope.Named column : columns) {
            List<String> path =
                    column.qualifier().isEmpty() ? List.of(column.name()) : List.of(column.qualifier(), column.name());
            items.add(new Item(new SqlIdentifier(path, star.getParserPosition()), column.name(), context.continuous()));
        }
    }

    /** The name that a column has when nobody gave one. */
    private static String nameOf(SqlNode node, int number) {
        if (node instanceof SqlIdentifier identifier) {
            return identifier.names.getLast();
        }
        if (node instanceof SqlCall call) {
            return switch (call.getKind()) {
                case CAST, FILTER -> nameOf(call.operand(0), number);
                case CASE -> "case";
                default -> {
                    String name = WindowCalls.name(call).toLowerCase(Locale.ROOT);
                    boolean word =
                            !name.isEmpty() && name.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
                    yield word ? name : "column" + number;
                }
            };
        }
        return "column" + number;
    }

    private List<String> names() {
        Set<String> taken = new HashSet<>();
        for (Item item : items) {
            if (item.given() && !taken.add(item.name()) && context.continuous()) {
                throw problems.at(
                        item.node(),
                        SqlError.INVALID,
                        "there are two columns '" + item.name() + "'; give one another name with AS");
            }
            if (item.name().startsWith("__")) {
                throw problems.at(
                        item.node(),
                        SqlError.INVALID,
                        "a column's name cannot begin with '__'; that is kept for weights");
            }
        }
        return QueryAnalyzer.numbered(items.stream().map(Item::name).toList());
    }

    // Plans

    private Rows plain(Rows input, List<OrderKey> keys) {
        ExpressionAnalyzer analyzer = new ExpressionAnalyzer(input.scope(), problems);
        return output(input, analyzer, keys);
    }

    private Rows grouped(Rows input, List<OrderKey> keys) {
        Grouping grouping = new Grouping(context, input);
        SqlNodeList group = select.getGroup();
        for (SqlNode element : group == null ? List.<SqlNode>of() : group.getList()) {
            addKey(grouping, element, input.scope());
        }
        ExpressionAnalyzer analyzer = new ExpressionAnalyzer(input.scope(), problems, grouping::meaning);
        List<Expression> outputs =
                items.stream().map(i -> analyzer.analyze(i.node())).toList();
        Expression having =
                select.getHaving() == null ? null : analyzer.condition(select.getHaving(), "a HAVING condition");
        List<Expression> orders = orders(analyzer, keys, outputs);
        Rows rows = grouping.finish(group == null ? select : group);
        return finished(having == null ? rows : rows.filtered(having), outputs, orders, keys);
    }

    private void addKey(Grouping grouping, SqlNode element, Scope scope) {
        switch (element.getKind()) {
            case ROLLUP, CUBE, GROUPING_SETS ->
                throw problems.at(
                        element,
                        SqlError.UNSUPPORTED,
                        element.getKind() + " is not supported yet; write one query each");
            default -> {}
        }
        SqlNode node = element;
        if (element instanceof SqlNumericLiteral number) {
            if (!number.isInteger() || number.longValue(true) < 1 || number.longValue(true) > items.size()) {
                throw problems.at(
                        element,
                        SqlError.INVALID,
                        "GROUP BY " + number + " is not the number of an output column; there are " + items.size());
            }
            node = items.get((int) number.longValue(true) - 1).node();
        } else if (element instanceof SqlIdentifier name && name.isSimple() && !scope.has(name.getSimple())) {
            node = items.stream()
                    .filter(i -> i.given() && i.name().equals(name.getSimple()))
                    .findFirst()
                    .map(Item::node)
                    .orElse(element);
        }
        grouping.key(node, nameOf(node, 1).equals("column1") ? "key" : nameOf(node, 1));
    }

    private Rows output(Rows input, ExpressionAnalyzer analyzer, List<OrderKey> keys) {
        List<Expression> outputs =
                items.stream().map(i -> analyzer.analyze(i.node())).toList();
        return finished(input, outputs, orders(analyzer, keys, outputs), keys);
    }

    /** What ORDER BY means: a number or a name of an output column first, then any expression. */
    private List<Expression> orders(ExpressionAnalyzer analyzer, List<OrderKey> keys, List<Expression> outputs) {
        List<Expression> orders = new ArrayList<>();
        for (OrderKey key : keys) {
            SqlNode node = key.value();
            int position = -1;
            if (node instanceof SqlNumericLiteral number) {
                position = number.isInteger() ? (int) number.longValue(true) - 1 : -1;
                if (position < 0 || position >= outputs.size()) {
                    throw problems.at(
                            node,
                            SqlError.INVALID,
                            "ORDER BY " + number + " is not the number of an output column; there are "
                                    + outputs.size());
                }
            } else if (node instanceof SqlIdentifier name && name.isSimple()) {
                for (int i = 0; i < items.size() && position < 0; i++) {
                    position = items.get(i).name().equals(name.getSimple()) ? i : -1;
                }
            }
            orders.add(position >= 0 ? outputs.get(position) : analyzer.analyze(node));
        }
        return orders;
    }

    private Rows finished(Rows input, List<Expression> outputs, List<Expression> orders, List<OrderKey> keys) {
        List<String> names = names();
        PlanNode constant = constants(input.plan(), outputs, names);
        if (constant != null && orders.isEmpty() && !select.isDistinct()) {
            return new Rows(constant, Scope.of("", constant.schema()), Traits.NONE);
        }
        List<Expression> all = new ArrayList<>(outputs);
        List<PlanNode.SortKey> sort = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            int position = all.indexOf(orders.get(i));
            if (position < 0) {
                if (select.isDistinct()) {
                    throw problems.at(
                            keys.get(i).value(),
                            SqlError.INVALID,
                            "with SELECT DISTINCT, ORDER BY takes output columns only");
                }
                position = all.size();
                all.add(orders.get(i));
            }
            sort.add(keys.get(i).at(position));
        }
        List<String> allNames = new ArrayList<>(names);
        for (int i = names.size(); i < all.size(); i++) {
            allNames.add("order_key");
        }
        PlanNode plan = Rows.project(input.plan(), all, QueryAnalyzer.numbered(allNames));
        Rows rows = new Rows(plan, Scope.of("", plan.schema()), input.traits().projected(all));
        if (select.isDistinct()) {
            rows = new QueryAnalyzer(context).distinct(rows, select);
        }
        if (!sort.isEmpty()) {
            plan = new PlanNode.Sort(rows.plan(), sort);
            if (all.size() > names.size()) {
                plan = Rows.project(plan, Expressions.columns(plan.schema()).subList(0, names.size()), names);
            }
            rows = new Rows(plan, Scope.of("", plan.schema()), rows.traits());
        }
        return rows;
    }

    /** SELECT of constants without FROM is one row of values. */
    private @Nullable PlanNode constants(PlanNode input, List<Expression> outputs, List<String> names) {
        if (select.getFrom() != null
                || !(input instanceof PlanNode.Values)
                || !outputs.stream().allMatch(Literal.class::isInstance)) {
            return null;
        }
        List<@Nullable Object> row = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Object value = ((Literal) outputs.get(i)).value();
            row.add(value);
            fields.add(new Field(names.get(i), outputs.get(i).type(), value == null));
        }
        return new PlanNode.Values(List.of(Collections.unmodifiableList(row)), Schema.of(fields));
    }
}
