package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Column;
import io.penstock.stream.data.ColumnBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Dictionary;
import io.penstock.stream.data.TextColumn;
import io.penstock.stream.runtime.internal.expr.Bits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns the words of one key column back into values. A text is encoded once for each dictionary of the output, however
 * many rows have it. Confined to one thread.
 */
final class KeyOutput {
    private final KeyColumn column;
    private final int number;
    private final int nullWord;
    private final boolean text;
    private final ColumnBuilder builder;
    private Dictionary dictionary = new Dictionary();
    private int[] codeOfId = new int[64];
    private int[] codes = new int[64];
    private long @Nullable [] nulls;
    private int size;

    /**
     * @param number the column's place in the key
     * @param nullWord the word that has the bits of NULLs; −1 for none
     */
    KeyOutput(KeyColumn column, int number, int nullWord) {
        this.column = column;
        this.number = number;
        this.nullWord = nullWord;
        this.text = column.type().storage() == DataType.Storage.TEXT;
        this.builder = new ColumnBuilder(column.type(), 64);
    }

    void append(Aggregates.Groups groups) {
        long[] words = groups.table().words();
        for (int at = groups.from(); at < groups.to(); at++) {
            int base = groups.table().base(groups.numbers()[at]);
            if (text) {
                appendText((int) words[base + number]);
            } else {
                boolean isNull = nullWord >= 0 && ((words[base + nullWord] >>> number) & 1) != 0;
                column.decode(words[base + number], isNull, builder);
            }
        }
    }

    private void appendText(int id) {
        if (size == codes.length) {
            codes = Arrays.copyOf(codes, size * 2);
            nulls = nulls == null ? null : Arrays.copyOf(nulls, (size * 2 + 63) >> 6);
        }
        if (id == KeyColumn.NULL_ID) {
            nulls = nulls == null ? Bits.empty(codes.length) : nulls;
            Bits.set(nulls, size);
            codes[size++] = 0;
            return;
        }
        if (id >= codeOfId.length) {
            codeOfId = Arrays.copyOf(codeOfId, Math.max(id + 1, codeOfId.length * 2));
        }
        int code = codeOfId[id];
        if (code == 0) {
            code = dictionary.encode(column.text(id)) + 1;
            codeOfId[id] = code;
        }
        codes[size++] = code - 1;
    }

    /** The values so far; none are left afterwards. */
    Column build() {
        if (!text) {
            return builder.build();
        }
        Column built = new TextColumn(codes, dictionary, nulls);
        codes = new int[Math.max(64, size)];
        nulls = null;
        size = 0;
        if (dictionary.isFull()) {
            dictionary = new Dictionary();
            Arrays.fill(codeOfId, 0);
        }
        return built;
    }
}
