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

    /** Adds what one group keeps to what another of the same table does, as if its rows had been the other's. */
    void merge(GroupTable table, int into, int from);
}
