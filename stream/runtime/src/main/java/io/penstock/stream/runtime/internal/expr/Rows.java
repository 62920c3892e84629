package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that an expression is computed over: all rows of some columns, or those that a selection names. A column is
 * gathered once, when the first kernel asks for it. Confined to one thread.
 */
public final class Rows {
    private final List<Column> columns;
    private final int @Nullable [] selection;
    private final int count;
    private final @Nullable Column[] gathered;

    private Rows(List<Column> columns, int @Nullable [] selection, int count) {
        this.columns = columns;
        this.selection = selection;
        this.count = count;
        this.gathered = new @Nullable Column[selection == null ? 0 : columns.size()];
    }

    /** All rows of a batch. */
    public static Rows of(Batch batch) {
        return new Rows(batch.columns(), null, batch.size());
    }

    /** The rows of a batch that {@code selection} names; the array must not change while the rows are in use. */
    public static Rows of(Batch batch, int[] selection, int count) {
        return new Rows(batch.columns(), selection, count);
    }

    /** How many rows there are. */
    public int count() {
        return count;
    }

    /** The values of a column for these rows, from index 0. */
    Column column(int position) {
        if (selection == null) {
            return columns.get(position);
        }
        Column known = gathered[position];
        if (known == null) {
            known = columns.get(position).select(selection, count);
            gathered[position] = known;
        }
        return known;
    }

    /** A column before any selection, for kernels that apply the selection themselves. */
    Column raw(int position) {
        return columns.get(position);
    }

    /** Some of these rows, by their indexes among them. */
    Rows narrow(int[] indexes, int size) {
        if (selection == null) {
            return new Rows(columns, indexes, size);
        }
        int[] composed = new int[size];
        for (int i = 0; i < size; i++) {
            composed[i] = selection[indexes[i]];
        }
        return new Rows(columns, composed, size);
    }
}
