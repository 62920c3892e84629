package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.DataType;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.runtime.internal.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on what is kept as a long. The loops gather overflow into one sign bit and look at it once a batch; only
 * when it is set, and NULLs may have caused it, are the rows looked at one by one.
 */
final class LongArithmetic {
    /** One operation on two longs that can overflow. */
    enum Operation {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        MODULO
    }

    private final Operation operation;
    private final Expression expression;
    private final long least;
    private final long greatest;

    LongArithmetic(Operation operation, Expression expression) {
        this.operation = operation;
        this.expression = expression;
        this.least = least(expression.type());
        this.greatest = greatest(expression.type());
    }

    static long least(DataType type) {
        return switch (type) {
            case DataType.Simple.TINYINT -> Byte.MIN_VALUE;
            case DataType.Simple.SMALLINT -> Short.MIN_VALUE;
            case DataType.Simple.INTEGER -> Integer.MIN_VALUE;
            default -> Long.MIN_VALUE;
        };
    }

    static long greatest(DataType type) {
        return switch (type) {
            case DataType.Simple.TINYINT -> Byte.MAX_VALUE;
            case DataType.Simple.SMALLINT -> Short.MAX_VALUE;
            case DataType.Simple.INTEGER -> Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }

    LongColumn apply(LongColumn left, LongColumn right, int count) {
        long[] out = new long[count];
        long @Nullable [] nulls = Bits.or(left.nulls(), right.nulls(), count);
        long bad = compute(left.values(), right.values(), nulls, out);
        if (least != Long.MIN_VALUE) {
            for (int i = 0; i < count; i++) {
                bad |= (out[i] - least) | (greatest - out[i]);
            }
        }
        if (bad < 0) {
            check(left.values(), right.values(), nulls, count);
        }
        return new LongColumn(out, nulls);
    }

    private long compute(long[] a, long[] b, long @Nullable [] nulls, long[] out) {
        long bad = 0;
        switch (operation) {
            case ADD -> {
                for (int i = 0; i < out.length; i++) {
                    long sum = a[i] + b[i];
                    out[i] = sum;
                    bad |= (a[i] ^ sum) & (b[i] ^ sum);
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < out.length; i++) {
                    long difference = a[i] - b[i];
                    out[i] = difference;
                    bad |= (a[i] ^ b[i]) & (a[i] ^ difference);
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < out.length; i++) {
                    long product = a[i] * b[i];
                    out[i] = product;
                    bad |= (Math.multiplyHigh(a[i], b[i]) ^ (product >> 63)) == 0 ? 0 : -1;
                }
            }
            case DIVIDE, MODULO -> divide(a, b, nulls, out);
        }
        return bad;
    }

    private void divide(long[] a, long[] b, long @Nullable [] nulls, long[] out) {
        boolean quotient = operation == Operation.DIVIDE;
        for (int i = 0; i < out.length; i++) {
            long divisor = b[i];
            if (divisor == 0) {
                if (Bits.get(nulls, i)) {
                    continue;
                }
                throw Errors.divisionByZero(expression);
            }
            if (quotient && divisor == -1 && a[i] == Long.MIN_VALUE && !Bits.get(nulls, i)) {
                throw Errors.overflow(expression);
            }
            out[i] = quotient ? a[i] / divisor : a[i] % divisor;
        }
    }

    private void check(long[] a, long[] b, long @Nullable [] nulls, int count) {
        for (int i = 0; i < count; i++) {
            if (Bits.get(nulls, i)) {
                continue;
            }
            try {
                long exact = switch (operation) {
                    case ADD -> Math.addExact(a[i], b[i]);
                    case SUBTRACT -> Math.subtractExact(a[i], b[i]);
                    case MULTIPLY -> Math.multiplyExact(a[i], b[i]);
                    case DIVIDE -> Math.divideExact(a[i], b[i]);
                    case MODULO -> a[i] % b[i];
                };
                if (exact < least || exact > greatest) {
                    throw Errors.overflow(expression);
                }
            } catch (ArithmeticException overflow) {
                throw Errors.overflow(expression);
            }
        }
    }

    /** Refuses values outside the type of the expression. */
    static LongColumn inRange(LongColumn column, Expression expression, int count) {
        long least = least(expression.type());
        long greatest = greatest(expression.type());
        long[] values = column.values();
        long outside = 0;
        for (int i = 0; i < count; i++) {
            outside |= Math.clamp(values[i], least, greatest) ^ values[i];
        }
        for (int i = 0; i < count && outside != 0; i++) {
            if ((values[i] < least || values[i] > greatest) && !column.isNull(i)) {
                throw Errors.overflow(expression);
            }
        }
        return column;
    }
}
