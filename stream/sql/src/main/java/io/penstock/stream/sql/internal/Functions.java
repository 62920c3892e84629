package io.penstock.stream.sql.internal;

import io.penstock.Nearest;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DataType.Decimal;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.Call;
import io.penstock.stream.plan.Expression.Literal;
import io.penstock.stream.plan.ScalarFunction;
import io.penstock.stream.sql.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlTrimFunction;

/** The scalar functions: what each takes and gives. */
record Functions(ExpressionAnalyzer expressions, Conversions conversions, Operators operators, Problems problems) {
    private static final Set<String> UNITS = new TreeSet<>(Set.of(
            "microsecond", "millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year"));
    private static final Set<String> PARTS =
            new TreeSet<>(Set.of("dow", "doy", "isodow", "epoch", "decade", "century", "millennium", "isoyear"));
    private static final Map<String, ScalarFunction> NAMES = Map.ofEntries(
            Map.entry("CHARACTER_LENGTH", ScalarFunction.CHAR_LENGTH),
            Map.entry("LENGTH", ScalarFunction.CHAR_LENGTH),
            Map.entry("SUBSTR", ScalarFunction.SUBSTRING),
            Map.entry("IFNULL", ScalarFunction.COALESCE),
            Map.entry("NVL", ScalarFunction.COALESCE),
            Map.entry("POW", ScalarFunction.POWER),
            Map.entry("CEILING", ScalarFunction.CEIL),
            Map.entry("MOD", ScalarFunction.MODULO),
            Map.entry("STRPOS", ScalarFunction.POSITION),
            Map.entry("DATE_PART", ScalarFunction.EXTRACT));
    private static final Set<ScalarFunction> BY_NAME = Set.of(
            ScalarFunction.COALESCE,
            ScalarFunction.NULLIF,
            ScalarFunction.GREATEST,
            ScalarFunction.LEAST,
            ScalarFunction.ABS,
            ScalarFunction.CEIL,
            ScalarFunction.FLOOR,
            ScalarFunction.ROUND,
            ScalarFunction.SQRT,
            ScalarFunction.POWER,
            ScalarFunction.LN,
            ScalarFunction.EXP,
            ScalarFunction.SIGN,
            ScalarFunction.UPPER,
            ScalarFunction.LOWER,
            ScalarFunction.TRIM,
            ScalarFunction.CONCAT,
            ScalarFunction.SUBSTRING,
            ScalarFunction.CHAR_LENGTH,
            ScalarFunction.REPLACE,
            ScalarFunction.POSITION,
            ScalarFunction.STARTS_WITH,
            ScalarFunction.DATE_TRUNC,
            ScalarFunction.EXTRACT,
            ScalarFunction.WATERMARK);
    private static final Set<String> CLOCK = Set.of(
            "NOW",
            "CURRENT_TIMESTAMP",
            "LOCALTIMESTAMP",
            "CURRENT_DATE",
            "CURRENT_TIME",
            "LOCALTIME",
            "PROCTIME",
            "RAND",
            "RANDOM");

