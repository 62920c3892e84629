package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.data.LongColumn;

/**
 * The smallest or largest number, in one word, for rows that are never retracted. The word is the number turned so that
 * 0, which a new group has, is the worst of all; doubles take part as longs of the same order.
 */
record LongExtreme(Admission admission, int word, boolean greatest) implements Accumulator {
    @Override
    public void merge(GroupTable table, int into, int from) {
        long[] words = table.words();
        long best = decode(words[table.base(into) + word]);
        long other = decode(words[table.base(from) + word]);
        if (greatest ? other > best : other < best) {
            words[table.base(into) + word] = words[table.base(from) + word];
        }
    }

    @Override
    public void update(Update rows) {
        Batch batch = rows.batch();
        long[] words = rows.table().words();
        int[] groups = rows.groups();
        boolean always = admission.isAlways(batch);
        long turn = turn();
        long[] values = sortable(batch.column(admission.argument()), batch.size());
        int stride = rows.table().base(1);
        for (int row = rows.from(); row < rows.to(); row++) {
            if (always || admission.admits(batch, row)) {
                int at = groups[row] * stride + word;
                long best = words[at] ^ turn;
                long value = values[row];
                if (greatest ? value > best : value < best) {
                    words[at] = value ^ turn;
                }
            }
        }
    }

    private long turn() {
        return greatest ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** The number in a word that was updated at least once. */
    long decode(long kept) {
        return kept ^ turn();
    }

    private static long[] sortable(Column column, int size) {
        if (column instanceof LongColumn longs) {
            return longs.values();
        }
        double[] values = ((DoubleColumn) column).values();
        long[] out = new long[size];
        for (int i = 0; i < size; i++) {
            out[i] = sortable(values[i]);
        }
        return out;
    }

    /** A long in the order of doubles, NaN on top. */
    static long sortable(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    static double ofSortable(long sortable) {
        return Double.longBitsToDouble(sortable ^ ((sortable >> 63) & Long.MAX_VALUE));
    }
}
