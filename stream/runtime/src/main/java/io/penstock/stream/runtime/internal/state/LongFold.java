package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.plan.AggregateCall.Function;

/**
 * The bits of integers put together, in one word. 0, which a new group has, must change nothing, so BIT_AND keeps the
 * bits that some value does not have. Only BIT_XOR can take rows back: what comes twice is gone.
 */
record LongFold(Admission admission, int word, Function function) implements Accumulator {
    @Override
    public void update(Update rows) {
        Batch batch = rows.batch();
        long[] values = ((LongColumn) batch.column(admission.argument())).values();
        long[] words = rows.table().words();
        for (int row = rows.from(); row < rows.to(); row++) {
            if (admission.admits(batch, row)) {
                int at = rows.table().base(rows.groups()[row]) + word;
                words[at] = folded(words[at], turned(values[row]), batch.weight(row));
            }
        }
    }

    private long folded(long kept, long value, int weight) {
        if (function == Function.BIT_XOR) {
            return (weight & 1) == 0 ? kept : kept ^ value;
        }
        return kept | value;
    }

    private long turned(long value) {
        return function == Function.BIT_AND ? ~value : value;
    }

    @Override
    public void merge(GroupTable table, int into, int from) {
        long[] words = table.words();
        words[table.base(into) + word] = folded(words[table.base(into) + word], words[table.base(from) + word], 1);
    }

    long result(GroupTable table, int group) {
        return turned(table.words()[table.base(group) + word]);
    }
}
