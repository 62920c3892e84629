package io.penstock.stream.sql.internal;

import static java.util.Map.entry;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DataType.Decimal;
import io.penstock.stream.plan.AggregateCall;
import io.penstock.stream.plan.AggregateCall.Function;
import io.penstock.stream.plan.AggregateCall.Order;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.sql.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/** Which functions are aggregates, and their types. */
final class Aggregates {
    private static final Map<String, Function> FUNCTIONS = Map.ofEntries(
            entry("COUNT", Function.COUNT),
            entry("SUM", Function.SUM),
            entry("AVG", Function.AVG),
            entry("MEAN", Function.AVG),
            entry("MIN", Function.MIN),
            entry("MAX", Function.MAX),
            entry("ANY_VALUE", Function.MIN),
            entry("BOOL_AND", Function.MIN),
            entry("EVERY", Function.MIN),
            entry("BOOL_OR", Function.MAX),
            entry("ANY", Function.MAX),
            entry("VARIANCE", Function.VAR_SAMP),
            entry("VAR", Function.VAR_SAMP),
            entry("VAR_SAMP", Function.VAR_SAMP),
            entry("VAR_POP", Function.VAR_POP),
            entry("STDDEV", Function.STDDEV_SAMP),
            entry("STDDEV_SAMP", Function.STDDEV_SAMP),
            entry("STDDEV_POP", Function.STDDEV_POP),
            entry("COVAR_POP", Function.COVAR_POP),
            entry("COVAR_SAMP", Function.COVAR_SAMP),
            entry("CORR", Function.CORR),
            entry("REGR_SLOPE", Function.REGR_SLOPE),
            entry("REGR_INTERCEPT", Function.REGR_INTERCEPT),
            entry("BIT_AND", Function.BIT_AND),
            entry("BIT_OR", Function.BIT_OR),
            entry("BIT_XOR", Function.BIT_XOR),
            entry("FIRST", Function.FIRST),
            entry("FIRST_VALUE", Function.FIRST),
            entry("LAST", Function.LAST),
            entry("LAST_VALUE", Function.LAST),
            entry("MODE", Function.MODE),
            entry("MEDIAN", Function.PERCENTILE_CONT),
            entry("APPROX_MEDIAN", Function.PERCENTILE_CONT),
            entry("PERCENTILE_CONT", Function.PERCENTILE_CONT),
            entry("APPROX_PERCENTILE", Function.PERCENTILE_CONT),
            entry("APPROX_PERCENTILE_CONT", Function.PERCENTILE_CONT),
            entry("PERCENTILE_DISC", Function.PERCENTILE_DISC),
            entry("STRING_AGG", Function.STRING_AGG),
            entry("LISTAGG", Function.STRING_AGG),
            entry("GROUP_CONCAT", Function.STRING_AGG),
            entry("ARRAY_AGG", Function.ARRAY_AGG),
            entry("APPROX_COUNT_DISTINCT", Function.COUNT));

    static final Set<String> NAMES = new TreeSet<>(FUNCTIONS.keySet());

    /** Aggregates of other engines, which are no functions here. */
    private static final Set<String> NOT_YET = Set.of("COLLECT", "JSON_AGG", "JSON_OBJECT_AGG", "JSONB_AGG");

    private static final Set<String> BOOLEANS = Set.of("BOOL_AND", "EVERY", "BOOL_OR", "ANY");
    private static final Set<String> PERCENTILES = Set.of("APPROX_PERCENTILE", "APPROX_PERCENTILE_CONT");
    private static final Set<String> MEDIANS = Set.of("MEDIAN", "APPROX_MEDIAN");
    private static final Set<Function> OF_TWO = Set.of(
            Function.COVAR_POP, Function.COVAR_SAMP, Function.CORR, Function.REGR_SLOPE, Function.REGR_INTERCEPT);
    private static final Set<Function> OF_DOUBLES = Set.of(
            Function.VAR_POP,
            Function.VAR_SAMP,
            Function.STDDEV_POP,
            Function.STDDEV_SAMP,
            Function.COVAR_POP,
            Function.COVAR_SAMP,
            Function.CORR,
            Function.REGR_SLOPE,
            Function.REGR_INTERCEPT,
            Function.PERCENTILE_CONT);
    private static final int AVERAGE_SCALE_MIN = 6;

    private Aggregates() {}

    /**
     * What an aggregate means.
     *
     * @param argument null for COUNT(*)
     */
    record Meaning(
            Function function,
            @Nullable Expression argument,
            @Nullable Expression second,
            AggregateCall.Detail detail,
            DataType type) {
        /** Whether it has a value for every group that has a row with a value. */
        boolean isTotal() {
            return !OF_TWO.contains(function) && function != Function.VAR_SAMP && function != Function.STDDEV_SAMP;
        }
    }