    /** The functions' names, for hints. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(NAMES.keySet());
        BY_NAME.forEach(f -> names.add(f.name()));
        names.addAll(Aggregates.NAMES);
        names.addAll(WindowCalls.names());
        names.add("CAST");
        return names;
    }

    Expression call(SqlCall call) {
        String name = WindowCalls.name(call);
        WindowCalls windows = new WindowCalls(problems);
        if (windows.bound(call).isPresent()) {
            return windows.ofOneRow(call, expressions);
        }
        if (Aggregates.isAggregate(call)) {
            throw problems.at(
                    call,
                    SqlError.INVALID,
                    name + " is an aggregate; it can stand in SELECT, HAVING and ORDER BY, but not here");
        }
        if (CLOCK.contains(name)) {
            throw clock(name, call);
        }
        if (isPart(name) && call.operandCount() == 1) {
            return extract(name.toLowerCase(Locale.ROOT), expressions.analyze(call.operand(0)), call);
        }
        ScalarFunction function = function(name);
        if (function == null) {
            throw problems.at(
                    call,
                    SqlError.INVALID,
                    "there is no function '" + call.getOperator().getName() + "'" + Nearest.hint(name, names()));
        }
        return function(function, name, call);
    }

    private RuntimeException clock(String name, SqlNode at) {
        return problems.at(
                at,
                SqlError.UNSUPPORTED,
                name + " would give another result each time a stream is computed; use the event time, or watermark()");
    }

    /** CURRENT_TIMESTAMP and its like are written as names. */
    void refuseClock(SqlIdentifier name, Scope scope) {
        String upper = name.toString().toUpperCase(Locale.ROOT);
        if (name.isSimple() && CLOCK.contains(upper) && upper.contains("_") && !scope.has(name.getSimple())) {
            throw clock(upper, name);
        }
    }

    private static boolean isPart(String name) {
        String part = name.toLowerCase(Locale.ROOT);
        return UNITS.contains(part);
    }

    private static @org.jspecify.annotations.Nullable ScalarFunction function(String name) {
        ScalarFunction alias = NAMES.get(name);
        if (alias != null) {
            return alias;
        }
        for (ScalarFunction function : BY_NAME) {
            if (function.name().equals(name)) {
                return function;
            }
        }
        return null;
    }

    private Expression function(ScalarFunction function, String name, SqlCall call) {
        return switch (function) {
            case EXTRACT, DATE_TRUNC -> timePart(function, call);
            case CEIL, FLOOR -> {
                if (call.operandCount() == 2 && call.operand(1) instanceof SqlIntervalQualifier unit) {
                    if (function == ScalarFunction.CEIL) {
                        throw problems.at(call, SqlError.UNSUPPORTED, "CEIL does not take times; FLOOR does");
                    }
                    yield truncate(unit.getUnit().name(), expressions.analyze(call.operand(0)), call);
                }
                yield numeric(function, arguments(call, 1, 1), call);
            }
            case TRIM -> trim(call);
            case CONCAT -> operators.concat(expressions.arguments(call), call);
            case POSITION -> position(name, call);
            case UPPER, LOWER -> text(function, DataType.VARCHAR, arguments(call, 1, 1), call);
            case CHAR_LENGTH -> text(function, DataType.INTEGER, arguments(call, 1, 1), call);
            case REPLACE -> text(function, DataType.VARCHAR, arguments(call, 3, 3), call);
            case STARTS_WITH -> text(function, DataType.BOOLEAN, arguments(call, 2, 2), call);
            case SUBSTRING -> substring(call);
            case COALESCE, GREATEST, LEAST -> same(function, arguments(call, 1, Integer.MAX_VALUE), call);
            case NULLIF -> same(function, arguments(call, 2, 2), call);
            case ABS, SIGN -> numeric(function, arguments(call, 1, 1), call);
            case ROUND -> round(arguments(call, 1, 2), call);
            case SQRT, LN, EXP -> approximate(function, arguments(call, 1, 1), call);
            case POWER -> approximate(function, arguments(call, 2, 2), call);
            case MODULO -> {
                List<Expression> both = arguments(call, 2, 2);
                yield operators.arithmetic(function, both.get(0), both.get(1), call);
            }
            case WATERMARK -> new Call(function, arguments(call, 0, 0), DataType.TIMESTAMP);
            default -> throw new IllegalStateException(function + " is no function by name");
        };
    }

    private List<Expression> arguments(SqlCall call, int min, int max) {
        int count = call.operandCount();
        if (count < min || count > max) {
            String wanted = min == max ? "" + min : max == Integer.MAX_VALUE ? "at least " + min : min + " or " + max;
            throw problems.at(
                    call,
                    SqlError.INVALID,
                    WindowCalls.name(call) + " takes " + wanted + " argument" + (wanted.equals("1") ? "" : "s")
                            + ", not " + count);
        }
        return expressions.arguments(call);
    }

