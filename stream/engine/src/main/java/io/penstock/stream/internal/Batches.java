package io.penstock.stream.internal;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.ColumnBuilder;
import io.penstock.stream.data.DoubleColumn;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.ObjectColumn;
import io.penstock.stream.data.TextColumn;

/** Small steps with batches. */
final class Batches {
    private Batches() {}

    /** A run of rows. */
    static Batch range(Batch batch, int from, int count) {
        if (from == 0 && count == batch.size()) {
            return batch;
        }
        int[] selection = new int[count];
        for (int i = 0; i < count; i++) {
            selection[i] = from + i;
        }
        return batch.select(selection, count);
    }

    /** Copies all rows into a builder of the same schema. */
    static void appendTo(BatchBuilder builder, Batch batch) {
        for (int row = 0; row < batch.size(); row++) {
            appendTo(builder, batch, row);
        }
    }

    /** Copies a row into a builder of the same schema. */
    static void appendTo(BatchBuilder builder, Batch batch, int row) {
        appendCells(builder, batch, row);
        builder.endRow(batch.weight(row));
    }

    /** Copies the values of a row; the caller ends it. */
    static void appendCells(BatchBuilder builder, Batch batch, int row) {
        for (int i = 0; i < batch.schema().size(); i++) {
            ColumnBuilder to = builder.column(i);
            Column from = batch.column(i);
            if (from.isNull(row)) {
                to.appendNull();
                continue;
            }
            switch (from) {
                case LongColumn c -> to.appendLong(c.values()[row]);
                case DoubleColumn c -> to.appendDouble(c.values()[row]);
                case TextColumn c -> to.appendText(c.text(row));
                case ObjectColumn c -> to.append(c.values()[row]);
            }
        }
    }
}
