package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;

/** The sum of the weights of admitted rows, in one word. */
record Counter(Admission admission, int word) implements Accumulator {
    @Override
    public void merge(GroupTable table, int into, int from) {
        table.words()[table.base(into) + word] += table.words()[table.base(from) + word];
    }

    @Override
    public void update(Update rows) {
        Batch batch = rows.batch();
        long[] words = rows.table().words();
        int[] groups = rows.groups();
        boolean always = admission.isAlways(batch);
        if (always && batch.weights() == null) {
            int stride = rows.table().base(1);
            for (int row = rows.from(); row < rows.to(); row++) {
                words[groups[row] * stride + word]++;
            }
            return;
        }
        for (int row = rows.from(); row < rows.to(); row++) {
            if (always || admission.admits(batch, row)) {
                words[rows.table().base(groups[row]) + word] += batch.weight(row);
            }
        }
    }
}
