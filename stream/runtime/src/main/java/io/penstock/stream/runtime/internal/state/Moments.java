package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.plan.AggregateCall.Function;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * The sums that variances and regressions follow from: of one column and its squares, or of two and their products. All
 * are exact, so rows can be taken back, groups can be joined, and a small spread of large numbers is not lost.
 */
final class Moments extends ObjectAccumulator {
    private static final MathContext PRECISION = MathContext.DECIMAL128;

    private final int second;

    /** @param second the other column; −1 for none */
    Moments(Admission admission, int index, int second) {
        super(admission, index);
        this.second = second;
    }

    /** What is kept of a group; {@code y} is the first argument where there are two. */
    private static final class Sums {
        private long count;
        private final ExactSum x = new ExactSum();
        private final ExactSum xx = new ExactSum();
        private final ExactSum y = new ExactSum();
        private final ExactSum yy = new ExactSum();
        private final ExactSum xy = new ExactSum();

        private ExactSum[] all() {
            return new ExactSum[] {x, xx, y, yy, xy};
        }
    }

    @Override
    @Nullable
    Object add(@Nullable Object kept, Batch batch, int row) {
        if (second >= 0 && batch.column(second).isNull(row)) {
            return kept;
        }
        Sums sums = kept == null ? new Sums() : (Sums) kept;
        int weight = batch.weight(row);
        double first = ((DoubleColumn) batch.column(admission.argument())).values()[row];
        sums.count += weight;
        if (second < 0) {
            sums.x.add(first, weight);
            product(sums.xx, first, first, weight);
        } else {
            double x = ((DoubleColumn) batch.column(second)).values()[row];
            sums.x.add(x, weight);
            sums.y.add(first, weight);
            product(sums.xx, x, x, weight);
            product(sums.yy, first, first, weight);
            product(sums.xy, x, first, weight);
        }
        return sums.count == 0 ? null : sums;
    }

    private static void product(ExactSum sum, double a, double b, int weight) {
        double product = a * b;
        sum.add(product, weight);
        double lost = Math.fma(a, b, -product);
        if (Double.isFinite(product) && lost != 0) {
            sum.add(lost, weight);
        }
    }

    @Override
    @Nullable
    Object merged(Object kept, Object other) {
        Sums sums = (Sums) kept;
        sums.count += ((Sums) other).count;
        ExactSum[] to = sums.all();
        ExactSum[] from = ((Sums) other).all();
        for (int i = 0; i < to.length; i++) {
            to[i].add(from[i]);
        }
        return sums.count == 0 ? null : sums;
    }

    /** What a function gives; null where it has no value. */
    static @Nullable Double result(@Nullable Object kept, Function function) {
        if (kept == null) {
            return null;
        }
        Sums sums = (Sums) kept;
        boolean sample =
                function == Function.VAR_SAMP || function == Function.STDDEV_SAMP || function == Function.COVAR_SAMP;
        if (sums.count < 1 || (sample && sums.count < 2)) {
            return null;
        }
        for (ExactSum sum : sums.all()) {
            if (!sum.isFinite()) {
                return Double.NaN;
            }
        }
        BigDecimal count = BigDecimal.valueOf(sums.count);
        BigDecimal pairs = count.multiply(sample ? count.subtract(BigDecimal.ONE) : count);
        return switch (function) {
            case VAR_POP, VAR_SAMP -> quotient(spread(count, sums.x, sums.x, sums.xx), pairs);
            case STDDEV_POP, STDDEV_SAMP -> root(spread(count, sums.x, sums.x, sums.xx), pairs);
            case COVAR_POP, COVAR_SAMP -> quotient(spread(count, sums.x, sums.y, sums.xy), pairs);
            case CORR -> correlation(sums, count);
            case REGR_SLOPE -> quotient(spread(count, sums.x, sums.y, sums.xy), spread(count, sums.x, sums.x, sums.xx));
            case REGR_INTERCEPT ->
                quotient(
                        sums.y
                                .exact()
                                .multiply(sums.xx.exact())
                                .subtract(sums.x.exact().multiply(sums.xy.exact())),
                        spread(count, sums.x, sums.x, sums.xx));
            default -> throw new IllegalArgumentException(function + " does not follow from sums");
        };
    }

    /** n · Σab − Σa · Σb. */
    private static BigDecimal spread(BigDecimal count, ExactSum a, ExactSum b, ExactSum products) {
        return count.multiply(products.exact()).subtract(a.exact().multiply(b.exact()));
    }

    private static @Nullable Double quotient(BigDecimal dividend, BigDecimal divisor) {
        return divisor.signum() == 0
                ? null
                : dividend.divide(divisor, PRECISION).doubleValue();
    }

    private static Double root(BigDecimal dividend, BigDecimal divisor) {
        BigDecimal square = dividend.divide(divisor, PRECISION);
        return square.signum() <= 0 ? 0 : square.sqrt(PRECISION).doubleValue();
    }

    private static @Nullable Double correlation(Sums sums, BigDecimal count) {
        BigDecimal spreads = spread(count, sums.x, sums.x, sums.xx).multiply(spread(count, sums.y, sums.y, sums.yy));
        if (spreads.signum() <= 0) {
            return null;
        }
        double correlation = spread(count, sums.x, sums.y, sums.xy)
                .divide(spreads.sqrt(PRECISION), PRECISION)
                .doubleValue();
        return Math.clamp(correlation, -1.0, 1.0);
    }

    @Override
    void write(Object kept, StateWriter out) {
        out.writeLong(((Sums) kept).count);
        for (ExactSum sum : ((Sums) kept).all()) {
            sum.write(out);
        }
    }

    @Override
    Object read(StateReader in) {
        Sums sums = new Sums();
        sums.count = in.readLong();
        for (ExactSum sum : sums.all()) {
            sum.add(ExactSum.read(in));
        }
        return sums;
    }
}
