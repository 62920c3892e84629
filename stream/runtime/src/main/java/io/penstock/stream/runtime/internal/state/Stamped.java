package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.DataType;
import io.penstock.stream.runtime.internal.Errors;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The value that came first or last, with its turn, which tells the order when two groups become one. */
final class Stamped extends ObjectAccumulator {
    private final DataType type;
    private final boolean last;
    private long turn;

    Stamped(Admission admission, int index, DataType type, boolean last) {
        super(admission, index);
        this.type = type;
        this.last = last;
    }

    private record Value(long turn, Object value) {}

    static @Nullable Object value(@Nullable Object kept) {
        return kept == null ? null : ((Value) kept).value();
    }

    @Override
    Object add(@Nullable Object kept, Batch batch, int row) {
        turn++;
        return kept == null || last
                ? new Value(turn, Objects.requireNonNull(Boxed.get(type, batch.column(admission.argument()), row)))
                : kept;
    }

    @Override
    Object merged(Object kept, Object other) {
        boolean earlier = ((Value) kept).turn() < ((Value) other).turn();
        return earlier == last ? other : kept;
    }

    @Override
    void write(Object kept, StateWriter out) {
        out.writeLong(((Value) kept).turn());
        out.writeValue(((Value) kept).value());
    }

    @Override
    Object read(StateReader in) {
        long stored = in.readLong();
        turn = Math.max(turn, stored);
        Object value = in.readValue();
        if (value == null) {
            throw Errors.snapshotDamaged("a first or last value is missing");
        }
        return new Value(stored, value);
    }
}
