package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.ColumnBuilder;
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
    private record Touched(GroupTable table, long window, int group, boolean wasPresent) {}

    private final GroupedState state;
    private final Schema schema;
    private final ColumnBuilder[] aggregates;
    private final ColumnBuilder[] keys;
    private final List<Touched> touched = new ArrayList<>();
    private int batch = 1;

    Changes(GroupedState state, Schema schema) {
        this.state = state;
        this.schema = schema;
        int leading = state.leadingColumns();
        this.keys = builders(schema, 0, leading);
        this.aggregates = builders(schema, leading, schema.size());
    }

    private static ColumnBuilder[] builders(Schema schema, int from, int to) {
        ColumnBuilder[] builders = new ColumnBuilder[to - from];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = new ColumnBuilder(schema.type(from + i), 64);
        }
        return builders;
    }

    /** Finds the groups of some rows and notes those that the batch touches for the first time. */
    void resolve(GroupTable table, long window, long[][] words, int from, int to) {
        int[] groups = state.groups();
        table.resolve(words, from, to, groups);
        for (int row = from; row < to; row++) {
            int group = groups[row];
            boolean isNew = table.isNew(group);
            if (table.stamp(group, batch)) {
                boolean present = !isNew && state.isPresent(table, group);
                touched.add(new Touched(table, window, group, present));
                append(table, group, present);
            }
        }
    }

    private void append(GroupTable table, int group, boolean present) {
        if (present) {
            state.appendAggregates(table, group, aggregates, 0);
            return;
        }
        for (ColumnBuilder builder : aggregates) {
            builder.appendNull();
        }
    }

    /** The changes of the batch, −1 for what a group's row was and +1 for what it is; null when there are none. */
    @Nullable
    Batch take() {
        int count = touched.size();
        int[] selection = new int[count * 2];
        int[] weights = new int[count * 2];
        int[] keyOf = new int[count * 2];
        boolean[] present = new boolean[count];
        for (int i = 0; i < count; i++) {
            Touched group = touched.get(i);
            present[i] = state.isPresent(group.table(), group.group());
            append(group.table(), group.group(), present[i]);
            state.appendKey(group.table(), group.window(), group.group(), keys);
        }
        Column[] rows = Arrays.stream(aggregates).map(ColumnBuilder::build).toArray(Column[]::new);
        Column[] keyRows = Arrays.stream(keys).map(ColumnBuilder::build).toArray(Column[]::new);
        int size = 0;
        for (int i = 0; i < count; i++) {
            Touched group = touched.get(i);
            boolean same = group.wasPresent() && present[i] && isEqual(rows, i, count + i);
            if (group.wasPresent() && !same) {
                keyOf[size] = i;
                selection[size] = i;
                weights[size++] = -1;
            }
            if (present[i] && !same) {
                keyOf[size] = i;
                selection[size] = count + i;
                weights[size++] = 1;
            }
            if (!present[i]) {
                state.release(group.table(), group.group());
            }
        }
        touched.clear();
        batch = batch == Integer.MAX_VALUE ? 1 : batch + 1;
        return size == 0 ? null : batch(keyRows, keyOf, rows, new Selected(selection, size, weights));
    }

    private record Selected(int[] rows, int count, int[] weights) {}

    private Batch batch(Column[] keyRows, int[] keyOf, Column[] rows, Selected selected) {
        List<Column> columns = new ArrayList<>(schema.size());
        for (Column key : keyRows) {
            columns.add(key.select(keyOf, selected.count()));
        }
        for (Column column : rows) {
            columns.add(column.select(selected.rows(), selected.count()));
        }
        return new Batch(schema, columns, selected.count(), selected.weights());
    }

    private static boolean isEqual(Column[] columns, int a, int b) {
        for (Column column : columns) {
            if (!Rowwise.isEqual(column, a, b)) {
                return false;
            }
        }
        return true;
    }
}
