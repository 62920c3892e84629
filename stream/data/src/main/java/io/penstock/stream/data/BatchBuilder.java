package io.penstock.stream.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows appended one after another, turned into a batch. The typed appends are the fast way in: one call a column in
 * order, then {@link #endRow}. Dictionaries live on from batch to batch. Confined to one thread, or guarded by its
 * owner.
 */
public final class BatchBuilder {
    private static final int INITIAL = 64;

    private final Schema schema;
    private final ColumnBuilder[] builders;
    private int size;
    private int @Nullable [] weights;

    public BatchBuilder(Schema schema) {
        this.schema = schema;
        this.builders = new ColumnBuilder[schema.size()];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = new ColumnBuilder(schema.type(i), INITIAL);
        }
    }

    public Schema schema() {
        return schema;
    }

    /** Complete rows so far. */
    public int size() {
        return size;
    }

    /** The builder of a column, to append the present row's value to. */
    public ColumnBuilder column(int position) {
        return builders[position];
    }

    /** Completes a row to which every column has been appended. */
    public void endRow() {
        if (weights != null) {
            endRow(1);
            return;
        }
        size++;
    }

    /** Completes a row with a weight. */
    public void endRow(int weight) {
        if (weights == null) {
            if (weight == 1) {
                size++;
                return;
            }
            weights = new int[Math.max(INITIAL, size + 1)];
            Arrays.fill(weights, 0, size, 1);
        }
        if (size == weights.length) {
            weights = Arrays.copyOf(weights, size * 2);
        }
        weights[size++] = weight;
    }

    /** Takes back what was appended to the row that is not complete. */
    public void abandonRow() {
        for (ColumnBuilder builder : builders) {
            builder.truncate(size);
        }
    }

    /** Appends a row of boxed values, see {@link Boxed}; the values must have the columns' types. */
    public void addRow(int weight, @Nullable Object... values) {
        for (int i = 0; i < builders.length; i++) {
            builders[i].append(values[i]);
        }
        endRow(weight);
    }

    /** The rows so far as a batch; the builder is empty afterwards. */
    public Batch build() {
        List<Column> columns = new ArrayList<>(builders.length);
        for (ColumnBuilder builder : builders) {
            columns.add(builder.build());
        }
        Batch batch = new Batch(schema, columns, size, weights);
        size = 0;
        weights = null;
        return batch;
    }
}
