package io.penstock.stream.data;

import org.jspecify.annotations.Nullable;

/** Floating-point numbers. */
public record DoubleColumn(double[] values, long @Nullable [] nulls) implements Column {
    @Override
    public Column select(int[] selection, int count) {
        double[] out = new double[count];
        for (int i = 0; i < count; i++) {
            out[i] = values[selection[i]];
        }
        return new DoubleColumn(out, Column.selectNulls(nulls, selection, count));
    }
}
