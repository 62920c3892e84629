package io.penstock.stream.internal;

import io.penstock.Nearest;
import io.penstock.stream.RowWriter;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.data.ColumnBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A writer of rows column by column. The present row is kept apart, outside the shared builder, until it is complete:
 * so nothing is locked between {@code begin} and {@code end}, and a row that is given up leaves no trace.
 */
final class ColumnRowWriter implements RowWriter {
    private final RowGathering rows;
    private final Schema schema;
    private final long[] least;
    private final long[] largest;
    private final boolean[] isDouble;
    private final long[] longs;
    private final double[] doubles;
    private final @Nullable Object[] objects;
    private final BitSet present = new BitSet();
    private boolean begun;

    ColumnRowWriter(RowGathering rows) {
        this.rows = rows;
        this.schema = rows.source().schema();
        this.least = new long[schema.size()];
        this.largest = new long[schema.size()];
        this.isDouble = new boolean[schema.size()];
        for (int i = 0; i < least.length; i++) {
            largest[i] = StoredValues.largest(schema.type(i));
            least[i] = largest[i] < 0 ? 0 : -largest[i] - 1;
            isDouble[i] = schema.type(i).equals(DataType.DOUBLE);
        }
        this.longs = new long[schema.size()];
        this.doubles = new double[schema.size()];
        this.objects = new @Nullable Object[schema.size()];
    }

    @Override
    public String source() {
        return rows.source().name();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public RowWriter begin() {
        if (begun) {
            throw new IllegalStateException("a row has been begun; end() or abandon() it first");
        }
        begun = true;
        return this;
    }

    @Override
    public RowWriter set(String column, @Nullable Object value) {
        OptionalInt position = schema.position(column);
        if (position.isEmpty()) {
            throw new StreamException(
                    StreamError.ROW_MISMATCH,
                    "source " + source() + " has no column '" + column + "'; its columns are "
                            + String.join(", ", schema.names()) + Nearest.hint(column, schema.names()));
        }
        return set(position.getAsInt(), value);
    }

    @Override
    public RowWriter set(int position, @Nullable Object value) {
        requireBegun();
        Object stored;
        try {
            stored = StoredValues.of(schema.type(position), value, false);
        } catch (StoredValues.Misfit misfit) {
            throw mismatch(position, misfit.why());
        }
        if (stored == null) {
            present.clear(position);
            return this;
        }
        switch (schema.type(position).storage()) {
            case LONG -> longs[position] = StoredValues.toLong(stored);
            case DOUBLE -> doubles[position] = ((Number) stored).doubleValue();
            case TEXT, OBJECT -> objects[position] = stored;
        }
        present.set(position);
        return this;
    }

    @Override
    public RowWriter setLong(int position, long value) {
        requireBegun();
        if (value < least[position] || value > largest[position]) {
            return set(position, value);
        }
        longs[position] = value;
        present.set(position);
        return this;
    }

    @Override
    public RowWriter setDouble(int position, double value) {
        requireBegun();
        if (!isDouble[position]) {
            return set(position, value);
        }
        doubles[position] = value;
        present.set(position);
        return this;
    }

    @Override
    public RowWriter setText(int position, String value) {
        requireBegun();
        requireType(position, DataType.VARCHAR, "a text");
        objects[position] = value;
        present.set(position);
        return this;
    }

    @Override
    public RowWriter setBoolean(int position, boolean value) {
        requireBegun();
        requireType(position, DataType.BOOLEAN, "a truth value");
        longs[position] = value ? 1 : 0;
        present.set(position);
        return this;
    }

    @Override
    public RowWriter setMicros(int position, long micros) {
        requireBegun();
        requireType(position, DataType.TIMESTAMP, "a moment");
        longs[position] = micros;
        present.set(position);
        return this;
    }

    @Override
    public RowWriter setInstant(int position, Instant value) {
        return set(position, value);
    }

    @Override
    public RowWriter setDecimal(int position, BigDecimal value) {
        return set(position, value);
    }

    @Override
    public void end() {
        requireBegun();
        requireNotNulls();
        rows.lock();
        try {
            rows.requireOpen();
            for (int i = 0; i < schema.size(); i++) {
                append(rows.builder().column(i), i);
            }
            rows.builder().endRow();
            clear();
            rows.rowEnded();
        } finally {
            rows.unlock();
        }
    }

    private void append(ColumnBuilder column, int position) {
        if (!present.get(position)) {
            column.appendNull();
            return;
        }
        switch (schema.type(position).storage()) {
            case LONG -> column.appendLong(longs[position]);
            case DOUBLE -> column.appendDouble(doubles[position]);
            case TEXT, OBJECT -> column.append(objects[position]);
        }
    }

    private void requireNotNulls() {
        for (int i = 0; i < schema.size(); i++) {
            Field field = schema.field(i);
            if (!field.nullable() && !present.get(i)) {
                throw mismatch(i, "it is NOT NULL and was not set");
            }
        }
    }

    @Override
    public void abandon() {
        clear();
    }

    private void clear() {
        begun = false;
        present.clear();
        Arrays.fill(objects, null);
    }

    @Override
    public void write(List<? extends @Nullable Object> values) {
        if (values.size() != schema.size()) {
            throw new StreamException(
                    StreamError.ROW_MISMATCH,
                    "source " + source() + " has " + schema.size() + " columns, the row has " + values.size()
                            + " values");
        }
        begin();
        try {
            for (int i = 0; i < values.size(); i++) {
                set(i, values.get(i));
            }
            end();
        } catch (RuntimeException bad) {
            abandon();
            throw bad;
        }
    }

    @Override
    public void flush() {
        rows.lock();
        try {
            rows.requireOpen();
            rows.flush();
        } finally {
            rows.unlock();
        }
    }

    @Override
    public void watermark(Instant moment) {
        rows.watermark(moment);
    }

    @Override
    public OptionalLong currentWatermark() {
        return rows.currentWatermark();
    }

    @Override
    public void close() {
        rows.close();
    }

    private void requireBegun() {
        if (!begun) {
            throw new IllegalStateException("no row has been begun; call begin() first");
        }
    }

    private void requireType(int position, DataType wanted, String what) {
        if (!schema.type(position).equals(wanted)) {
            throw mismatch(position, schema.type(position).sql() + " was expected, " + what + " came");
        }
    }

    private StreamException mismatch(int position, String why) {
        return new StreamException(
                StreamError.ROW_MISMATCH,
                "column '" + schema.field(position).name() + "' of source " + source() + ": " + why);
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
