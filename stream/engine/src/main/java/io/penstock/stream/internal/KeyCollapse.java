package io.penstock.stream.internal;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes of several batches the one that a sink is to write. With a key: one row a key, what the key has at the end, as
 * weight +1, or -1 when it has nothing. Without: all rows, each as often as its weight says. Immutable.
 */
final class KeyCollapse {
    private final Schema schema;
    private final int[] key;

    KeyCollapse(Schema schema, List<String> keyColumns) {
        this.schema = schema;
        this.key = keyColumns.stream()
                .mapToInt(column -> schema.position(column).orElseThrow())
                .toArray();
    }

    private record Last(Batch batch, int row, int weight) {}

    Batch collapse(List<Batch> batches) {
        if (key.length == 0) {
            return appended(batches);
        }
        Map<ViewRows.Cells, Last> last = new LinkedHashMap<>();
        for (Batch batch : batches) {
            for (int row = 0; row < batch.size(); row++) {
                note(last, new Last(batch, row, batch.weight(row)));
            }
        }
        BatchBuilder builder = new BatchBuilder(schema);
        for (Last kept : last.values()) {
            append(builder, kept, kept.weight() > 0 ? 1 : -1);
        }
        return builder.build();
    }

    /**
     * A retraction counts only when it takes back the row that the key has, or one from before: an update may show the
     * new row before it retracts the old one.
     */
    private void note(Map<ViewRows.Cells, Last> last, Last row) {
        ViewRows.Cells cells = new ViewRows.Cells(values(row, key));
        Last present = last.get(cells);
        if (row.weight() < 0 && present != null && present.weight() > 0 && !sameRow(present, row)) {
            return;
        }
        last.remove(cells);
        last.put(cells, row);
    }

    private boolean sameRow(Last a, Last b) {
        for (int i = 0; i < schema.size(); i++) {
            if (!Arrays.deepEquals(
                    new @Nullable Object[] {a.batch().get(a.row(), i)},
                    new @Nullable Object[] {b.batch().get(b.row(), i)})) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Object[] values(Last row, int[] positions) {
        @Nullable Object[] values = new @Nullable Object[positions.length];
        for (int i = 0; i < positions.length; i++) {
            values[i] = row.batch().get(row.row(), positions[i]);
        }
        return values;
    }

    private Batch appended(List<Batch> batches) {
        if (batches.size() == 1 && batches.getFirst().weights() == null) {
            return batches.getFirst();
        }
        BatchBuilder builder = new BatchBuilder(schema);
        for (Batch batch : batches) {
            for (int row = 0; row < batch.size(); row++) {
                for (int i = 0; i < batch.weight(row); i++) {
                    append(builder, new Last(batch, row, 1), 1);
                }
            }
        }
        return builder.build();
    }

    private void append(BatchBuilder builder, Last row, int weight) {
        Batches.appendCells(builder, row.batch(), row.row());
        builder.endRow(weight);
    }
}
