package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.DataType;
import io.penstock.stream.runtime.internal.Errors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All values of a group in the order of their coming. Taking one back removes the first that is equal to it. */
final class ValueList extends ObjectAccumulator {
    private final DataType type;
    private final int argument;

    /** @param argument the column of the values; NULLs are kept unless the admission refuses them */
    ValueList(Admission admission, int index, DataType type, int argument) {
        super(admission, index);
        this.type = type;
        this.argument = argument;
    }

    @SuppressWarnings("unchecked") // only this class writes the objects of its index
    static List<@Nullable Object> list(Object kept) {
        return (List<@Nullable Object>) kept;
    }

    @Override
    @Nullable
    Object add(@Nullable Object kept, Batch batch, int row) {
        Object value = Boxed.get(type, batch.column(argument), row);
        List<@Nullable Object> values = kept == null ? new ArrayList<>() : list(kept);
        for (int i = 0; i < batch.weight(row); i++) {
            values.add(value);
        }
        for (int i = batch.weight(row); i < 0; i++) {
            values.remove(value);
        }
        return values.isEmpty() ? null : values;
    }

    @Override
    Object merged(Object kept, Object other) {
        list(kept).addAll(list(other));
        return kept;
    }

    @Override
    void write(Object kept, StateWriter out) {
        out.writeValue(kept);
    }

    @Override
    Object read(StateReader in) {
        if (in.readValue() instanceof List<?> values) {
            return new ArrayList<@Nullable Object>(values);
        }
        throw Errors.snapshotDamaged("a list of values is no list");
    }
}
