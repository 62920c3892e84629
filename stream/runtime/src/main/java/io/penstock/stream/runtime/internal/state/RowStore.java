package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.Schema;
import java.util.ArrayList;
import java.util.List;

/** Rows at rest, by number, over all batches that were added. Read-only once built; confined to one thread. */
public final class RowStore {
    private final Schema schema;
    private final StoredColumn[] columns;
    private int size;

    public RowStore(Schema schema) {
        this.schema = schema;
        this.columns = new StoredColumn[schema.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new StoredColumn(schema.type(i));
        }
    }

    public Schema schema() {
        return schema;
    }

    public int size() {
        return size;
    }

    /** Adds the rows of a batch, each once whatever its weight. */
    public void add(Batch batch) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].add(batch.column(i), size, batch.size());
        }
        size += batch.size();
    }

    /** The columns of some rows; row −1 is all NULL. */
    public List<Column> gather(int[] rows, int count) {
        List<Column> out = new ArrayList<>(columns.length);
        for (StoredColumn column : columns) {
            out.add(column.gather(rows, count));
        }
        return out;
    }

    /** The order of two rows by one column; NULL is not asked for. */
    public int compare(int column, int a, int b) {
        return columns[column].compare(a, b);
    }

    public boolean isNull(int column, int row) {
        return columns[column].isNull(row);
    }
}
