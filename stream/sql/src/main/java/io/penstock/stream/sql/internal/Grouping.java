package io.penstock.stream.sql.internal;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.AggregateCall;
import io.penstock.stream.plan.AggregateCall.Function;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.ColumnRef;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.Window;
import io.penstock.stream.sql.SqlError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/*
 * A grouping is made in two steps because SELECT, HAVING and ORDER BY may each bring aggregates along. First the keys
 * are known; then every expression over the groups is analyzed with meaning() as its guide, which replaces each
 * aggregate, key and window bound by a reference to a column of the aggregate step and notes the aggregates that it
 * meets; at last finish() makes the step itself, with a projection below it when a key or an argument is more than a
 * column. The positions of keys and bounds are fixed before the first aggregate is met, so references never move.
 */
final class Grouping {
    private final Context context;
    private final Rows input;
    private final ExpressionAnalyzer below;
    private final WindowCalls windows;
    private final List<Expression> keys = new ArrayList<>();
    private final List<String> keyNames = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private @Nullable WindowCall window;

    Grouping(Context context, Rows input) {
        this.context = context;
        this.input = input;
        this.below = new ExpressionAnalyzer(input.scope(), context.problems());
        this.windows = new WindowCalls(context.problems());
    }

    /** An aggregate that an expression needs. */
    private record Found(
            Aggregates.Meaning meaning, @Nullable Expression filter, String name) {
        boolean sameAs(Aggregates.Meaning other, @Nullable Expression otherFilter) {
            return meaning.equals(other) && Objects.equals(filter, otherFilter);
        }
    }

    /** Adds one element of GROUP BY. All come before the first {@link #meaning}. */
    void key(SqlNode node, String name) {
        Optional<WindowCall> bound = windowOf(node);
        if (bound.isPresent()) {
            setWindow(bound.get(), node);
            return;
        }
        if (Aggregates.hasAggregate(node)) {
            throw context.problems().at(node, SqlError.INVALID, "an aggregate cannot be a key of GROUP BY");
        }
        Expression key = below.analyze(node);
        if (!keys.contains(key)) {
            keys.add(key);
            keyNames.add(Names.unique(name, names));
        }
    }

    boolean hasWindow() {
        return window != null;
    }

    private Optional<WindowCall> windowOf(SqlNode node) {
        if (node instanceof SqlIdentifier identifier && !identifier.isStar()) {
            return Optional.ofNullable(
                    input.scope().resolve(identifier, context.problems()).window());
        }
        return windows.bound(node).map(bound -> windows.window((SqlCall) node, below));
    }

    private void setWindow(WindowCall call, SqlNode at) {
        if (window != null && !window.equals(call)) {
            throw context.problems()
                    .at(
                            at,
                            SqlError.WINDOW_INVALID,
                            "rows can be grouped by one window only, and " + window + " is there already");
        }
        if (context.continuous()) {
            requireWatermark(call, at);
            refuseRetractions(call, at);
        }
        window = call;
    }

    private void refuseRetractions(WindowCall call, SqlNode at) {
        if (call.kind() == WindowCall.Kind.SESSION && input.traits().changes()) {
            throw context.problems()
                    .at(
                            at,
                            SqlError.UNSUPPORTED,
                            "a session cannot take rows back, and those that it would gather here are changed later;"
                                    + " take a stream whose rows are only added, or TUMBLE");
        }
    }

    private void requireWatermark(WindowCall call, SqlNode at) {
        OptionalInt time = input.traits().time();
        Set<String> tables = input.scope().qualifiers();
        tables.remove("");
        String from = tables.isEmpty() ? "the subquery" : String.join(", ", tables);
        if (time.isEmpty()) {
            throw context.problems()
                    .at(
                            at,
                            SqlError.WATERMARK_REQUIRED,
                            "a window closes when the watermark passes its end, and " + from
                                    + " has none here; declare WATERMARK FOR column AS column - INTERVAL '5' SECOND in"
                                    + " its CREATE SOURCE and pass that column on unchanged");
        }
        if (!(call.time() instanceof ColumnRef column && column.position() == time.getAsInt())) {
            throw context.problems()
                    .at(
                            at,
                            SqlError.WATERMARK_REQUIRED,
                            "the window is on " + call.time() + ", but the watermark of " + from + " speaks of '"
                                    + input.plan()
                                            .schema()
                                            .field(time.getAsInt())
                                            .name() + "'; use that column");
        }
    }

