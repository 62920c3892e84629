package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Schema;
import java.util.List;

/** The key columns of rows as longs, one array a word. Confined to one thread. */
public final class Keys {
    private final int[] positions;
    private KeyColumn[] columns;
    private final int nullWord;
    private final int width;

    /** @param positions the key columns in {@code schema} */
    public Keys(Schema schema, List<Integer> positions) {
        this.positions = positions.stream().mapToInt(Integer::intValue).toArray();
        this.columns = positions.stream()
                .map(position -> new KeyColumn(schema.field(position)))
                .toArray(KeyColumn[]::new);
        boolean bits = List.of(columns).stream().anyMatch(KeyColumn::needsNullBit);
        this.nullWord = bits ? columns.length : -1;
        this.width = columns.length + (bits ? 1 : 0);
    }

    /** How many longs a key has. */
    public int width() {
        return width;
    }

    /** The keys of a batch, {@code [word][row]}; values not seen before are added. */
    public long[][] encode(Batch batch) {
        return encode(batch, positions, true);
    }

    /**
     * The keys of rows whose key columns are elsewhere, only looked for; a row with an unknown value matches nothing.
     */
    public long[][] find(Batch batch, int[] elsewhere) {
        return encode(batch, elsewhere, false);
    }

    private long[][] encode(Batch batch, int[] from, boolean add) {
        long[][] words = new long[width][];
        for (int i = 0; i < columns.length; i++) {
            words[i] = columns[i].encode(batch.column(from[i]), batch.size(), add);
        }
        if (nullWord >= 0) {
            long[] bits = new long[batch.size()];
            for (int i = 0; i < columns.length; i++) {
                if (columns[i].needsNullBit() && batch.column(from[i]).nulls() != null) {
                    for (int row = 0; row < bits.length; row++) {
                        bits[row] |= batch.column(from[i]).isNull(row) ? 1L << i : 0;
                    }
                }
            }
            words[nullWord] = bits;
        }
        return words;
    }

    /** What turns the words of groups back into key columns; new ones are needed after {@link #compact}. */
    KeyOutput[] outputs() {
        KeyOutput[] outputs = new KeyOutput[columns.length];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = new KeyOutput(columns[i], i, nullWord);
        }
        return outputs;
    }

    /** The most texts or objects that one column keeps. */
    int internedSize() {
        int most = 0;
        for (KeyColumn column : columns) {
            most = Math.max(most, column.internedSize());
        }
        return most;
    }

    /** Forgets all values that no key in the tables has, and gives those that stay new numbers. */
    void compact(Iterable<GroupTable> tables) {
        KeyColumn[] fresh = new KeyColumn[columns.length];
        for (int i = 0; i < fresh.length; i++) {
            fresh[i] = columns[i].fresh();
        }
        for (GroupTable table : tables) {
            for (int i = 0; i < fresh.length; i++) {
                table.renumber(i, columns[i], fresh[i]);
            }
            table.rehash();
        }
        columns = fresh;
    }

    void write(StateWriter out) {
        for (KeyColumn column : columns) {
            column.write(out);
        }
    }

    void read(StateReader in) {
        for (KeyColumn column : columns) {
            column.read(in);
        }
    }
}
