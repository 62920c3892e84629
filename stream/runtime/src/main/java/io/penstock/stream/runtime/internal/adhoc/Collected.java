package io.penstock.stream.runtime.internal.adhoc;

import io.penstock.Limit;
import io.penstock.PenstockException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.runtime.internal.Errors;
import io.penstock.stream.runtime.internal.operator.Emitter;
import java.util.ArrayList;
import java.util.List;

/** The rows of a step, up to a limit. */
final class Collected implements Emitter {
    private final Limit rowsMax;
    private final List<Batch> batches = new ArrayList<>();
    private long rows;

    Collected(Limit rowsMax) {
        this.rowsMax = rowsMax;
    }

    @Override
    public void emit(Batch batch) {
        rows += batch.size();
        if (rows > rowsMax.max()) {
            throw tooMany(rowsMax);
        }
        batches.add(batch);
    }

    static PenstockException tooMany(Limit rowsMax) {
        return Errors.limit(rowsMax, "ask for fewer rows with WHERE, GROUP BY or LIMIT, or raise it");
    }

    List<Batch> batches() {
        return batches;
    }
}
