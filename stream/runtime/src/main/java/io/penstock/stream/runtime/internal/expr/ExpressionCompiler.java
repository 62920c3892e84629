package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.Expression.Call;
import io.penstock.stream.plan.Expression.Case;
import io.penstock.stream.plan.Expression.Cast;
import io.penstock.stream.plan.Expression.ColumnRef;
import io.penstock.stream.plan.Expression.Literal;
import io.penstock.stream.plan.ScalarFunction;
import io.penstock.stream.runtime.internal.Errors;
import io.penstock.stream.runtime.internal.expr.LongArithmetic.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns expressions into kernels and conditions into selectors. What a compiler made belongs to one thread; compile
 * again for another.
 */
public final class ExpressionCompiler {
    private final LongSupplier watermark;

    /** @param watermark what WATERMARK() gives, in microseconds */
    public ExpressionCompiler(LongSupplier watermark) {
        this.watermark = watermark;
    }

    public Kernel compile(Expression expression) {
        return switch (expression) {
            case ColumnRef column -> rows -> rows.column(column.position());
            case Literal literal -> new Constant(literal.type(), literal.value());
            case Cast cast -> Casts.of(cast, compile(cast.input()));
            case Case choice -> choice(choice);
            case Call call -> call(call);
        };
    }

    private Kernel choice(Case choice) {
        List<CaseKernel.Branch> branches = new ArrayList<>();
        for (Case.Branch branch : choice.branches()) {
            branches.add(new CaseKernel.Branch(compile(branch.condition()), compile(branch.result())));
        }
        return new CaseKernel(choice.type(), branches, compile(choice.otherwise()));
    }

    private Kernel call(Call call) {
        return switch (call.function()) {
            case PLUS, TIMESTAMP_PLUS -> arithmetic(Operation.ADD, call);
            case MINUS, TIMESTAMP_MINUS, TIMESTAMP_DIFF -> arithmetic(Operation.SUBTRACT, call);
            case TIMES -> arithmetic(Operation.MULTIPLY, call);
            case DIVIDE -> arithmetic(Operation.DIVIDE, call);
            case MODULO -> arithmetic(Operation.MODULO, call);
            case EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_OR_EQUAL,
                    GREATER,
                    GREATER_OR_EQUAL,
                    IS_DISTINCT_FROM,
                    IS_NOT_DISTINCT_FROM -> comparison(call);
            case AND, OR ->
                Logic.junction(
                        call.function() == ScalarFunction.AND,
                        call.arguments().stream()
                                .map(a -> new Logic.Operand(compile(a), canFail(a)))
                                .toList());
            case NOT -> Logic.not(argument(call, 0));
            case IS_NULL, IS_NOT_NULL -> Logic.isNull(argument(call, 0), call.function() == ScalarFunction.IS_NULL);
            case IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE -> Logic.is(call.function(), argument(call, 0));
            case COALESCE -> choice(coalesce(call));
            case NULLIF -> choice(nullIf(call));
            case GREATEST, LEAST -> extreme(call);
            case NEGATE, ABS, CEIL, FLOOR, ROUND, SQRT, POWER, LN, EXP, SIGN -> MathFunctions.of(call, arguments(call));
            case UPPER, LOWER, TRIM, CONCAT, SUBSTRING, CHAR_LENGTH, REPLACE, POSITION, STARTS_WITH, LIKE -> text(call);
            case DATE_TRUNC, EXTRACT -> timeField(call);
            case TUMBLE_START, HOP_START -> windowStart(call);
            case WATERMARK -> this::watermarks;
        };
    }

    private Kernel argument(Call call, int index) {
        return compile(call.arguments().get(index));
    }

    private List<Kernel> arguments(Call call) {
        return call.arguments().stream().map(this::compile).toList();
    }

    private static List<DataType> types(Call call) {
        return call.arguments().stream().map(Expression::type).toList();
    }

    private Kernel arithmetic(Operation operation, Call call) {
        Kernel left = argument(call, 0);
        Kernel right = argument(call, 1);
        return switch (call.type().storage()) {
            case LONG -> {
                requireStorage(call, DataType.Storage.LONG);
                LongArithmetic loop = new LongArithmetic(operation, call);
                yield rows ->
                        loop.apply((LongColumn) left.evaluate(rows), (LongColumn) right.evaluate(rows), rows.count());
            }
            case DOUBLE -> {
                DoubleArithmetic loop = new DoubleArithmetic(operation, call);
                yield rows -> loop.apply(doubles(left, rows), doubles(right, rows), rows.count());
            }
            case OBJECT -> Decimals.arithmetic(operation, call, left, right);
            case TEXT -> throw Errors.unsupported(call + " gives no text");
        };
    }

