package io.penstock.stream.internal;

import io.penstock.stream.Change;
import io.penstock.stream.Row;
import io.penstock.stream.data.Batch;
import org.jspecify.annotations.Nullable;

/** Makes what a reader sees of a row in a batch. Immutable. */
@FunctionalInterface
interface RowDecoder<T> {
    T decode(Batch batch, int row);

    /** Rows as they are. */
    static RowDecoder<Row> rows() {
        return (batch, row) -> {
            @Nullable Object[] values = new @Nullable Object[batch.schema().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = batch.get(row, i);
            }
            return new Row(batch.schema(), values);
        };
    }

    /** Rows of another decoder, each with its weight. */
    static <T> RowDecoder<Change<T>> changes(RowDecoder<T> rows) {
        return (batch, row) -> new Change<>(batch.weight(row), rows.decode(batch, row));
    }
}
