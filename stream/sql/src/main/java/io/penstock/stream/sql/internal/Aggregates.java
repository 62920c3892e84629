package io.penstock.stream.sql.internal;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DataType.Decimal;
import io.penstock.stream.plan.AggregateCall.Function;
import io.penstock.stream.sql.SqlError;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;

/** Which functions are aggregates, and their types. */
final class Aggregates {
    private static final Map<String, Function> FUNCTIONS = Map.of(
            "COUNT", Function.COUNT,
            "SUM", Function.SUM,
            "AVG", Function.AVG,
            "MEAN", Function.AVG,
            "MIN", Function.MIN,
            "MAX", Function.MAX);

    static final Set<String> NAMES = FUNCTIONS.keySet();

    private static final Set<String> NOT_YET = Set.of(
            "STDDEV",
            "STDDEV_SAMP",
            "STDDEV_POP",
            "VARIANCE",
            "VAR_SAMP",
            "VAR_POP",
            "FIRST_VALUE",
            "LAST_VALUE",
            "FIRST",
            "LAST",
            "MEDIAN",
            "PERCENTILE_CONT",
            "PERCENTILE_DISC",
            "STRING_AGG",
            "LISTAGG",
            "ARRAY_AGG",
            "GROUP_CONCAT",
            "APPROX_COUNT_DISTINCT",
            "COLLECT",
            "CORR",
            "COVAR_SAMP",
            "COVAR_POP",
            "BOOL_AND",
            "BOOL_OR",
            "EVERY",
            "ANY_VALUE",
            "BIT_AND",
            "BIT_OR",
            "BIT_XOR",
            "MODE");
    private static final int AVERAGE_SCALE_MIN = 6;

    private Aggregates() {}

    /** Whether a node is an aggregate, with or without FILTER. */
    static boolean isAggregate(SqlNode node) {
        if (!(node instanceof SqlCall call)) {
            return false;
        }
        if (call.getKind() == SqlKind.FILTER) {
            return isAggregate(call.operand(0));
        }
        String name = WindowCalls.name(call);
        return FUNCTIONS.containsKey(name) || NOT_YET.contains(name);
    }

    /** Whether there is an aggregate somewhere in it, subqueries apart. */
    static boolean hasAggregate(SqlNode node) {
        if (isAggregate(node)) {
            return true;
        }
        return switch (node) {
            case SqlSelect query -> false;
            case SqlCall call when call.getKind() == SqlKind.OVER -> false;
            case SqlCall call ->
                call.getOperandList().stream().anyMatch(operand -> operand != null && hasAggregate(operand));
            case SqlNodeList list -> list.stream().anyMatch(element -> element != null && hasAggregate(element));
            default -> false;
        };
    }

    static Function function(SqlCall call, Problems problems) {
        String name = WindowCalls.name(call);
        Function function = FUNCTIONS.get(name);
        if (function == null) {
            throw problems.at(
                    call,
                    SqlError.UNSUPPORTED,
                    "the aggregate " + name + " is not supported yet; there are " + Names.list(NAMES));
        }
        return function;
    }

    /** The result's type; an argument that the function does not take is an error. */
    static DataType result(Function function, DataType argument, SqlNode at, Problems problems) {
        boolean fits = switch (function) {
            case COUNT -> true;
            case SUM, AVG -> Types.isNumeric(argument);
            case MIN, MAX -> Types.isOrdered(argument);
        };
        if (!fits) {
            throw Types.mismatch(problems, at, function + " does not take " + argument.sql());
        }
        return switch (function) {
            case COUNT -> DataType.BIGINT;
            case SUM -> sum(argument);
            case AVG ->
                argument instanceof Decimal decimal
                        ? new Decimal(Decimal.PRECISION_MAX, Math.max(AVERAGE_SCALE_MIN, decimal.scale()))
                        : DataType.DOUBLE;
            case MIN, MAX -> argument;
        };
    }

    private static DataType sum(DataType argument) {
        if (argument instanceof Decimal decimal) {
            return new Decimal(Decimal.PRECISION_MAX, decimal.scale());
        }
        return Types.isInteger(argument) ? DataType.BIGINT : DataType.DOUBLE;
    }
}
