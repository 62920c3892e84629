package io.penstock.stream.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts and their codes, 0, 1, 2, … in the order of first appearance. Texts are only ever added. One thread adds (the
 * writer of the column); any thread that received a batch afterwards reads the codes in it.
 *
 * <p>A dictionary holds at most {@link #SIZE_MAX} texts. When it {@linkplain #isFull() is full} the writer goes on with
 * a new one for its next batch, so a column of ever-new texts stays bounded; readers keep what they derive from a
 * dictionary by its identity.
 */
public final class Dictionary {
    /** The most texts in one dictionary. */
    public static final int SIZE_MAX = 1 << 16;

    private static final int INITIAL = 64;

    /** Volatile: a reader may see a newer array than its batch needs, and must then see its contents too. */
    private volatile @Nullable String[] texts = new @Nullable String[INITIAL];

    private int size;
    private int[] slots = new int[INITIAL * 2];
    private int[] hashes = new int[INITIAL];

    /** The code of a text, added if it is new. Only the writer's thread. */
    public int encode(String text) {
        int hash = spread(text.hashCode());
        int[] table = slots;
        int mask = table.length - 1;
        @Nullable String[] known = texts;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            int code = table[i] - 1;
            if (code < 0) {
                return add(text, hash);
            }
            if (hashes[code] == hash && text.equals(known[code])) {
                return code;
            }
        }
    }

    /** Makes code 0 exist, so that the code of a NULL can be looked up without harm. */
    void reserveZero() {
        if (size == 0) {
            encode("");
        }
    }

    private int add(String text, int hash) {
        if (size == SIZE_MAX * 2) {
            throw new IllegalStateException("a dictionary was used long after it was full");
        }
        int code = size;
        @Nullable String[] known = texts;
        if (code == known.length) {
            known = Arrays.copyOf(known, code * 2);
            hashes = Arrays.copyOf(hashes, code * 2);
        }
        known[code] = text;
        texts = known;
        hashes[code] = hash;
        size = code + 1;
        if (size * 2 > slots.length) {
            slots = rehashed(slots.length * 2);
        } else {
            place(slots, code, hash);
        }
        return code;
    }

    private int[] rehashed(int length) {
        int[] table = new int[length];
        for (int code = 0; code < size; code++) {
            place(table, code, hashes[code]);
        }
        return table;
    }

    private static void place(int[] table, int code, int hash) {
        int mask = table.length - 1;
        int i = hash & mask;
        while (table[i] != 0) {
            i = (i + 1) & mask;
        }
        table[i] = code + 1;
    }

    private static int spread(int hash) {
        return (hash * 0x9E3779B9) >>> 1;
    }

    /** Whether the next batch should begin a new dictionary. Only the writer's thread. */
    public boolean isFull() {
        return size >= SIZE_MAX;
    }

    /** How many texts there are. Only the writer's thread; readers see codes in batches. */
    public int size() {
        return size;
    }

    /** The text of a code. */
    public String text(int code) {
        String text = texts[code];
        if (text == null) {
            throw new IllegalArgumentException("code " + code + " is not in this dictionary");
        }
        return text;
    }
}
