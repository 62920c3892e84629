package io.penstock.stream.runtime.internal.expr;

import org.jspecify.annotations.Nullable;

/** Bitmaps of NULLs; no bitmap means no NULL. */
public final class Bits {
    private Bits() {}

    public static boolean get(long @Nullable [] bits, int index) {
        return bits != null && ((bits[index >> 6] >>> (index & 63)) & 1) != 0;
    }

    public static void set(long[] bits, int index) {
        bits[index >> 6] |= 1L << (index & 63);
    }

    /** An empty bitmap for {@code size} rows. */
    public static long[] empty(int size) {
        return new long[(size + 63) >> 6];
    }

    /** A bitmap in which the first {@code size} rows are set. */
    static long[] full(int size) {
        long[] bits = empty(size);
        java.util.Arrays.fill(bits, -1L);
        return bits;
    }

    /** NULL where either is. */
    static long @Nullable [] or(long @Nullable [] a, long @Nullable [] b, int size) {
        if (a == null) {
            return b;
        }
        if (b == null) {
            return a;
        }
        long[] out = empty(size);
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] | b[i];
        }
        return out;
    }
}
