package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.DataType;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.runtime.internal.Errors;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Functions of numbers. ROUND rounds half away from zero. What has no real result is an error. */
final class MathFunctions {
    private static final int DIGITS_MAX = 30;

    private MathFunctions() {}

    static Kernel of(Expression.Call call, List<Kernel> arguments) {
        Kernel first = arguments.getFirst();
        return switch (call.type().storage()) {
            case DOUBLE -> doubles(call, arguments);
            case LONG -> longs(call, first);
            case OBJECT ->
                new BoxedKernel(
                        arguments,
                        call.arguments().stream().map(Expression::type).toList(),
                        a -> decimal(call, a),
                        call.type());
            case TEXT -> throw Errors.unsupported(call + " gives no text");
        };
    }

    private static Kernel longs(Expression.Call call, Kernel argument) {
        return switch (call.function()) {
            case CEIL, FLOOR, ROUND -> argument;
            case SIGN -> LongKernels.map(argument, Long::signum);
            case ABS ->
                LongKernels.map(argument, value -> {
                    if (value == LongArithmetic.least(call.type())) {
                        throw Errors.overflow(call);
                    }
                    return Math.abs(value);
                });
            case NEGATE ->
                LongKernels.map(argument, value -> {
                    if (value == LongArithmetic.least(call.type())) {
                        throw Errors.overflow(call);
                    }
                    return -value;
                });
            default ->
                throw Errors.unsupported(call + " does not give " + call.type().sql());
        };
    }

    private static Kernel doubles(Expression.Call call, List<Kernel> arguments) {
        Kernel first = arguments.getFirst();
        if (arguments.size() == 2) {
            return twoDoubles(call, first, arguments.get(1));
        }
        DoubleUnaryOperator function = switch (call.function()) {
            case NEGATE -> value -> -value;
            case ABS -> Math::abs;
            case CEIL -> Math::ceil;
            case FLOOR -> Math::floor;
            case ROUND -> MathFunctions::round;
            case SIGN -> Math::signum;
            case EXP -> Math::exp;
            case SQRT -> value -> Math.sqrt(atLeast(call, value, value >= 0));
            case LN -> value -> Math.log(atLeast(call, value, value > 0));
            default ->
                throw Errors.unsupported(call + " does not give " + call.type().sql());
        };
        return LongKernels.mapDoubles(first, function);
    }

    private static Kernel twoDoubles(Expression.Call call, Kernel first, Kernel second) {
        BoxedKernel.Function function = switch (call.function()) {
            case POWER -> a -> power(call, ((Number) a[0]).doubleValue(), ((Number) a[1]).doubleValue());
            case ROUND -> a -> round(((Number) a[0]).doubleValue(), ((Number) a[1]).longValue());
            default ->
                throw Errors.unsupported(call + " does not give " + call.type().sql());
        };
        List<DataType> types = call.arguments().stream().map(Expression::type).toList();
        return new BoxedKernel(List.of(first, second), types, function, call.type());
    }

    private static double atLeast(Expression call, double value, boolean defined) {
        if (!defined && !Double.isNaN(value)) {
            throw Errors.evaluation(call, "not defined for an argument this small; guard it with CASE");
        }
        return value;
    }

    private static double power(Expression call, double base, double exponent) {
        if (base == 0 && exponent < 0) {
            throw Errors.divisionByZero(call);
        }
        if (base < 0 && exponent != Math.rint(exponent)) {
            throw Errors.evaluation(call, "a negative number has no such power; guard it with CASE");
        }
        return Math.pow(base, exponent);
    }

    private static double round(double value) {
        double size = Math.abs(value);
        double whole = Math.floor(size);
        return Math.copySign(size - whole >= 0.5 ? whole + 1 : whole, value);
    }

    private static double round(double value, long digits) {
        if (!Double.isFinite(value) || digits > DIGITS_MAX) {
            return value;
        }
        return BigDecimal.valueOf(value)
                .setScale((int) Math.max(digits, -400), RoundingMode.HALF_UP)
                .doubleValue();
    }

    private static BigDecimal decimal(Expression.Call call, Object[] arguments) {
        BigDecimal value = arguments[0] instanceof BigDecimal number ? number : new BigDecimal(arguments[0].toString());
        BigDecimal result = switch (call.function()) {
            case NEGATE -> value.negate();
            case ABS -> value.abs();
            case CEIL -> value.setScale(0, RoundingMode.CEILING);
            case FLOOR -> value.setScale(0, RoundingMode.FLOOR);
            case SIGN -> BigDecimal.valueOf(value.signum());
            case ROUND -> {
                long digits = arguments.length > 1 ? ((Number) arguments[1]).longValue() : 0;
                yield value.setScale(
                        Math.clamp(digits, -DataType.Decimal.PRECISION_MAX, value.scale()), RoundingMode.HALF_UP);
            }
            default ->
                throw Errors.unsupported(call + " does not give " + call.type().sql());
        };
        return Decimals.fit(result, (DataType.Decimal) call.type(), call);
    }
}
