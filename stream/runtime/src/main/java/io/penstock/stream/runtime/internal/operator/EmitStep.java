package io.penstock.stream.runtime.internal.operator;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Column;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.StreamPlan;
import io.penstock.stream.runtime.internal.state.Rowwise;

/**
 * The last step before the output. A change that the steps in between have made to nothing, −1 and +1 of equal rows
 * side by side, is left out; unless the stream is a changelog, retractions are left out too and no weight is shown.
 */
final class EmitStep implements Operator {
    private final Schema schema;
    private final boolean changelog;
    private int[] selection = new int[64];

    EmitStep(StreamPlan plan) {
        this.schema = plan.schema();
        this.changelog = plan.isChangelog();
    }

    @Override
    public void process(Batch batch, Emitter out) throws InterruptedException {
        Batch named = batch.schema().equals(schema) ? batch : batch.withSchema(schema);
        int[] weights = batch.weights();
        if (weights == null) {
            out.emit(named);
            return;
        }
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
            if (row + 1 < batch.size() && weights[row] == -weights[row + 1] && isSame(batch, row)) {
                row++;
                continue;
            }
            int copies = changelog ? (weights[row] == 0 ? 0 : 1) : Math.max(0, weights[row]);
            if (selection.length < count + copies) {
                selection = java.util.Arrays.copyOf(selection, Math.max(count + copies, selection.length * 2));
            }
            for (int copy = 0; copy < copies; copy++) {
                selection[count++] = row;
            }
        }
        if (count > 0) {
            Batch left = count == batch.size() && changelog ? named : named.select(selection, count);
            out.emit(changelog ? left : left.withWeights(null));
        }
    }

    private static boolean isSame(Batch batch, int row) {
        for (Column column : batch.columns()) {
            if (!Rowwise.isEqual(column, row, row + 1)) {
                return false;
            }
        }
        return true;
    }
}
