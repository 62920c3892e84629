package io.penstock.stream.runtime;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.AggregateCall;
import io.penstock.stream.plan.AggregateCall.Function;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.Call;
import io.penstock.stream.plan.Expression.ColumnRef;
import io.penstock.stream.plan.Expression.Literal;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.ScalarFunction;
import io.penstock.stream.plan.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Plans and expressions in few words. */
final class Plans {
    /** (k VARCHAR, v BIGINT, ts TIMESTAMP, d DOUBLE) */
    static final Schema TICKS = Schema.of(
            Field.of("k", DataType.VARCHAR),
            Field.of("v", DataType.BIGINT),
            Field.of("ts", DataType.TIMESTAMP),
            Field.of("d", DataType.DOUBLE));

    private Plans() {}

    static PlanNode.Scan scan(String relation, Schema schema, boolean changelog) {
        return new PlanNode.Scan(relation, schema, changelog);
    }

    static PlanNode.Scan ticks() {
        return scan("ticks", TICKS, false);
    }

    static ColumnRef column(Schema schema, String name) {
        int position = schema.position(name).orElseThrow();
        return new ColumnRef(position, name, schema.type(position));
    }

    static Literal literal(@Nullable Object value, DataType type) {
        return new Literal(value, type);
    }

    static Literal bigint(long value) {
        return new Literal(value, DataType.BIGINT);
    }

    static Call call(ScalarFunction function, DataType type, Expression... arguments) {
        return new Call(function, List.of(arguments), type);
    }

    static Call is(ScalarFunction comparison, Expression left, Expression right) {
        return call(comparison, DataType.BOOLEAN, left, right);
    }

    static PlanNode.Project project(PlanNode input, Expression... expressions) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < expressions.length; i++) {
            fields.add(Field.of("c" + i, expressions[i].type()));
        }
        return new PlanNode.Project(input, List.of(expressions), Schema.of(fields));
    }

    static AggregateCall aggregate(Function function, Schema schema, @Nullable String argument, DataType type) {
        OptionalInt position = argument == null ? OptionalInt.empty() : schema.position(argument);
        String name = function.name().toLowerCase(java.util.Locale.ROOT) + (argument == null ? "" : "_" + argument);
        return new AggregateCall(function, position, OptionalInt.empty(), name, type);
    }

    /** COUNT(*), SUM(v), MIN(v), MAX(v), AVG(v), SUM(d) over {@link #TICKS}. */
    static List<AggregateCall> allCalls() {
        return List.of(
                aggregate(Function.COUNT, TICKS, null, DataType.BIGINT),
                aggregate(Function.SUM, TICKS, "v", DataType.BIGINT),
                aggregate(Function.MIN, TICKS, "v", DataType.BIGINT),
                aggregate(Function.MAX, TICKS, "v", DataType.BIGINT),
                aggregate(Function.AVG, TICKS, "v", DataType.DOUBLE),
                aggregate(Function.SUM, TICKS, "d", DataType.DOUBLE));
    }

    static PlanNode.Aggregate aggregate(
            PlanNode input, @Nullable Window window, List<Integer> keys, List<AggregateCall> calls, boolean onClose) {
        List<Field> fields = new ArrayList<>();
        keys.forEach(key -> fields.add(input.schema().field(key)));
        if (window != null) {
            fields.add(Field.required("window_start", DataType.TIMESTAMP));
            fields.add(Field.required("window_end", DataType.TIMESTAMP));
        }
        calls.forEach(call -> fields.add(Field.of(call.name(), call.type())));
        return new PlanNode.Aggregate(input, Optional.ofNullable(window), keys, calls, onClose, Schema.of(fields));
    }
}