    /** Whether a node is an aggregate, with or without FILTER. */
    static boolean isAggregate(SqlNode node) {
        if (!(node instanceof SqlCall call)) {
            return false;
        }
        if (call.getKind() == SqlKind.FILTER || call.getKind() == SqlKind.WITHIN_GROUP) {
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

    /** The meaning of a call; {@code below} knows the rows that are gathered. */
    static Meaning meaning(AggregateSyntax syntax, ExpressionAnalyzer below, Problems problems) {
        SqlCall call = syntax.call();
        Function function = FUNCTIONS.get(syntax.name());
        if (function == null) {
            throw problems.at(
                    call,
                    SqlError.UNSUPPORTED,
                    "the aggregate " + syntax.name() + " is not supported yet; there are " + Names.list(NAMES));
        }
        List<SqlNode> arguments = new ArrayList<>(call.getOperandList());
        if (call.getKind() == SqlKind.FIRST || call.getKind() == SqlKind.LAST) {
            // the parser takes them for functions of MATCH_RECOGNIZE and adds an offset of 0
            arguments.removeLast();
        }
        Object constant = constant(syntax, function, arguments, problems);
        int wanted = OF_TWO.contains(function) ? 2 : 1;
        if (arguments.size() != wanted) {
            throw problems.at(
                    call,
                    SqlError.INVALID,
                    syntax.name() + " takes " + wanted + (wanted == 1 ? " argument" : " arguments") + ", not "
                            + arguments.size());
        }
        boolean distinct = distinct(syntax, function, problems);
        Expression argument = argument(syntax, arguments.getFirst(), distinct, below, problems);
        Expression second = wanted == 1 ? null : argument(syntax, arguments.getLast(), false, below, problems);
        DataType type = argument == null
                ? DataType.BIGINT
                : result(syntax.name(), function, argument.type(), arguments.getFirst(), problems);
        if (second != null) {
            result(syntax.name(), function, second.type(), arguments.getLast(), problems);
        }
        boolean doubles = OF_DOUBLES.contains(function);
        AggregateCall.Detail detail = new AggregateCall.Detail(
                distinct, OptionalInt.empty(), constant, ordered(syntax, function, arguments, problems));
        return new Meaning(
                function, doubles ? asDouble(argument) : argument, doubles ? asDouble(second) : second, detail, type);
    }

    private static @Nullable Expression asDouble(@Nullable Expression number) {
        return number == null || number.type().equals(DataType.DOUBLE)
                ? number
                : new Expression.Cast(number, DataType.DOUBLE);
    }

    /** Equal values count once; for what does not depend on how often a value is there, that says nothing. */
    private static boolean distinct(AggregateSyntax syntax, Function function, Problems problems) {
        if (syntax.name().equals("APPROX_COUNT_DISTINCT")) {
            return true;
        }
        return syntax.distinct()
                && switch (function) {
                    case COUNT, SUM, AVG -> true;
                    case MIN, MAX, BIT_AND, BIT_OR -> false;
                    default ->
                        throw problems.at(
                                syntax.call(), SqlError.UNSUPPORTED, syntax.name() + "(DISTINCT …) is not supported");
                };
    }

    /** The constant among the arguments, which is taken out of them. */
    private static @Nullable Object constant(
            AggregateSyntax syntax, Function function, List<SqlNode> arguments, Problems problems) {
        if (MEDIANS.contains(syntax.name())) {
            return 0.5;
        }
        if (function == Function.PERCENTILE_CONT || function == Function.PERCENTILE_DISC) {
            boolean behind = PERCENTILES.contains(syntax.name());
            if (arguments.size() != (behind ? 2 : 1) || (!behind && syntax.key() == null)) {
                throw problems.at(
                        syntax.call(),
                        SqlError.INVALID,
                        behind
                                ? syntax.name() + " takes a value and a fraction, such as 0.95"
                                : "write " + syntax.name() + "(0.95) WITHIN GROUP (ORDER BY value)");
            }
            double fraction = fraction(arguments.get(behind ? 1 : 0), problems);
            arguments.remove(behind ? 1 : 0);
            if (!behind) {
                arguments.add(syntax.key());
            }
            if (syntax.order() == Order.DESCENDING && function == Function.PERCENTILE_DISC) {
                throw problems.at(
                        syntax.call(),
                        SqlError.UNSUPPORTED,
                        "PERCENTILE_DISC takes ascending values; PERCENTILE_CONT takes both orders");
            }
            return syntax.order() == Order.DESCENDING ? 1 - fraction : fraction;
        }
        if (function == Function.STRING_AGG) {
            if (arguments.size() == 1) {
                return syntax.name().equals("LISTAGG") ? "" : ",";
            }
            if (arguments.size() != 2 || !(arguments.get(1) instanceof SqlCharStringLiteral text)) {
                throw problems.at(
                        syntax.call(),
                        SqlError.INVALID,
                        syntax.name() + " takes a text and a separator, such as " + syntax.name() + "(name, ', ')");
            }
            arguments.remove(1);
            return String.valueOf(text.toValue());
        }
        return null;
    }

    private static double fraction(SqlNode node, Problems problems) {
        if (node instanceof SqlNumericLiteral number) {
            double fraction = Double.parseDouble(number.toValue());
            if (fraction >= 0 && fraction <= 1) {
                return fraction;
            }
        }
        throw problems.at(node, SqlError.INVALID, "a percentile's fraction is a constant from 0 to 1, such as 0.95");
    }

    /** The order of the values where the result depends on it. */
    private static Order ordered(
            AggregateSyntax syntax, Function function, List<SqlNode> arguments, Problems problems) {
        SqlNode key = syntax.key();
        boolean inOrder = function == Function.STRING_AGG || function == Function.ARRAY_AGG;
        if (key == null || !inOrder) {
            boolean percentile = function == Function.PERCENTILE_CONT || function == Function.PERCENTILE_DISC;
            if (key != null && !percentile) {
                throw problems.at(key, SqlError.INVALID, syntax.name() + " has no WITHIN GROUP");
            }
            return Order.NONE;
        }
        if (!key.equalsDeep(arguments.getFirst(), Litmus.IGNORE)) {
            throw problems.at(
                    key, SqlError.UNSUPPORTED, "the values can be put in their own order only, not in that of others");
        }
        return syntax.order();
    }

    private static @Nullable Expression argument(
            AggregateSyntax syntax, SqlNode node, boolean distinct, ExpressionAnalyzer below, Problems problems) {
        boolean count = syntax.name().equals("COUNT");
        if (node instanceof SqlIdentifier identifier && identifier.isStar()) {
            if (!count || distinct) {
                throw problems.at(
                        syntax.call(), SqlError.INVALID, "only COUNT takes *; " + syntax.name() + " takes a value");
            }
            return null;
        }
        if (hasAggregate(node)) {
            throw problems.at(
                    node,
                    SqlError.INVALID,
                    "an aggregate cannot stand inside another; put the inner one into a subquery in FROM");
        }
        Expression argument = below.analyze(node);
        boolean everyRow =
                count && !distinct && argument instanceof Expression.Literal literal && literal.value() != null;
        return everyRow ? null : argument;
    }

    /** The result's type; an argument that the function does not take is an error. */
    private static DataType result(String name, Function function, DataType argument, SqlNode at, Problems problems) {
        boolean fits = switch (function) {
            case COUNT, ARRAY_AGG -> true;
            case SUM, AVG -> Types.isNumeric(argument);
            case MIN, MAX -> BOOLEANS.contains(name) ? argument.equals(DataType.BOOLEAN) : Types.isOrdered(argument);
            case FIRST, LAST, MODE, PERCENTILE_DISC -> Types.isOrdered(argument);
            case BIT_AND, BIT_OR, BIT_XOR -> Types.isInteger(argument);
            case STRING_AGG -> argument.equals(DataType.VARCHAR);
            case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP, PERCENTILE_CONT -> Types.isNumeric(argument);
            case COVAR_POP, COVAR_SAMP, CORR, REGR_SLOPE, REGR_INTERCEPT -> Types.isNumeric(argument);
        };
        if (!fits) {
            throw Types.mismatch(problems, at, name + " does not take " + argument.sql());
        }
        return switch (function) {
            case COUNT -> DataType.BIGINT;
            case SUM -> sum(argument);
            case AVG ->
                argument instanceof Decimal decimal
                        ? new Decimal(Decimal.PRECISION_MAX, Math.max(AVERAGE_SCALE_MIN, decimal.scale()))
                        : DataType.DOUBLE;
            case ARRAY_AGG -> new DataType.Array(argument);
            case MIN, MAX, FIRST, LAST, MODE, PERCENTILE_DISC, BIT_AND, BIT_OR, BIT_XOR, STRING_AGG -> argument;
            case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP, PERCENTILE_CONT -> DataType.DOUBLE;
            case COVAR_POP, COVAR_SAMP, CORR, REGR_SLOPE, REGR_INTERCEPT -> DataType.DOUBLE;
        };
    }

    private static DataType sum(DataType argument) {
        if (argument instanceof Decimal decimal) {
            return new Decimal(Decimal.PRECISION_MAX, decimal.scale());
        }
        return Types.isInteger(argument) ? DataType.BIGINT : DataType.DOUBLE;
    }
}
