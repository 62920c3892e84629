package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.Dictionary;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes texts of several dictionaries into one of its own. What a code of a source dictionary became is remembered per
 * dictionary identity, for the few dictionaries that come in turn. Confined to one thread.
 */
public final class TextEncoder {
    private static final int SOURCES = 4;

    private Dictionary target = new Dictionary();
    private final @Nullable Dictionary[] sources = new @Nullable Dictionary[SOURCES];
    private final int[][] codes = new int[SOURCES][];
    private int oldest;

    /** Call before each batch: goes on with a new dictionary when the present one is full. */
    public void begin() {
        if (target.isFull()) {
            target = new Dictionary();
            Arrays.fill(sources, null);
        }
    }

    /** The dictionary of the codes that this batch gets. */
    public Dictionary dictionary() {
        return target;
    }

    public int encode(String text) {
        return target.encode(text);
    }

    /** The code in the target of a code in {@code source}. */
    public int translate(Dictionary source, int code) {
        int slot = slot(source);
        int[] known = codes[slot];
        if (code >= known.length) {
            known = Arrays.copyOf(known, Math.max(code + 1, known.length * 2));
            codes[slot] = known;
        }
        int translated = known[code];
        if (translated == 0) {
            translated = target.encode(source.text(code)) + 1;
            known[code] = translated;
        }
        return translated - 1;
    }

    private int slot(Dictionary source) {
        for (int i = 0; i < SOURCES; i++) {
            if (sources[i] == source) {
                return i;
            }
        }
        int slot = oldest;
        oldest = (oldest + 1) % SOURCES;
        sources[slot] = source;
        codes[slot] = new int[64];
        return slot;
    }
}
