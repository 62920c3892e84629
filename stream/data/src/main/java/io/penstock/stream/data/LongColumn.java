package io.penstock.stream.data;

import org.jspecify.annotations.Nullable;

/** Integers, booleans, dates, times, timestamps and intervals. */
public record LongColumn(long[] values, long @Nullable [] nulls) implements Column {
    @Override
    public Column select(int[] selection, int count) {
        long[] out = new long[count];
        for (int i = 0; i < count; i++) {
            out[i] = values[selection[i]];
        }
        return new LongColumn(out, Column.selectNulls(nulls, selection, count));
    }
}
