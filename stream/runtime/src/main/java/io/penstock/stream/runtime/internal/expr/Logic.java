package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.Column;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.plan.ScalarFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** AND, OR, NOT and the IS family, with three values. */
final class Logic {
    private Logic() {}

    /** One side of AND or OR. */
    record Operand(Kernel kernel, boolean canFail) {}

    /**
     * AND or OR from left to right. An operand that can fail is computed only for rows that the ones before left open,
     * so {@code b <> 0 AND a / b > 1} is safe.
     */
    static Kernel junction(boolean and, List<Operand> operands) {
        return rows -> {
            LongColumn result = (LongColumn) operands.getFirst().kernel().evaluate(rows);
            for (int i = 1; i < operands.size(); i++) {
                Operand next = operands.get(i);
                result = next.canFail()
                        ? joinOpen(and, result, next.kernel(), rows)
                        : join(and, result, (LongColumn) next.kernel().evaluate(rows), rows.count());
            }
            return result;
        };
    }

    private static LongColumn join(boolean and, LongColumn a, LongColumn b, int count) {
        long[] x = a.values();
        long[] y = b.values();
        long[] out = new long[count];
        if (a.nulls() == null && b.nulls() == null) {
            for (int i = 0; i < count; i++) {
                out[i] = and ? x[i] & y[i] : x[i] | y[i];
            }
            return new LongColumn(out, null);
        }
        long[] nulls = Bits.empty(count);
        for (int i = 0; i < count; i++) {
            if (and ? BooleanColumns.isFalse(a, i) || BooleanColumns.isFalse(b, i) : decidesOr(a, b, i)) {
                out[i] = and ? 0 : 1;
            } else if (a.isNull(i) || b.isNull(i)) {
                Bits.set(nulls, i);
            } else {
                out[i] = and ? 1 : 0;
            }
        }
        return new LongColumn(out, nulls);
    }

    private static boolean decidesOr(LongColumn a, LongColumn b, int i) {
        return BooleanColumns.isTrue(a, i) || BooleanColumns.isTrue(b, i);
    }

    private static LongColumn joinOpen(boolean and, LongColumn a, Kernel next, Rows rows) {
        int count = rows.count();
        int[] open = new int[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            boolean decided = and ? BooleanColumns.isFalse(a, i) : BooleanColumns.isTrue(a, i);
            open[size] = i;
            size += decided ? 0 : 1;
        }
        if (size == 0) {
            return a;
        }
        if (size == count) {
            return join(and, a, (LongColumn) next.evaluate(rows), count);
        }
        LongColumn part = (LongColumn) next.evaluate(rows.narrow(open, size));
        long[] values = new long[count];
        java.util.Arrays.fill(values, and ? 0 : 1);
        long @Nullable [] nulls = part.nulls() == null ? null : Bits.empty(count);
        for (int i = 0; i < size; i++) {
            values[open[i]] = part.values()[i];
            if (nulls != null && part.isNull(i)) {
                Bits.set(nulls, open[i]);
            }
        }
        return join(and, a, new LongColumn(values, nulls), count);
    }

    static Kernel not(Kernel operand) {
        return rows -> {
            LongColumn column = (LongColumn) operand.evaluate(rows);
            long[] values = column.values();
            long[] out = new long[rows.count()];
            for (int i = 0; i < out.length; i++) {
                out[i] = values[i] ^ 1;
            }
            return new LongColumn(out, column.nulls());
        };
    }

    static Kernel isNull(Kernel operand, boolean wanted) {
        return rows -> {
            Column column = operand.evaluate(rows);
            long[] out = new long[rows.count()];
            for (int i = 0; i < out.length; i++) {
                out[i] = column.isNull(i) == wanted ? 1 : 0;
            }
            return new LongColumn(out, null);
        };
    }

    /** IS [NOT] TRUE and IS [NOT] FALSE. */
    static Kernel is(ScalarFunction test, Kernel operand) {
        boolean truth = test == ScalarFunction.IS_TRUE || test == ScalarFunction.IS_NOT_TRUE;
        boolean wanted = test == ScalarFunction.IS_TRUE || test == ScalarFunction.IS_FALSE;
        return rows -> {
            LongColumn column = (LongColumn) operand.evaluate(rows);
            long[] out = new long[rows.count()];
            for (int i = 0; i < out.length; i++) {
                boolean is = truth ? BooleanColumns.isTrue(column, i) : BooleanColumns.isFalse(column, i);
                out[i] = is == wanted ? 1 : 0;
            }
            return new LongColumn(out, null);
        };
    }
}
