package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.Column;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.ObjectColumn;
import io.penstock.stream.data.TextColumn;
import io.penstock.stream.plan.ScalarFunction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Comparisons of two columns. Sides of different numeric types are compared as DOUBLE or DECIMAL. */
final class Comparisons {
    private Comparisons() {}

    static Kernel of(ScalarFunction function, Kernel left, DataType leftType, Kernel right, DataType rightType) {
        Comparison comparison = Comparison.of(function);
        boolean distinct =
                function == ScalarFunction.IS_DISTINCT_FROM || function == ScalarFunction.IS_NOT_DISTINCT_FROM;
        return rows -> {
            Column a = left.evaluate(rows);
            Column b = right.evaluate(rows);
            int count = rows.count();
            long @Nullable [] nulls = Bits.or(a.nulls(), b.nulls(), count);
            long[] out = new long[count];
            compare(comparison, new Sides(a, leftType, b, rightType), nulls, out);
            if (!distinct || nulls == null) {
                return new LongColumn(out, nulls);
            }
            for (int i = 0; i < count; i++) {
                if (Bits.get(nulls, i)) {
                    boolean same = a.isNull(i) && b.isNull(i);
                    out[i] = same == (comparison == Comparison.EQUAL) ? 1 : 0;
                }
            }
            return new LongColumn(out, null);
        };
    }

    private record Sides(Column left, DataType leftType, Column right, DataType rightType) {}

    private static void compare(Comparison comparison, Sides sides, long @Nullable [] nulls, long[] out) {
        if (sides.left() instanceof LongColumn a && sides.right() instanceof LongColumn b) {
            longs(comparison, a.values(), b.values(), out);
        } else if (sides.left() instanceof TextColumn a && sides.right() instanceof TextColumn b) {
            texts(comparison, a, b, nulls, out);
        } else if (sides.left() instanceof ObjectColumn || sides.right() instanceof ObjectColumn) {
            objects(comparison, sides, nulls, out);
        } else {
            double[] a = doubles(sides.left(), out.length);
            double[] b = doubles(sides.right(), out.length);
            for (int i = 0; i < out.length; i++) {
                out[i] = comparison.test(Order.doubles(a[i], b[i])) ? 1 : 0;
            }
        }
    }

    private static void longs(Comparison comparison, long[] a, long[] b, long[] out) {
        switch (comparison) {
            case EQUAL -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = a[i] == b[i] ? 1 : 0;
                }
            }
            case NOT_EQUAL -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = a[i] != b[i] ? 1 : 0;
                }
            }
            case LESS -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = a[i] < b[i] ? 1 : 0;
                }
            }
            case LESS_OR_EQUAL -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = a[i] <= b[i] ? 1 : 0;
                }
            }
            case GREATER -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = a[i] > b[i] ? 1 : 0;
                }
            }
            case GREATER_OR_EQUAL -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = a[i] >= b[i] ? 1 : 0;
                }
            }
        }
    }

    private static void texts(Comparison comparison, TextColumn a, TextColumn b, long @Nullable [] nulls, long[] out) {
        boolean byCode = a.dictionary() == b.dictionary()
                && (comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL);
        for (int i = 0; i < out.length; i++) {
            if (byCode) {
                out[i] = (a.codes()[i] == b.codes()[i]) == (comparison == Comparison.EQUAL) ? 1 : 0;
            } else if (!Bits.get(nulls, i)) {
                out[i] = comparison.test(Order.texts(a.text(i), b.text(i))) ? 1 : 0;
            }
        }
    }

    private static void objects(Comparison comparison, Sides sides, long @Nullable [] nulls, long[] out) {
        boolean decimal = sides.leftType() instanceof DataType.Decimal || sides.rightType() instanceof DataType.Decimal;
        boolean floating = sides.left() instanceof DoubleColumn || sides.right() instanceof DoubleColumn;
        for (int i = 0; i < out.length; i++) {
            if (!Bits.get(nulls, i)) {
                int order = decimal
                        ? numbers(sides, i, floating)
                        : Order.boxed(object(sides.left(), i), object(sides.right(), i));
                out[i] = comparison.test(order) ? 1 : 0;
            }
        }
    }

    private static int numbers(Sides sides, int row, boolean floating) {
        if (floating) {
            return Order.doubles(asDouble(sides.left(), row), asDouble(sides.right(), row));
        }
        return Decimals.decimal(sides.leftType(), sides.left(), row)
                .compareTo(Decimals.decimal(sides.rightType(), sides.right(), row));
    }

    private static Object object(Column column, int row) {
        return Objects.requireNonNull(((ObjectColumn) column).values()[row]);
    }

    private static double asDouble(Column column, int row) {
        return switch (column) {
            case LongColumn c -> c.values()[row];
            case DoubleColumn c -> c.values()[row];
            case ObjectColumn c -> ((Number) Objects.requireNonNull(c.values()[row])).doubleValue();
            case TextColumn c -> throw new IllegalArgumentException(c.text(row) + " is no number");
        };
    }

    /** A numeric column as doubles; zeros where it is NULL. */
    static double[] doubles(Column column, int count) {
        if (column instanceof DoubleColumn c) {
            return c.values();
        }
        double[] out = new double[count];
        for (int i = 0; i < count; i++) {
            if (!column.isNull(i)) {
                out[i] = asDouble(column, i);
            }
        }
        return out;
    }
}
