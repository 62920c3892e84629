package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import org.jspecify.annotations.Nullable;

/** An accumulator that keeps an object a group, null while there is nothing to keep. */
abstract class ObjectAccumulator implements Accumulator {
    final Admission admission;
    final int index;

    ObjectAccumulator(Admission admission, int index) {
        this.admission = admission;
        this.index = index;
    }

    @Override
    public final void update(Update rows) {
        Batch batch = rows.batch();
        @Nullable Object[] objects = rows.table().objects();
        for (int row = rows.from(); row < rows.to(); row++) {
            if (admission.admits(batch, row)) {
                int at = rows.table().objectBase(rows.groups()[row]) + index;
                objects[at] = add(objects[at], batch, row);
            }
        }
    }

    @Override
    public final void merge(GroupTable table, int into, int from) {
        @Nullable Object[] objects = table.objects();
        Object kept = objects[table.objectBase(into) + index];
        Object other = objects[table.objectBase(from) + index];
        if (other != null) {
            objects[table.objectBase(into) + index] = kept == null ? other : merged(kept, other);
        }
    }

    /** What two groups keep together; both may be changed. */
    abstract @Nullable Object merged(Object kept, Object other);

    /** What is kept after a row. */
    abstract @Nullable Object add(@Nullable Object kept, Batch batch, int row);

    abstract void write(Object kept, StateWriter out);

    abstract Object read(StateReader in);

    /** The object of a group. */
    final @Nullable Object kept(GroupTable table, int group) {
        return table.objects()[table.objectBase(group) + index];
    }
}
