package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import java.util.Arrays;
import java.util.List;

/** The rows of a {@link RowStore} by key. NULL in a key matches nothing. Confined to one thread. */
public final class KeyIndex {
    private final RowStore rows;
    private final int[] positions;
    private final Keys keys;
    private final GroupTable table;
    private int[] next = new int[64];

    /** @param positions the key columns in {@code schema} */
    public KeyIndex(Schema schema, List<Integer> positions) {
        this.rows = new RowStore(schema);
        this.positions = positions.stream().mapToInt(Integer::intValue).toArray();
        Schema required = Schema.of(schema.fields().stream()
                .map(field -> Field.required(field.name(), field.type()))
                .toList());
        this.keys = new Keys(required, positions);
        this.table = new GroupTable(keys.width(), keys.width() + 1, 0);
    }

    public RowStore rows() {
        return rows;
    }

    public void add(Batch batch) {
        int first = rows.size();
        rows.add(batch);
        if (next.length < rows.size()) {
            next = Arrays.copyOf(next, Math.max(rows.size(), next.length * 2));
        }
        long[][] words = keys.encode(batch);
        int[] group = new int[batch.size()];
        // from the last row to the first, so that a chain is in the order of the rows of its batch
        for (int row = batch.size() - 1; row >= 0; row--) {
            if (hasNull(batch, positions, row)) {
                continue;
            }
            table.resolve(words, row, row + 1, group);
            int head = table.base(group[row]) + keys.width();
            next[first + row] = (int) table.words()[head] - 1;
            table.words()[head] = first + row + 1L;
        }
    }

    private static boolean hasNull(Batch batch, int[] positions, int row) {
        for (int position : positions) {
            if (batch.column(position).isNull(row)) {
                return true;
            }
        }
        return false;
    }

    /** The first row that each row of a batch matches by its columns {@code from}; −1 for none. */
    public int[] find(Batch batch, int[] from) {
        long[][] words = keys.find(batch, from);
        int[] found = new int[batch.size()];
        for (int row = 0; row < found.length; row++) {
            int group = hasNull(batch, from, row) ? -1 : table.find(words, row);
            found[row] = group < 0 ? -1 : (int) table.words()[table.base(group) + keys.width()] - 1;
        }
        return found;
    }

    /** The next row with the same key; −1 after the last. */
    public int next(int row) {
        return next[row];
    }
}