    private static void requireStorage(Call call, DataType.Storage storage) {
        for (Expression argument : call.arguments()) {
            if (argument.type().storage() != storage) {
                throw Errors.unsupported(call + ": an argument is "
                        + argument.type().sql() + ", the result " + call.type().sql() + "; cast the argument");
            }
        }
    }

    private static DoubleColumn doubles(Kernel kernel, Rows rows) {
        var column = kernel.evaluate(rows);
        return column instanceof DoubleColumn already
                ? already
                : new DoubleColumn(Comparisons.doubles(column, rows.count()), column.nulls());
    }

    private Kernel comparison(Call call) {
        List<DataType> types = types(call);
        boolean text = types.get(0).storage() == DataType.Storage.TEXT;
        if (text != (types.get(1).storage() == DataType.Storage.TEXT)) {
            throw Errors.unsupported(call + ": " + types.get(0).sql() + " and "
                    + types.get(1).sql() + " cannot be compared; cast one of them");
        }
        return Comparisons.of(call.function(), argument(call, 0), types.get(0), argument(call, 1), types.get(1));
    }

    private static Case coalesce(Call call) {
        List<Case.Branch> branches = new ArrayList<>();
        List<Expression> arguments = call.arguments();
        for (Expression argument : arguments.subList(0, arguments.size() - 1)) {
            branches.add(new Case.Branch(
                    new Call(ScalarFunction.IS_NOT_NULL, List.of(argument), DataType.BOOLEAN), argument));
        }
        return new Case(branches, arguments.getLast(), call.type());
    }

    private static Case nullIf(Call call) {
        Expression equal = new Call(ScalarFunction.EQUAL, call.arguments(), DataType.BOOLEAN);
        Case.Branch branch = new Case.Branch(equal, new Literal(null, call.type()));
        return new Case(List.of(branch), call.arguments().getFirst(), call.type());
    }

    private Kernel extreme(Call call) {
        boolean greatest = call.function() == ScalarFunction.GREATEST;
        if (call.type().storage() == DataType.Storage.LONG) {
            return LongKernels.extreme(arguments(call), greatest);
        }
        BoxedKernel.Function function = values -> {
            Object best = values[0];
            for (Object value : values) {
                int order = Order.boxed(value, best);
                best = greatest ? (order > 0 ? value : best) : (order < 0 ? value : best);
            }
            return best;
        };
        return new BoxedKernel(arguments(call), types(call), function, call.type());
    }

    private Kernel text(Call call) {
        BoxedKernel.Function function = TextFunctions.of(call);
        int variable = soleText(call);
        if (variable < 0 || call.type().storage() == DataType.Storage.DOUBLE) {
            return new BoxedKernel(arguments(call), types(call), function, call.type());
        }
        Object[] values = new Object[call.arguments().size()];
        for (int i = 0; i < values.length; i++) {
            if (i != variable && call.arguments().get(i) instanceof Literal(var value, var type) && value != null) {
                values[i] = value;
            }
        }
        if (call.function() == ScalarFunction.LIKE && variable == 0) {
            Predicate<String> like = TextFunctions.like(call, values);
            return new MemoKernel(argument(call, 0), like::test, call.type());
        }
        return new MemoKernel(
                argument(call, variable),
                text -> {
                    Object[] filled = values.clone();
                    filled[variable] = text;
                    return function.apply(filled);
                },
                call.type());
    }

    /** The position of the only argument that is no constant, if that is a text and no constant is NULL; else −1. */
    private static int soleText(Call call) {
        int found = -1;
        for (int i = 0; i < call.arguments().size(); i++) {
            Expression argument = call.arguments().get(i);
            if (argument instanceof Literal literal) {
                if (literal.value() == null) {
                    return -1;
                }
            } else if (found >= 0 || argument.type().storage() != DataType.Storage.TEXT) {
                return -1;
            } else {
                found = i;
            }
        }
        return found;
    }

    private Kernel timeField(Call call) {
        if (!(call.arguments().getFirst() instanceof Literal(var value, var type)) || !(value instanceof String unit)) {
            throw Errors.unsupported(call + ": the unit must be a constant text");
        }
        Kernel moment = argument(call, 1);
        if (call.function() == ScalarFunction.DATE_TRUNC) {
            return LongKernels.map(moment, TimeFunctions.truncate(call, unit));
        }
        Kernel field = LongKernels.map(
                moment,
                TimeFunctions.extract(call, unit, call.arguments().get(1).type()));
        return Casts.of(new Cast(new Literal(null, DataType.BIGINT), call.type()), field);
    }

