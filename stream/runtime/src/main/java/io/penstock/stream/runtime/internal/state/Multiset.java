package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.DataType;
import io.penstock.stream.runtime.internal.expr.Order;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All values of a group with how often they are there, in order: what MIN and MAX need when rows are retracted. */
final class Multiset extends ObjectAccumulator {
    private final DataType type;

    Multiset(Admission admission, int index, DataType type) {
        super(admission, index);
        this.type = type;
    }

    @Override
    @Nullable
    Object add(@Nullable Object kept, Batch batch, int row) {
        Object value = Objects.requireNonNull(Boxed.get(type, batch.column(admission.argument()), row));
        NavigableMap<Object, Long> counts = kept == null ? new TreeMap<>(Order::boxed) : counts(kept);
        counts.merge(value, (long) batch.weight(row), (a, b) -> a + b == 0 ? null : a + b);
        return counts.isEmpty() ? null : counts;
    }

    @Override
    @Nullable
    Object merged(Object kept, Object other) {
        NavigableMap<Object, Long> counts = counts(kept);
        counts(other).forEach((value, count) -> counts.merge(value, count, (a, b) -> a + b == 0 ? null : a + b));
        return counts.isEmpty() ? null : counts;
    }

    @SuppressWarnings("unchecked") // only this class writes the objects of its index
    private static NavigableMap<Object, Long> counts(Object kept) {
        return (NavigableMap<Object, Long>) kept;
    }

    /** The values that are there more than zero times. */
    static NavigableMap<Object, Long> present(@Nullable Object kept) {
        if (kept == null) {
            return Collections.emptyNavigableMap();
        }
        NavigableMap<Object, Long> counts = counts(kept);
        if (counts.values().stream().allMatch(count -> count > 0)) {
            return counts;
        }
        NavigableMap<Object, Long> present = new TreeMap<>(counts);
        present.values().removeIf(count -> count <= 0);
        return present;
    }

    /** The smallest or largest value that is there more than zero times. */
    static @Nullable Object extreme(@Nullable Object kept, boolean greatest) {
        if (kept == null) {
            return null;
        }
        NavigableMap<Object, Long> counts = counts(kept);
        for (Map.Entry<Object, Long> entry : (greatest ? counts.descendingMap() : counts).entrySet()) {
            if (entry.getValue() > 0) {
                return entry.getKey();
            }
        }
        return null;
    }

    @Override
    void write(Object kept, StateWriter out) {
        NavigableMap<Object, Long> counts = counts(kept);
        out.writeInt(counts.size());
        counts.forEach((value, count) -> {
            out.writeValue(value);
            out.writeLong(count);
        });
    }

    @Override
    Object read(StateReader in) {
        TreeMap<Object, Long> counts = new TreeMap<>(Order::boxed);
        int size = in.readCount(1 + Long.BYTES);
        for (int i = 0; i < size; i++) {
            Object value = Objects.requireNonNull(in.readValue());
            counts.put(value, in.readLong());
        }
        return counts;
    }
}