    private Expression same(ScalarFunction function, List<Expression> arguments, SqlCall call) {
        List<Expression> same = conversions.unify(arguments, call, "the arguments of " + function);
        DataType type = same.getFirst().type();
        if (function != ScalarFunction.COALESCE && !Types.isOrdered(type)) {
            throw conversions.unknownFor(call, function.name(), arguments);
        }
        return new Call(function, same, type);
    }

    private Expression numeric(ScalarFunction function, List<Expression> arguments, SqlCall call) {
        Expression value = arguments.getFirst();
        if (!Types.isNumeric(value.type())) {
            throw conversions.unknownFor(call, function.name(), arguments);
        }
        boolean whole = function == ScalarFunction.CEIL || function == ScalarFunction.FLOOR;
        if (whole && Types.isInteger(value.type())) {
            return value;
        }
        DataType type = whole && value.type() instanceof Decimal decimal
                ? new Decimal(Math.clamp(decimal.precision() - decimal.scale() + 1L, 1, Decimal.PRECISION_MAX), 0)
                : value.type();
        return new Call(function, arguments, type);
    }

    private Expression round(List<Expression> arguments, SqlCall call) {
        Expression value = arguments.getFirst();
        if (!Types.isNumeric(value.type())) {
            throw conversions.unknownFor(call, "ROUND", arguments);
        }
        int digits = arguments.size() == 1 ? 0 : digits(arguments.get(1), call.operand(1));
        if (Types.isInteger(value.type())) {
            if (digits < 0) {
                throw problems.at(
                        call, SqlError.UNSUPPORTED, "ROUND of an integer to tens is not supported; CAST it to DECIMAL");
            }
            return value;
        }
        List<Expression> taken =
                arguments.size() == 1 ? arguments : List.of(value, new Literal(digits, DataType.INTEGER));
        if (!(value.type() instanceof Decimal decimal)) {
            return new Call(ScalarFunction.ROUND, taken, value.type());
        }
        int scale = Math.clamp(digits, 0, decimal.scale());
        int whole = decimal.precision() - decimal.scale();
        DataType type = new Decimal(Math.clamp(whole + 1L + scale, 1, Decimal.PRECISION_MAX), scale);
        return new Call(ScalarFunction.ROUND, taken, type);
    }

    private int digits(Expression expression, SqlNode at) {
        Optional<Integer> digits = expression instanceof Literal literal && literal.value() instanceof Integer n
                ? Optional.of(n)
                : Optional.empty();
        return digits.orElseThrow(() -> problems.at(
                at, SqlError.UNSUPPORTED, "the second argument of ROUND is a constant whole number, such as 2"));
    }

    private Expression approximate(ScalarFunction function, List<Expression> arguments, SqlCall call) {
        List<Expression> doubles = new ArrayList<>();
        for (Expression argument : arguments) {
            if (!Types.isNumeric(argument.type())) {
                throw conversions.unknownFor(call, function.name(), arguments);
            }
            doubles.add(conversions.to(DataType.DOUBLE, argument, call, "what " + function + " takes"));
        }
        return new Call(function, doubles, DataType.DOUBLE);
    }