    private Kernel windowStart(Call call) {
        long[] lengths = call.arguments().stream()
                .skip(1)
                .mapToLong(argument -> micros(call, argument))
                .toArray();
        return call.function() == ScalarFunction.TUMBLE_START
                ? LongKernels.map(argument(call, 0), t -> TimeFunctions.tumbleStart(t, lengths[0], lengths[1]))
                : LongKernels.map(
                        argument(call, 0), t -> TimeFunctions.hopStart(t, lengths[0], lengths[1], lengths[2]));
    }

    private static long micros(Call call, Expression length) {
        if (length instanceof Literal(var value, var type) && value != null) {
            return value instanceof java.time.Duration duration
                    ? duration.dividedBy(java.time.Duration.ofNanos(1000))
                    : ((Number) value).longValue();
        }
        throw Errors.unsupported(call + ": size, slide and offset must be constants");
    }

    private LongColumn watermarks(Rows rows) {
        long now = watermark.getAsLong();
        long[] values = new long[rows.count()];
        Arrays.fill(values, now);
        long @Nullable [] nulls = now == Watermark.UNSET ? Bits.full(rows.count()) : null;
        return new LongColumn(values, nulls);
    }

    /** Whether computing it for a row can be an error. */
    static boolean canFail(Expression expression) {
        return switch (expression) {
            case ColumnRef column -> false;
            case Literal literal -> false;
            case Cast cast -> true;
            case Case choice -> true;
            case Call call ->
                switch (call.function()) {
                    case EQUAL,
                            NOT_EQUAL,
                            LESS,
                            LESS_OR_EQUAL,
                            GREATER,
                            GREATER_OR_EQUAL,
                            AND,
                            OR,
                            NOT,
                            IS_NULL,
                            IS_NOT_NULL,
                            IS_TRUE,
                            IS_NOT_TRUE,
                            IS_FALSE,
                            IS_NOT_FALSE,
                            LIKE,
                            STARTS_WITH -> call.arguments().stream().anyMatch(ExpressionCompiler::canFail);
                    default -> true;
                };
        };
    }

    /** A condition as a selection. */
    public Selector compileCondition(Expression condition) {
        if (condition instanceof Call call && call.function() == ScalarFunction.AND) {
            return Selectors.all(
                    call.arguments().stream().map(this::compileCondition).toList());
        }
        Selector simple = condition instanceof Call call ? constantComparison(call) : null;
        return simple != null ? simple : Selectors.of(compile(condition));
    }

    private static @Nullable Selector constantComparison(Call call) {
        boolean order = switch (call.function()) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
            default -> false;
        };
        if (call.function() == ScalarFunction.LIKE && soleText(call) == 0) {
            return like(call);
        }
        if (!order) {
            return null;
        }
        Comparison comparison = Comparison.of(call.function());
        Expression left = call.arguments().get(0);
        Expression right = call.arguments().get(1);
        if (left instanceof ColumnRef column && right instanceof Literal literal) {
            return columnWithConstant(column, comparison, literal);
        }
        if (left instanceof Literal literal && right instanceof ColumnRef column) {
            return columnWithConstant(column, comparison.mirrored(), literal);
        }
        return null;
    }

    private static @Nullable Selector like(Call call) {
        Object[] values = new Object[call.arguments().size()];
        for (int i = 1; i < values.length; i++) {
            if (call.arguments().get(i) instanceof Literal(var value, var type) && value != null) {
                values[i] = value;
            }
        }
        return call.arguments().getFirst() instanceof ColumnRef column
                ? Selectors.texts(column.position(), TextFunctions.like(call, values))
                : null;
    }

    private static @Nullable Selector columnWithConstant(ColumnRef column, Comparison comparison, Literal literal) {
        Object value = literal.value();
        if (value == null || !column.type().equals(literal.type())) {
            return null;
        }
        return switch (column.type().storage()) {
            case LONG -> {
                var builder = new io.penstock.stream.data.ColumnBuilder(literal.type(), 1);
                builder.append(value);
                yield Selectors.longs(column.position(), comparison, ((LongColumn) builder.build()).values()[0]);
            }
            case DOUBLE -> {
                double number = ((Number) value).doubleValue();
                yield Double.isNaN(number) ? null : Selectors.doubles(column.position(), comparison, number);
            }
            case TEXT -> {
                String text = (String) value;
                yield Selectors.texts(column.position(), other -> comparison.test(Order.texts(other, text)));
            }
            case OBJECT -> null;
        };
    }
}
