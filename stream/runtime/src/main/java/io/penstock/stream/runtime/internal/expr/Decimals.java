package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.ObjectColumn;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.runtime.internal.Errors;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Exact arithmetic. Results have the scale of their type, rounded half away from zero, and must fit its precision. */
public final class Decimals {
    private Decimals() {}

    static Kernel arithmetic(LongArithmetic.Operation operation, Expression.Call call, Kernel left, Kernel right) {
        DataType leftType = call.arguments().get(0).type();
        DataType rightType = call.arguments().get(1).type();
        DataType.Decimal type = (DataType.Decimal) call.type();
        return rows -> {
            Column a = left.evaluate(rows);
            Column b = right.evaluate(rows);
            int count = rows.count();
            long @Nullable [] nulls = Bits.or(a.nulls(), b.nulls(), count);
            @Nullable Object[] out = new @Nullable Object[count];
            for (int i = 0; i < count; i++) {
                if (!Bits.get(nulls, i)) {
                    BigDecimal x = decimal(leftType, a, i);
                    BigDecimal y = decimal(rightType, b, i);
                    out[i] = fit(compute(operation, call, x, y), type, call);
                }
            }
            return new ObjectColumn(out, nulls);
        };
    }

    private static BigDecimal compute(
            LongArithmetic.Operation operation, Expression.Call call, BigDecimal x, BigDecimal y) {
        return switch (operation) {
            case ADD -> x.add(y);
            case SUBTRACT -> x.subtract(y);
            case MULTIPLY -> x.multiply(y);
            case DIVIDE -> {
                if (y.signum() == 0) {
                    throw Errors.divisionByZero(call);
                }
                yield x.divide(y, ((DataType.Decimal) call.type()).scale(), RoundingMode.HALF_UP);
            }
            case MODULO -> {
                if (y.signum() == 0) {
                    throw Errors.divisionByZero(call);
                }
                yield x.remainder(y);
            }
        };
    }

    /** The value in the scale of a type; one that is too large is an error of the expression. */
    static BigDecimal fit(BigDecimal value, DataType.Decimal type, Expression expression) {
        BigDecimal fitted = fitOrNull(value, type);
        if (fitted == null) {
            throw Errors.overflow(expression);
        }
        return fitted;
    }

    /** The value in the scale of a type; null when it is too large. */
    public static @Nullable BigDecimal fitOrNull(BigDecimal value, DataType.Decimal type) {
        BigDecimal scaled = value.scale() == type.scale() ? value : value.setScale(type.scale(), RoundingMode.HALF_UP);
        return scaled.precision() > type.precision() ? null : scaled;
    }

    /** A number that is not NULL, as a decimal. */
    public static BigDecimal decimal(DataType type, Column column, int row) {
        return switch (column) {
            case LongColumn c -> BigDecimal.valueOf(c.values()[row]);
            case DoubleColumn c -> finite(c.values()[row], type);
            case ObjectColumn c -> (BigDecimal) Objects.requireNonNull(c.values()[row]);
            default -> throw new IllegalArgumentException(Boxed.get(type, column, row) + " is no number");
        };
    }

    private static BigDecimal finite(double value, DataType type) {
        if (Double.isFinite(value)) {
            return BigDecimal.valueOf(value);
        }
        throw Errors.unsupported("infinity and NaN of " + type.sql() + " have no DECIMAL; filter them out before");
    }
}
