package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;

/** One number or object that a group keeps. Several calls may share one. Confined to one thread. */
interface Accumulator {
    /**
     * Some rows of a batch and their groups.
     *
     * @param groups the group of each row, by row number
     */
    record Update(GroupTable table, int[] groups, Batch batch, int from, int to) {}

    void update(Update rows);
}