    /** What a node means over the groups. */
    Optional<Expression> meaning(SqlNode node, ExpressionAnalyzer above) {
        if (Aggregates.isAggregate(node)) {
            return Optional.of(aggregate((SqlCall) node));
        }
        if (node instanceof SqlIdentifier identifier && !identifier.isStar()) {
            return Optional.of(column(identifier));
        }
        if (!(node instanceof SqlCall call)) {
            return Optional.empty();
        }
        Optional<Scope.Bound> bound = windows.bound(call);
        if (bound.isPresent() && window != null) {
            WindowCall other = windows.window(call, below);
            if (!other.equals(window)) {
                throw context.problems()
                        .at(
                                node,
                                SqlError.WINDOW_INVALID,
                                "the rows are grouped by " + window + ", not by " + other
                                        + "; both must be written the same");
            }
            return Optional.of(bound(bound.get()));
        }
        boolean simple = keys.stream().allMatch(ColumnRef.class::isInstance);
        if (simple || bound.isPresent() || Aggregates.hasAggregate(node) || call.getKind() == SqlKind.OVER) {
            return Optional.empty();
        }
        int key = keys.indexOf(below.analyze(node));
        return key < 0 ? Optional.empty() : Optional.of(key(key));
    }

    private Expression column(SqlIdentifier identifier) {
        Scope.Named column = input.scope().resolve(identifier, context.problems());
        if (column.window() != null && column.window().equals(window)) {
            return bound(column.bound() == Scope.Bound.END ? Scope.Bound.END : Scope.Bound.START);
        }
        int key = keys.indexOf(column.value());
        if (key >= 0) {
            return key(key);
        }
        throw context.problems()
                .at(
                        identifier,
                        SqlError.INVALID,
                        "'" + identifier + "' has many values in a group; put it into GROUP BY or into an aggregate"
                                + " such as MAX(" + identifier + ")");
    }

    private Expression key(int key) {
        return new ColumnRef(key, keyNames.get(key), keys.get(key).type());
    }

    private Expression bound(Scope.Bound bound) {
        return bound == Scope.Bound.START
                ? new ColumnRef(keys.size(), boundName("window_start"), DataType.TIMESTAMP)
                : new ColumnRef(keys.size() + 1, boundName("window_end"), DataType.TIMESTAMP);
    }

    private String boundName(String name) {
        return keyNames.contains(name) ? "$" + name : name;
    }

