package io.penstock.stream.data;

import org.jspecify.annotations.Nullable;

/**
 * The values of one column in a batch: an array and, only when there is a NULL, a bitmap. The arrays may be longer than
 * the batch; whoever receives a column reads it and never writes to it. Kernels take the arrays out and loop over them.
 */
public sealed interface Column permits LongColumn, DoubleColumn, TextColumn, ObjectColumn {
    /** One bit a row, set where the value is NULL; null when there is no NULL. */
    long @Nullable [] nulls();

    default boolean isNull(int row) {
        long[] nulls = nulls();
        return nulls != null && (nulls[row >> 6] >>> (row & 63) & 1) != 0;
    }

    /** The rows that {@code selection} names, in its order, as a column of its own. */
    Column select(int[] selection, int count);

    /** The bitmap of selected rows, null when none of them is NULL. */
    static long @Nullable [] selectNulls(long @Nullable [] nulls, int[] selection, int count) {
        if (nulls == null) {
            return null;
        }
        long[] out = null;
        for (int i = 0; i < count; i++) {
            int row = selection[i];
            if ((nulls[row >> 6] >>> (row & 63) & 1) != 0) {
                out = out == null ? new long[(count + 63) >> 6] : out;
                out[i >> 6] |= 1L << (i & 63);
            }
        }
        return out;
    }
}
