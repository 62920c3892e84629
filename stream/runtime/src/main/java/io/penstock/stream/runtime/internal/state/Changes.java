package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch changed. When it touches a group for the first time the group's row is noted as it was; after the batch
 * the row as it is now follows, and where both are equal nothing is said. Confined to one thread.
 */
final class Changes {
    /** Groups of one table that were touched together, by their place in {@link #groups}. */
    private record Touched(GroupTable table, long window, int from, int to) {}

    private final GroupedState state;
    private final Schema schema;
    private final GroupedState.Rows rows;
    private final List<Touched> touched = new ArrayList<>();
    private int[] groups = new int[64];
    private boolean[] wasPresent = new boolean[64];
    private int count;
    private int batch = 1;

    Changes(GroupedState state, Schema schema) {
        this.state = state;
        this.schema = schema;
        this.rows = state.rowsUnderConstruction();
    }

    /** Finds the groups of some rows and notes those that the batch touches for the first time. */
    void resolve(GroupTable table, long window, long[][] words, int from, int to) {
        int[] found = state.groups();
        table.resolve(words, from, to, found);
        int first = count;
        if (count + to - from > groups.length) {
            int length = Math.max(count + to - from, groups.length * 2);
            groups = Arrays.copyOf(groups, length);
            wasPresent = Arrays.copyOf(wasPresent, length);
        }
        for (int row = from; row < to; row++) {
            int group = found[row];
            boolean isNew = table.isNew(group);
            if (table.stamp(group, batch)) {
                wasPresent[count] = !isNew && state.isPresent(table, group);
                groups[count++] = group;
            }
        }
        if (count > first) {
            touched.add(new Touched(table, window, first, count));
            // the row of a group that was not present is noted too, and never looked at
            rows.appendAggregates(new Aggregates.Groups(table, groups, first, count));
        }
    }

    /** The changes of the batch, −1 for what a group's row was and +1 for what it is; null when there are none. */
    @Nullable
    Batch take() {
        for (Touched part : touched) {
            Aggregates.Groups now = new Aggregates.Groups(part.table(), groups, part.from(), part.to());
            rows.appendAggregates(now);
            rows.appendKeys(now, part.window());
        }
        List<Column> values = rows.takeAggregates();
        List<Column> keys = rows.takeKeys();
        Selected selected = new Selected(new int[count * 2], new int[count * 2], new int[count * 2]);
        int size = 0;
        for (Touched part : touched) {
            for (int i = part.from(); i < part.to(); i++) {
                size = select(part.table(), i, values, selected, size);
            }
        }
        touched.clear();
        count = 0;
        batch = batch == Integer.MAX_VALUE ? 1 : batch + 1;
        return size == 0 ? null : batch(keys, values, selected, size);
    }

    /** Which rows of the keys and of the aggregates go out, and with which weight. */
    private record Selected(int[] keys, int[] values, int[] weights) {
        int add(int at, int key, int value, int weight) {
            keys[at] = key;
            values[at] = value;
            weights[at] = weight;
            return at + 1;
        }
    }

    private int select(GroupTable table, int i, List<Column> values, Selected selected, int size) {
        int next = size;
        boolean isPresent = state.isPresent(table, groups[i]);
        if (!(wasPresent[i] && isPresent && isEqual(values, i, count + i))) {
            if (wasPresent[i]) {
                next = selected.add(next, i, i, -1);
            }
            if (isPresent) {
                next = selected.add(next, i, count + i, 1);
            }
        }
        if (!isPresent) {
            state.release(table, groups[i]);
        }
        return next;
    }

    private Batch batch(List<Column> keys, List<Column> values, Selected selected, int size) {
        List<Column> columns = new ArrayList<>(schema.size());
        for (Column key : keys) {
            columns.add(key.select(selected.keys(), size));
        }
        for (Column value : values) {
            columns.add(value.select(selected.values(), size));
        }
        return new Batch(schema, columns, size, selected.weights());
    }

    private static boolean isEqual(List<Column> columns, int a, int b) {
        for (Column column : columns) {
            if (!Rowwise.isEqual(column, a, b)) {
                return false;
            }
        }
        return true;
    }
}