    private Expression aggregate(SqlCall node) {
        AggregateSyntax syntax = AggregateSyntax.of(node, context.problems());
        Expression filter =
                syntax.filter() == null ? null : below.condition(syntax.filter(), "the condition of FILTER");
        Aggregates.Meaning meaning = Aggregates.meaning(syntax, below, context.problems());
        boolean byArrival = meaning.function() == Function.FIRST || meaning.function() == Function.LAST;
        if (byArrival && context.continuous() && input.traits().changes()) {
            throw context.problems()
                    .at(
                            node,
                            SqlError.UNSUPPORTED,
                            "cannot compute " + syntax.name() + " over a changelog stream, whose rows are taken back;"
                                    + " MIN and MAX can");
        }
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).sameAs(meaning, filter)) {
                return reference(i);
            }
        }
        String suffix = meaning.argument() instanceof ColumnRef column ? "_" + column.name() : "";
        String name = Names.unique(syntax.name().toLowerCase(java.util.Locale.ROOT) + suffix, names);
        found.add(new Found(meaning, filter, name));
        return reference(found.size() - 1);
    }

    private Expression reference(int i) {
        int first = keys.size() + (window == null ? 0 : 2);
        return new ColumnRef(
                first + i, found.get(i).name(), found.get(i).meaning().type());
    }

    /** The aggregate step. The scope is empty: expressions over groups are all analyzed by now. */
    Rows finish(SqlNode at) {
        refuseUnsound(at);
        List<Expression> needed = new ArrayList<>(keys);
        if (window != null) {
            add(needed, window.time());
        }
        for (Found f : found) {
            add(needed, f.meaning().argument());
            add(needed, f.meaning().second());
            add(needed, f.filter());
        }
        boolean simple = needed.stream().allMatch(ColumnRef.class::isInstance);
        PlanNode source = simple ? input.plan() : below(needed);
        List<Integer> keyPositions =
                keys.stream().map(key -> position(key, simple, needed)).toList();
        Optional<Window> windowed = Optional.ofNullable(window).map(w -> w.window(position(w.time(), simple, needed)));
        List<AggregateCall> calls =
                found.stream().map(f -> call(f, simple, needed)).toList();
        Schema schema = schema(source.schema(), keyPositions);
        PlanNode plan = new PlanNode.Aggregate(
                source, windowed, keyPositions, calls, window != null && context.onClose(), schema);
        return new Rows(plan, Scope.of("", schema), traits());
    }

    private static AggregateCall call(Found f, boolean simple, List<Expression> needed) {
        Aggregates.Meaning meaning = f.meaning();
        AggregateCall.Detail detail = new AggregateCall.Detail(
                meaning.detail().distinct(),
                optional(meaning.second(), simple, needed),
                meaning.detail().constant(),
                meaning.detail().order());
        return new AggregateCall(
                meaning.function(),
                optional(meaning.argument(), simple, needed),
                optional(f.filter(), simple, needed),
                detail,
                f.name(),
                meaning.type());
    }

    private void refuseUnsound(SqlNode at) {
        if (!context.continuous()) {
            return;
        }
        String updating = input.traits().updating();
        if (updating != null) {
            throw context.problems()
                    .at(
                            at,
                            SqlError.UNSUPPORTED,
                            "the rows of '" + updating + "' replace earlier ones, and each would be counted again;"
                                    + " create '" + updating + "' with EMIT CHANGES, or as a MATERIALIZED VIEW, and"
                                    + " aggregate that");
        }
        if (context.onClose() && window == null) {
            throw context.problems()
                    .at(
                            at,
                            SqlError.WINDOW_INVALID,
                            "EMIT ON WINDOW CLOSE needs a window in GROUP BY, such as TUMBLE(ts, INTERVAL '1' MINUTE);"
                                    + " without one a group never closes, so use EMIT CHANGES");
        }
    }

    private static void add(List<Expression> needed, @Nullable Expression expression) {
        if (expression != null && !needed.contains(expression)) {
            needed.add(expression);
        }
    }

    private PlanNode below(List<Expression> needed) {
        Set<String> taken = new HashSet<>();
        List<String> columnNames = new ArrayList<>();
        for (int i = 0; i < needed.size(); i++) {
            String name = i < keys.size()
                    ? keyNames.get(i)
                    : needed.get(i) instanceof ColumnRef column ? column.name() : "argument";
            columnNames.add(Names.unique(name, taken));
        }
        return Rows.project(input.plan(), needed, columnNames);
    }

    private static int position(Expression expression, boolean simple, List<Expression> needed) {
        return simple && expression instanceof ColumnRef column ? column.position() : needed.indexOf(expression);
    }

    private static OptionalInt optional(@Nullable Expression expression, boolean simple, List<Expression> needed) {
        return expression == null ? OptionalInt.empty() : OptionalInt.of(position(expression, simple, needed));
    }

    private Schema schema(Schema source, List<Integer> keyPositions) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            fields.add(new Field(
                    keyNames.get(i),
                    keys.get(i).type(),
                    source.field(keyPositions.get(i)).nullable()));
        }
        if (window != null) {
            fields.add(Field.required(boundName("window_start"), DataType.TIMESTAMP));
            fields.add(Field.required(boundName("window_end"), DataType.TIMESTAMP));
        }
        boolean global = keys.isEmpty() && window == null;
        for (Found f : found) {
            Aggregates.Meaning meaning = f.meaning();
            boolean never = meaning.function() == Function.COUNT
                    || (!global
                            && f.filter() == null
                            && meaning.isTotal()
                            && meaning.argument() != null
                            && !Expressions.nullable(
                                    meaning.argument(), input.plan().schema()));
            fields.add(new Field(f.name(), meaning.type(), !never));
        }
        return Schema.of(fields);
    }

    private Traits traits() {
        List<List<Integer>> key = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            key.add(List.of(i));
        }
        boolean closed = window != null && context.onClose();
        if (window != null) {
            boolean byStart = window.kind() != WindowCall.Kind.CUMULATE;
            key.add(byStart ? List.of(keys.size(), keys.size() + 1) : List.of(keys.size() + 1));
        }
        boolean adds = closed || (found.isEmpty() && window == null);
        boolean changes = !adds || (input.traits().changes() && !closed);
        OptionalInt time = closed ? OptionalInt.of(keys.size()) : OptionalInt.empty();
        return new Traits(time, key, changes, null);
    }
}
