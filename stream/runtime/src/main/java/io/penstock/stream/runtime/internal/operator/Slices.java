package io.penstock.stream.runtime.internal.operator;

import io.penstock.stream.data.Batch;
import java.util.ArrayList;
import java.util.List;

/** Large batches in pieces, which bounds the room that a step needs. */
public final class Slices {
    private Slices() {}

    public static List<Batch> of(Batch batch, int rows) {
        if (batch.size() <= rows) {
            return List.of(batch);
        }
        List<Batch> slices = new ArrayList<>();
        for (int from = 0; from < batch.size(); from += rows) {
            int count = Math.min(rows, batch.size() - from);
            int[] selection = new int[count];
            for (int i = 0; i < count; i++) {
                selection[i] = from + i;
            }
            slices.add(batch.select(selection, count));
        }
        return slices;
    }
}
