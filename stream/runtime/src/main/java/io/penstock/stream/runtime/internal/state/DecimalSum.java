package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.DataType;
import io.penstock.stream.runtime.internal.Errors;
import io.penstock.stream.runtime.internal.expr.Decimals;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The exact sum of decimals; a zero sum is kept as nothing. */
final class DecimalSum extends ObjectAccumulator {
    private final DataType type;

    DecimalSum(Admission admission, int index, DataType argumentType) {
        super(admission, index);
        this.type = argumentType;
    }

    @Override
    @Nullable
    Object add(@Nullable Object kept, Batch batch, int row) {
        BigDecimal value = Decimals.decimal(type, batch.column(admission.argument()), row);
        int weight = batch.weight(row);
        BigDecimal weighted = weight == 1 ? value : value.multiply(BigDecimal.valueOf(weight));
        BigDecimal sum = kept == null ? weighted : ((BigDecimal) kept).add(weighted);
        return sum.signum() == 0 ? null : sum;
    }

    @Override
    @Nullable
    Object merged(Object kept, Object other) {
        BigDecimal sum = ((BigDecimal) kept).add((BigDecimal) other);
        return sum.signum() == 0 ? null : sum;
    }

    @Override
    void write(Object kept, StateWriter out) {
        out.writeValue(kept);
    }

    @Override
    Object read(StateReader in) {
        if (in.readValue() instanceof BigDecimal sum) {
            return sum;
        }
        throw Errors.snapshotDamaged("a sum is no decimal");
    }
}
