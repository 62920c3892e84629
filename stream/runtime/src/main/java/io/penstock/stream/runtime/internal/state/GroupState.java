package io.penstock.stream.runtime.internal.state;

import io.penstock.stream.data.Batch;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The groups of an aggregation. Confined to one thread. */
public interface GroupState {
    /**
     * Empty state.
     *
     * @param retractions whether the input can have weights below 1
     * @param changing whether each batch ends with the changes of the groups it touched
     * @param groupsMax the most groups and windows
     */
    static GroupState of(PlanNode.Aggregate node, boolean retractions, boolean changing, long groupsMax) {
        return node.window().orElse(null) instanceof Window.Session session
                ? new SessionState(node, session, changing, groupsMax)
                : new GroupedState(node, retractions, changing, groupsMax);
    }

    /** Takes a batch in; gives the changes that it made if asked for them, else null. */
    @Nullable
    Batch update(Batch batch);

    /** Moves the time on and forgets the windows that end by then; gives their rows, ordered by start, if wanted. */
    List<Batch> advance(long micros, boolean wanted);

    /** The earliest start that a window can have which is still open at a watermark. */
    long earliestOpen(long micros);

    /** All rows there are now, windows by start: the answer of a query over rows at rest. */
    List<Batch> rows();

    /** Rows that belonged to no window that was still open. */
    long lateRows();

    /** Groups and windows that are kept. */
    long size();

    void write(StateWriter out);

    void read(StateReader in);
}
