package io.penstock.stream;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Schema;
import io.penstock.stream.internal.RecordReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The complete result of a query over what was there. Immutable; it holds nothing open. */
public final class QueryResult implements Iterable<Row> {
    private final Schema schema;
    private final List<Batch> batches;
    private final int size;

    /** A result of batches of this schema. Rows of other weights than +1 are not meant here. */
    public QueryResult(Schema schema, List<Batch> batches) {
        this.schema = schema;
        this.batches = List.copyOf(batches);
        this.size = batches.stream().mapToInt(Batch::size).sum();
    }

    public Schema schema() {
        return schema;
    }

    /** The number of rows. */
    public int size() {
        return size;
    }

    /** The rows as columns. */
    public List<Batch> batches() {
        return batches;
    }

    /** The rows in order. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>(size);
        for (Batch batch : batches) {
            for (int row = 0; row < batch.size(); row++) {
                @Nullable Object[] values = new @Nullable Object[schema.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = batch.get(row, i);
                }
                rows.add(new Row(schema, values));
            }
        }
        return rows;
    }

    /**
     * The rows as records: each component takes the column of its name. Columns without a component are left out.
     *
     * @throws StreamException 202 when a component has no column or one of another type; the message names the
     *     component and both types; 302 when a NULL meets a primitive component
     */
    public <R> List<R> toRecords(Class<R> type) {
        RecordReader<R> reader = RecordReader.of(type, schema, "the result");
        List<R> records = new ArrayList<>(size);
        for (Batch batch : batches) {
            for (int row = 0; row < batch.size(); row++) {
                records.add(reader.read(batch, row));
            }
        }
        return records;
    }

    /** The only row; an error when there is none or there are several. */
    public Row single() {
        if (size != 1) {
            throw new IllegalStateException("one row was expected, there are " + size);
        }
        return rows().getFirst();
    }

    @Override
    public Iterator<Row> iterator() {
        return rows().iterator();
    }

    @Override
    public String toString() {
        return "QueryResult[" + size + " rows of " + schema + "]";
    }
}
