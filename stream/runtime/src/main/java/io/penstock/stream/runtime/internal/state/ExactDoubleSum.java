package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.DoubleColumn;
import org.jspecify.annotations.Nullable;

/** The sum of doubles that can be retracted. */
final class ExactDoubleSum extends ObjectAccumulator {
    ExactDoubleSum(Admission admission, int index) {
        super(admission, index);
    }

    @Override
    @Nullable
    Object add(@Nullable Object kept, Batch batch, int row) {
        ExactSum sum = kept == null ? new ExactSum() : (ExactSum) kept;
        sum.add(((DoubleColumn) batch.column(admission.argument())).values()[row], batch.weight(row));
        return sum.isEmpty() ? null : sum;
    }

    @Override
    @Nullable
    Object merged(Object kept, Object other) {
        ExactSum sum = (ExactSum) kept;
        sum.add((ExactSum) other);
        return sum.isEmpty() ? null : sum;
    }

    @Override
    void write(Object kept, StateWriter out) {
        ((ExactSum) kept).write(out);
    }

    @Override
    Object read(StateReader in) {
        return ExactSum.read(in);
    }
}
