package io.penstock.stream.data;

import org.jspecify.annotations.Nullable;

/**
 * Texts as codes into a dictionary. Where the value is NULL the code means nothing (it is 0). Two columns with the same
 * dictionary can be compared by code; with different dictionaries only by text.
 */
public record TextColumn(int[] codes, Dictionary dictionary, long @Nullable [] nulls) implements Column {
    @Override
    public Column select(int[] selection, int count) {
        int[] out = new int[count];
        for (int i = 0; i < count; i++) {
            out[i] = codes[selection[i]];
        }
        return new TextColumn(out, dictionary, Column.selectNulls(nulls, selection, count));
    }

    /** The text of a row that is not NULL. */
    public String text(int row) {
        return dictionary.text(codes[row]);
    }
}
