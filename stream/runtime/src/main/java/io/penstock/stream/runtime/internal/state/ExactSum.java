package io.penstock.stream.runtime.internal.state;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum of doubles without any rounding until it is read, so that what is taken back is really gone and the order does
 * not matter. The sum is kept as a few doubles that do not overlap (Shewchuk's expansion); infinities and NaN are
 * counted beside. A sum beyond the range of doubles reads as an infinity, as without retractions, but is kept exactly
 * too: what the doubles cannot hold is counted in units of 2^1024, so the sum is finite again once enough is taken
 * back.
 */
final class ExactSum {
    private static final double HALF_UNIT = 0x1p1023;
    private static final BigDecimal UNIT = new BigDecimal(BigInteger.ONE.shiftLeft(1024));

    private double[] parts = new double[4];
    private int size;
    private long units;
    private long nans;
    private long positiveInfinities;
    private long negativeInfinities;

    /** Adds a value as often as its weight says. */
    void add(double value, int weight) {
        if (Double.isNaN(value)) {
            nans += weight;
        } else if (value == Double.POSITIVE_INFINITY) {
            positiveInfinities += weight;
        } else if (value == Double.NEGATIVE_INFINITY) {
            negativeInfinities += weight;
        } else if (weight == 1 || weight == -1) {
            add(value * weight);
        } else {
            double product = value * weight;
            if (Double.isFinite(product)) {
                add(product);
                add(Math.fma(value, weight, -product));
            } else {
                addHuge(value, weight);
            }
        }
    }

    /** Adds all that another sum holds. */
    void add(ExactSum other) {
        for (int i = 0; i < other.size; i++) {
            add(other.parts[i]);
        }
        units += other.units;
        nans += other.nans;
        positiveInfinities += other.positiveInfinities;
        negativeInfinities += other.negativeInfinities;
    }

    /** Adds a product beyond the range, calculated with a smaller exponent: a value that large loses no bits by it. */
    private void addHuge(double value, int weight) {
        double scaled = value * 0x1p-32;
        double product = scaled * weight;
        double rest = Math.IEEEremainder(product, 0x1p992);
        units += (long) ((product - rest) * 0x1p-992);
        add(rest * 0x1p32);
        add(Math.fma(scaled, weight, -product) * 0x1p32);
    }

    private void add(double value) {
        double carry = value;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            double part = parts[i];
            double large = Math.abs(carry) < Math.abs(part) ? part : carry;
            double small = Math.abs(carry) < Math.abs(part) ? carry : part;
            double sum = large + small;
            if (Double.isInfinite(sum)) {
                // Both steps and the sum are exact: the larger of two that overflow together is at least half a unit.
                double sign = Math.signum(sum);
                units += (long) sign;
                double less = large - sign * HALF_UNIT - sign * HALF_UNIT;
                large = Math.abs(less) < Math.abs(small) ? small : less;
                small = Math.abs(less) < Math.abs(small) ? less : small;
                sum = large + small;
            }
            double lost = small - (sum - large);
            if (lost != 0) {
                parts[kept++] = lost;
            }
            carry = sum;
        }
        if (carry != 0) {
            if (kept == parts.length) {
                parts = Arrays.copyOf(parts, kept * 2);
            }
            parts[kept++] = carry;
        }
        size = kept;
    }

    /** Whether everything that was added was taken back. */
    boolean isEmpty() {
        return size == 0 && units == 0 && nans == 0 && positiveInfinities == 0 && negativeInfinities == 0;
    }

    /** The sum, rounded once. */
    double value() {
        if (nans > 0 || (positiveInfinities > 0 && negativeInfinities > 0)) {
            return Double.NaN;
        }
        if (positiveInfinities > 0 || negativeInfinities > 0) {
            return positiveInfinities > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        if (units != 0) {
            return valueWithUnits();
        }
        if (size == 0) {
            return 0;
        }
        int i = size - 1;
        double high = parts[i];
        double low = 0;
        while (i > 0 && low == 0) {
            double before = high;
            double part = parts[--i];
            high = before + part;
            low = part - (high - before);
        }
        // half-way cases go by the sign of what lies below
        if (i > 0 && (low < 0) == (parts[i - 1] < 0) && low != 0) {
            double twice = low * 2;
            double rounded = high + twice;
            if (twice == rounded - high) {
                high = rounded;
            }
        }
        return high;
    }

    private double valueWithUnits() {
        return exact().doubleValue();
    }

    /** Whether no infinity or NaN is in it. */
    boolean isFinite() {
        return nans == 0 && positiveInfinities == 0 && negativeInfinities == 0;
    }

    /** The sum without any rounding, where it {@linkplain #isFinite is finite}. */
    BigDecimal exact() {
        BigDecimal sum = UNIT.multiply(BigDecimal.valueOf(units));
        for (int i = 0; i < size; i++) {
            sum = sum.add(new BigDecimal(parts[i]));
        }
        return sum;
    }

    void write(StateWriter out) {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(Double.doubleToRawLongBits(parts[i]));
        }
        out.writeLong(units);
        out.writeLong(nans);
        out.writeLong(positiveInfinities);
        out.writeLong(negativeInfinities);
    }

    static ExactSum read(StateReader in) {
        ExactSum sum = new ExactSum();
        sum.size = in.readCount(Long.BYTES);
        sum.parts = new double[Math.max(4, sum.size)];
        for (int i = 0; i < sum.size; i++) {
            sum.parts[i] = Double.longBitsToDouble(in.readLong());
        }
        sum.units = in.readLong();
        sum.nans = in.readLong();
        sum.positiveInfinities = in.readLong();
        sum.negativeInfinities = in.readLong();
        return sum;
    }
}
