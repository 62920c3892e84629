package io.penstock.stream.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as columns, with a weight each: {@code +1} inserts a row, {@code -1} retracts one; other weights mean several
 * equal rows. Append-only batches carry no weights at all. Immutable by agreement: nobody writes into the arrays of a
 * batch that was handed on.
 */
public final class Batch implements StreamElement {
    private final Schema schema;
    private final List<Column> columns;
    private final int size;
    private final int @Nullable [] weights;

    public Batch(Schema schema, List<? extends Column> columns, int size) {
        this(schema, columns, size, null);
    }

    public Batch(Schema schema, List<? extends Column> columns, int size, int @Nullable [] weights) {
        if (columns.size() != schema.size()) {
            throw new IllegalArgumentException(columns.size() + " columns for schema " + schema);
        }
        this.schema = schema;
        this.columns = List.copyOf(columns);
        this.size = size;
        this.weights = weights;
    }

    public Schema schema() {
        return schema;
    }

    public List<Column> columns() {
        return columns;
    }

    public Column column(int position) {
        return columns.get(position);
    }

    /** The number of rows. */
    public int size() {
        return size;
    }

    /** One weight a row; null when every weight is +1. The array may be longer than the batch. */
    public int @Nullable [] weights() {
        return weights;
    }

    public int weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    /** A value as a Java object, see {@link Boxed#get}; null for NULL. */
    public @Nullable Object get(int row, int position) {
        return Boxed.get(schema.type(position), columns.get(position), row);
    }

    /** The rows that {@code selection} names, in its order. */
    public Batch select(int[] selection, int count) {
        int[] selected = null;
        if (weights != null) {
            selected = new int[count];
            for (int i = 0; i < count; i++) {
                selected[i] = weights[selection[i]];
            }
        }
        return new Batch(
                schema,
                columns.stream().map(column -> column.select(selection, count)).toList(),
                count,
                selected);
    }

    /** The same rows under other column names; the types must be equal. */
    public Batch withSchema(Schema renamed) {
        return new Batch(renamed, columns, size, weights);
    }

    /** The same rows with other weights. */
    public Batch withWeights(int @Nullable [] other) {
        return new Batch(schema, columns, size, other);
    }

    @Override
    public String toString() {
        StringBuilder out =
                new StringBuilder("Batch[").append(size).append(" rows of ").append(schema);
        for (int row = 0; row < Math.min(size, 10); row++) {
            out.append("\n  ").append(weight(row) >= 0 ? "+" : "").append(weight(row));
            for (int i = 0; i < schema.size(); i++) {
                out.append(" | ").append(get(row, i));
            }
        }
        return out.append(size > 10 ? "\n  …]" : "]").toString();
    }
}
