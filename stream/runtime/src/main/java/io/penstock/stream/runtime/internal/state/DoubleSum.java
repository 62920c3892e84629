package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.DoubleColumn;

/** The sum of doubles in the order of their coming, as the bits of one word. Only for rows that are never retracted. */
record DoubleSum(Admission admission, int word) implements Accumulator {
    @Override
    public void merge(GroupTable table, int into, int from) {
        long[] words = table.words();
        double sum = Double.longBitsToDouble(words[table.base(into) + word])
                + Double.longBitsToDouble(words[table.base(from) + word]);
        words[table.base(into) + word] = Double.doubleToRawLongBits(sum);
    }

    @Override
    public void update(Update rows) {
        Batch batch = rows.batch();
        double[] values = ((DoubleColumn) batch.column(admission.argument())).values();
        long[] words = rows.table().words();
        int[] groups = rows.groups();
        boolean always = admission.isAlways(batch);
        int stride = rows.table().base(1);
        for (int row = rows.from(); row < rows.to(); row++) {
            if (always || admission.admits(batch, row)) {
                int at = groups[row] * stride + word;
                double sum = Double.longBitsToDouble(words[at]) + values[row] * batch.weight(row);
                words[at] = Double.doubleToRawLongBits(sum);
            }
        }
    }
}
