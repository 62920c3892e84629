package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.runtime.internal.Errors;

/** The sum of integers, in one word; overflow is an error. */
record LongSum(Admission admission, int word, String call) implements Accumulator {
    @Override
    public void merge(GroupTable table, int into, int from) {
        long[] words = table.words();
        try {
            words[table.base(into) + word] =
                    Math.addExact(words[table.base(into) + word], words[table.base(from) + word]);
        } catch (ArithmeticException overflow) {
            throw Errors.aggregateOverflow(call, "BIGINT");
        }
    }

    @Override
    public void update(Update rows) {
        Batch batch = rows.batch();
        long[] values = ((LongColumn) batch.column(admission.argument())).values();
        if (admission.isAlways(batch) && batch.weights() == null) {
            addAll(rows, values);
            return;
        }
        long[] words = rows.table().words();
        for (int row = rows.from(); row < rows.to(); row++) {
            if (admission.admits(batch, row)) {
                int at = rows.table().base(rows.groups()[row]) + word;
                try {
                    words[at] = Math.addExact(words[at], Math.multiplyExact(values[row], batch.weight(row)));
                } catch (ArithmeticException overflow) {
                    throw Errors.aggregateOverflow(call, "BIGINT");
                }
            }
        }
    }

    private void addAll(Update rows, long[] values) {
        long[] words = rows.table().words();
        int[] groups = rows.groups();
        int stride = rows.table().base(1);
        long overflow = 0;
        for (int row = rows.from(); row < rows.to(); row++) {
            int at = groups[row] * stride + word;
            long before = words[at];
            long sum = before + values[row];
            overflow |= (before ^ sum) & (values[row] ^ sum);
            words[at] = sum;
        }
        if (overflow < 0) {
            throw Errors.aggregateOverflow(call, "BIGINT");
        }
    }
}
