package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.runtime.internal.Errors;
import org.jspecify.annotations.Nullable;

/** Arithmetic on floating-point numbers; REAL results are rounded to float. */
final class DoubleArithmetic {
    private final LongArithmetic.Operation operation;
    private final Expression expression;
    private final boolean real;

    DoubleArithmetic(LongArithmetic.Operation operation, Expression expression) {
        this.operation = operation;
        this.expression = expression;
        this.real = expression.type().equals(io.penstock.stream.data.DataType.REAL);
    }

    DoubleColumn apply(DoubleColumn left, DoubleColumn right, int count) {
        double[] a = left.values();
        double[] b = right.values();
        double[] out = new double[count];
        long @Nullable [] nulls = Bits.or(left.nulls(), right.nulls(), count);
        switch (operation) {
            case ADD -> {
                for (int i = 0; i < count; i++) {
                    out[i] = a[i] + b[i];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < count; i++) {
                    out[i] = a[i] - b[i];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < count; i++) {
                    out[i] = a[i] * b[i];
                }
            }
            case DIVIDE, MODULO -> divide(a, b, nulls, out);
        }
        if (real) {
            for (int i = 0; i < count; i++) {
                out[i] = (float) out[i];
            }
        }
        return new DoubleColumn(out, nulls);
    }

    private void divide(double[] a, double[] b, long @Nullable [] nulls, double[] out) {
        boolean quotient = operation == LongArithmetic.Operation.DIVIDE;
        for (int i = 0; i < out.length; i++) {
            if (b[i] == 0 && !Bits.get(nulls, i)) {
                throw Errors.divisionByZero(expression);
            }
            out[i] = quotient ? a[i] / b[i] : a[i] % b[i];
        }
    }
}
