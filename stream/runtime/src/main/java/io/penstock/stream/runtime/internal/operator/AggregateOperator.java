package io.penstock.stream.runtime.internal.operator;

import io.penstock.stream.data.Batch;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.runtime.internal.state.GroupState;
import io.penstock.stream.runtime.internal.state.StateReader;
import io.penstock.stream.runtime.internal.state.StateWriter;

/**
 * Groups, with or without windows. Either each batch ends with the changes of the groups that it touched, or a window's
 * rows come once, when the watermark passes its end.
 */
public final class AggregateOperator implements Operator {
    private final boolean onClose;
    private final GroupState state;

    /** @param retractions whether the input can have weights below 1 */
    public AggregateOperator(PlanNode.Aggregate node, boolean retractions, long groupsMax) {
        this.onClose = node.onClose();
        this.state = GroupState.of(node, retractions, !onClose, groupsMax);
    }

    @Override
    public void process(Batch batch, Emitter out) throws InterruptedException {
        Batch changes = state.update(batch);
        if (changes != null) {
            out.emit(changes);
        }
    }

    @Override
    public void watermark(long micros, Emitter out) throws InterruptedException {
        for (Batch closed : state.advance(micros, onClose)) {
            out.emit(closed);
        }
    }

    /** Rows bear the start of their window, so a window that is still open holds back what comes behind. */
    @Override
    public long passed(long micros) {
        return onClose ? state.earliestOpen(micros) : micros;
    }

    @Override
    public void snapshot(StateWriter out) {
        state.write(out);
    }

    @Override
    public void restore(StateReader in) {
        state.read(in);
    }

    @Override
    public long lateRows() {
        return state.lateRows();
    }

    @Override
    public long groups() {
        return state.size();
    }
}
