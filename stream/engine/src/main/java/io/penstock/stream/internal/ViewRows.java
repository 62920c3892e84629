package io.penstock.stream.internal;

import io.penstock.Limit;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The present rows of a materialized view. A changelog is summed by weight; rows without weights replace the row of the
 * same key, or are added where there is no key. Thread-safe by its lock.
 */
final class ViewRows {
    private final Schema schema;
    private final int[] key;
    private final boolean updating;
    private final Limit limit;
    private final Map<Cells, Entry> rows = new LinkedHashMap<>();
    private long total;

    ViewRows(Schema schema, int[] key, boolean updating, Limit limit) {
        this.schema = schema;
        this.key = key;
        this.updating = updating;
        this.limit = limit;
    }

    private static final class Entry {
        private @Nullable Object[] row;
        private int weight;

        Entry(@Nullable Object[] row) {
            this.row = row;
        }
    }

    /** Applies the rows of a batch; fails with 8011 when the view grows beyond its limit. */
    synchronized void apply(Batch batch) {
        for (int row = 0; row < batch.size(); row++) {
            @Nullable Object[] values = new @Nullable Object[schema.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = batch.get(row, i);
            }
            if (!updating) {
                add(values, batch.weight(row));
            } else {
                replace(values, batch.weight(row));
            }
        }
        if (total > limit.max()) {
            throw new StreamException(
                    StreamError.STATE_LIMIT,
                    limit.reached() + " by this view; give it fewer rows with WHERE or GROUP BY, or raise the limit");
        }
    }

    private void add(@Nullable Object[] values, int weight) {
        Cells cells = new Cells(values);
        Entry entry = rows.computeIfAbsent(cells, unknown -> new Entry(values));
        entry.weight += weight;
        total += weight;
        if (entry.weight == 0) {
            rows.remove(cells);
        }
    }

    private void replace(@Nullable Object[] values, int weight) {
        @Nullable Object[] keyValues = new @Nullable Object[key.length];
        for (int i = 0; i < key.length; i++) {
            keyValues[i] = values[key[i]];
        }
        Cells cells = new Cells(keyValues);
        Entry entry = rows.get(cells);
        if (weight < 0) {
            total -= rows.remove(cells) == null ? 0 : 1;
        } else if (entry == null) {
            Entry added = new Entry(values);
            added.weight = 1;
            rows.put(cells, added);
            total++;
        } else {
            entry.row = values;
        }
    }

    /** The present rows, each as often as it is there. */
    synchronized List<Batch> snapshot() {
        List<Batch> out = new ArrayList<>();
        BatchBuilder builder = new BatchBuilder(schema);
        for (Entry entry : rows.values()) {
            for (int i = 0; i < entry.weight; i++) {
                builder.addRow(1, entry.row);
                if (builder.size() == SourceNode.BATCH_ROWS_MAX) {
                    out.add(builder.build());
                }
            }
        }
        if (builder.size() > 0) {
            out.add(builder.build());
        }
        return out;
    }

    /** Values that are compared as SQL groups them: by value, NULL like any other. */
    static final class Cells {
        private final @Nullable Object[] values;
        private final int hash;

        Cells(@Nullable Object[] values) {
            this.values = values;
            this.hash = Arrays.deepHashCode(values);
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Cells other && hash == other.hash && Arrays.deepEquals(values, other.values);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
