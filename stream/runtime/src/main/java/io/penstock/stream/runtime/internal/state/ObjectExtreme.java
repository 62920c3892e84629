package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.DataType;
import io.penstock.stream.runtime.internal.expr.Order;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The smallest or largest text or object, for rows that are never retracted. */
final class ObjectExtreme extends ObjectAccumulator {
    private final DataType type;
    private final boolean greatest;

    ObjectExtreme(Admission admission, int index, DataType type, boolean greatest) {
        super(admission, index);
        this.type = type;
        this.greatest = greatest;
    }

    @Override
    Object add(@Nullable Object kept, Batch batch, int row) {
        Object value = Objects.requireNonNull(Boxed.get(type, batch.column(admission.argument()), row));
        if (kept == null) {
            return value;
        }
        int order = Order.boxed(value, kept);
        return (greatest ? order > 0 : order < 0) ? value : kept;
    }

    @Override
    Object merged(Object kept, Object other) {
        int order = Order.boxed(other, kept);
        return (greatest ? order > 0 : order < 0) ? other : kept;
    }

    @Override
    void write(Object kept, StateWriter out) {
        out.writeValue(kept);
    }

    @Override
    Object read(StateReader in) {
        return Objects.requireNonNull(in.readValue());
    }
}
