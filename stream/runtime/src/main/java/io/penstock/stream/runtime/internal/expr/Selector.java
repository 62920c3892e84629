package io.penstock.stream.runtime.internal.expr;

import org.jspecify.annotations.Nullable;

/** A condition that names the rows for which it is true. */
@FunctionalInterface
public interface Selector {
    /**
     * Writes the numbers of the rows that pass, in order.
     *
     * @param rows all rows of a batch
     * @param in the rows to look at; null for all
     * @param count how many rows to look at
     * @param out takes the row numbers; may be {@code in}
     * @return how many passed
     */
    int select(Rows rows, int @Nullable [] in, int count, int[] out);
}