    private Expression text(ScalarFunction function, DataType result, List<Expression> arguments, SqlCall call) {
        List<Expression> texts = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            SqlNode at = call.operand(Math.min(i, call.operandCount() - 1));
            texts.add(conversions.to(DataType.VARCHAR, arguments.get(i), at, "what " + function + " takes"));
        }
        return new Call(function, texts, result);
    }

    private Expression substring(SqlCall call) {
        List<Expression> arguments = new ArrayList<>(arguments(call, 2, 3));
        arguments.set(0, conversions.to(DataType.VARCHAR, arguments.get(0), call.operand(0), "what SUBSTRING cuts"));
        for (int i = 1; i < arguments.size(); i++) {
            arguments.set(
                    i, conversions.to(DataType.INTEGER, arguments.get(i), call.operand(i), "a position in SUBSTRING"));
        }
        return new Call(ScalarFunction.SUBSTRING, arguments, DataType.VARCHAR);
    }

    /** POSITION(part IN whole) and STRPOS(whole, part): (part, whole). */
    private Expression position(String name, SqlCall call) {
        List<Expression> arguments = arguments(call, 2, 2);
        List<Expression> ordered = name.equals("STRPOS") ? arguments.reversed() : arguments;
        return text(ScalarFunction.POSITION, DataType.INTEGER, ordered, call);
    }

    private Expression trim(SqlCall call) {
        if (call.operandCount() == 1) {
            return text(ScalarFunction.TRIM, DataType.VARCHAR, expressions.arguments(call), call);
        }
        boolean plain = call.operand(0) instanceof SqlLiteral flag
                && flag.getValue() == SqlTrimFunction.Flag.BOTH
                && call.operand(1) instanceof SqlLiteral blank
                && " ".equals(blank.toValue());
        if (!plain) {
            throw problems.at(call, SqlError.UNSUPPORTED, "TRIM takes away blanks on both sides; write TRIM(text)");
        }
        Expression value = conversions.to(
                DataType.VARCHAR, expressions.analyze(call.operand(2)), call.operand(2), "what TRIM takes");
        return new Call(ScalarFunction.TRIM, List.of(value), DataType.VARCHAR);
    }

    /** EXTRACT(unit FROM time), DATE_PART('unit', time), DATE_TRUNC('unit', time). */
    private Expression timePart(ScalarFunction function, SqlCall call) {
        if (call.operandCount() != 2) {
            throw problems.at(
                    call,
                    SqlError.INVALID,
                    function + " takes 2 arguments, a unit and a time, not " + call.operandCount());
        }
        SqlNode unit = call.operand(0);
        Expression time = expressions.analyze(call.operand(1));
        String name;
        if (unit instanceof SqlIntervalQualifier qualifier) {
            TimeUnitRange range = qualifier.timeUnitRange;
            name = qualifier.timeFrameName != null ? qualifier.timeFrameName : range.name();
        } else if (expressions.analyze(unit) instanceof Literal literal && literal.value() instanceof String text) {
            name = text;
        } else {
            throw problems.at(unit, SqlError.INVALID, "the unit is a constant text, such as 'hour'");
        }
        return function == ScalarFunction.EXTRACT ? extract(name, time, call) : truncate(name, time, call);
    }

    private Expression extract(String unit, Expression time, SqlCall call) {
        Set<String> known = new TreeSet<>(UNITS);
        known.addAll(PARTS);
        Expression part = unit(unit, known, call);
        if (!time.type().equals(DataType.TIMESTAMP) && !time.type().equals(DataType.DATE)) {
            throw conversions.unknownFor(call, "EXTRACT", List.of(time));
        }
        return new Call(ScalarFunction.EXTRACT, List.of(part, time), DataType.BIGINT);
    }

    private Expression truncate(String unit, Expression time, SqlCall call) {
        Expression part = unit(unit, UNITS, call);
        Expression moment = conversions.to(DataType.TIMESTAMP, time, call, "what DATE_TRUNC takes");
        return new Call(ScalarFunction.DATE_TRUNC, List.of(part, moment), DataType.TIMESTAMP);
    }

    private Expression unit(String name, Set<String> known, SqlNode at) {
        String unit = name.toLowerCase(Locale.ROOT);
        if (!known.contains(unit)) {
            String hint = Nearest.hint(unit, known);
            throw problems.at(
                    at,
                    SqlError.INVALID,
                    "there is no unit '" + name + "'" + (hint.isEmpty() ? "; there are " + Names.list(known) : hint));
        }
        return new Literal(unit, DataType.VARCHAR);
    }
}
