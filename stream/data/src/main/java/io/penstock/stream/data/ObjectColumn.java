package io.penstock.stream.data;

import org.jspecify.annotations.Nullable;

/** Decimals, bytes, arrays, maps and rows, as immutable objects. */
public record ObjectColumn(@Nullable Object[] values, long @Nullable [] nulls) implements Column {
    @Override
    public Column select(int[] selection, int count) {
        @Nullable Object[] out = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            out[i] = values[selection[i]];
        }
        return new ObjectColumn(out, Column.selectNulls(nulls, selection, count));
    }
}
