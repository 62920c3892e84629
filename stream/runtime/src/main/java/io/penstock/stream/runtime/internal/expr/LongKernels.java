package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.data.LongColumn;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of single longs and doubles, not called for NULL. */
final class LongKernels {
    private LongKernels() {}

    static Kernel map(Kernel argument, LongUnaryOperator function) {
        return rows -> {
            LongColumn column = (LongColumn) argument.evaluate(rows);
            long[] values = column.values();
            long[] out = new long[rows.count()];
            boolean free = column.nulls() == null;
            for (int i = 0; i < out.length; i++) {
                if (free || !column.isNull(i)) {
                    out[i] = function.applyAsLong(values[i]);
                }
            }
            return new LongColumn(out, column.nulls());
        };
    }

    static Kernel mapDoubles(Kernel argument, DoubleUnaryOperator function) {
        return rows -> {
            var column = argument.evaluate(rows);
            double[] values = Comparisons.doubles(column, rows.count());
            double[] out = new double[rows.count()];
            boolean free = column.nulls() == null;
            for (int i = 0; i < out.length; i++) {
                if (free || !column.isNull(i)) {
                    out[i] = function.applyAsDouble(values[i]);
                }
            }
            return new DoubleColumn(out, column.nulls());
        };
    }

    /** The largest or smallest of several longs; NULL when one is. */
    static Kernel extreme(List<Kernel> arguments, boolean greatest) {
        return rows -> {
            LongColumn best = (LongColumn) arguments.getFirst().evaluate(rows);
            int count = rows.count();
            for (Kernel argument : arguments.subList(1, arguments.size())) {
                LongColumn next = (LongColumn) argument.evaluate(rows);
                long[] a = best.values();
                long[] b = next.values();
                long[] out = new long[count];
                for (int i = 0; i < count; i++) {
                    out[i] = greatest ? Math.max(a[i], b[i]) : Math.min(a[i], b[i]);
                }
                long @Nullable [] nulls = Bits.or(best.nulls(), next.nulls(), count);
                best = new LongColumn(out, nulls);
            }
            return best;
        };
    }
}
