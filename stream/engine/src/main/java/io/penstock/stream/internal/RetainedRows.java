package io.penstock.stream.internal;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last rows of a relation, for queries. Large batches are kept as they are; rows of small ones are copied together,
 * since a batch costs more than a few rows. Thread-safe by its lock.
 */
final class RetainedRows {
    private static final int SMALL = 256;

    private final long max;
    private final Deque<Batch> batches = new ArrayDeque<>();
    private final BatchBuilder tail;
    private long rows;

    RetainedRows(Schema schema, long max) {
        this.max = max;
        this.tail = new BatchBuilder(schema);
    }

    synchronized void add(Batch batch) {
        if (batch.size() >= SMALL) {
            seal();
            batches.add(batch);
        } else {
            copy(batch);
            if (tail.size() >= SMALL) {
                seal();
            }
        }
        rows += batch.size();
        trim();
    }

    private void trim() {
        while (!batches.isEmpty() && rows - batches.getFirst().size() >= max) {
            rows -= batches.removeFirst().size();
        }
    }

    /** The rows, oldest first, at most the limit. */
    synchronized List<Batch> snapshot() {
        seal();
        long excess = rows - max;
        if (excess <= 0 || batches.isEmpty()) {
            return List.copyOf(batches);
        }
        List<Batch> out = new ArrayList<>(batches);
        Batch first = out.getFirst();
        int keep = (int) (first.size() - excess);
        out.set(0, Batches.range(first, (int) excess, keep));
        return out;
    }

    synchronized void restore(List<Batch> stored) {
        for (Batch batch : stored) {
            batches.add(batch);
            rows += batch.size();
        }
        trim();
    }

    private void copy(Batch batch) {
        Batches.appendTo(tail, batch);
    }

    private void seal() {
        if (tail.size() > 0) {
            batches.add(tail.build());
        }
    }
}
