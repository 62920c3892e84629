package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.plan.AggregateCall;

/**
 * Which rows an aggregate counts: those whose argument is not NULL and whose filter is true.
 *
 * @param argument the argument's column; −1 for none
 * @param filter the filter's column; −1 for none
 */
record Admission(int argument, int filter) {
    static final Admission EVERY_ROW = new Admission(-1, -1);

    static Admission of(AggregateCall call) {
        return new Admission(call.argument().orElse(-1), call.filter().orElse(-1));
    }

    /** Whether all rows of a batch are admitted, which spares the test for each. */
    boolean isAlways(Batch batch) {
        return filter < 0 && (argument < 0 || batch.column(argument).nulls() == null);
    }

    boolean admits(Batch batch, int row) {
        if (argument >= 0 && batch.column(argument).isNull(row)) {
            return false;
        }
        return filter < 0
                || (((LongColumn) batch.column(filter)).values()[row] != 0
                        && !batch.column(filter).isNull(row));
    }
}
