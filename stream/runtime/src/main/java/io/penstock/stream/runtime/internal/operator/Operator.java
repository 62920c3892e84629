package io.penstock.stream.runtime.internal.operator;

import io.penstock.stream.data.Batch;
import io.penstock.stream.runtime.internal.state.StateReader;
import io.penstock.stream.runtime.internal.state.StateWriter;

/**
 * One step of a running query. It is confined to its task's thread, does one bounded piece of work for each call, and
 * neither waits nor does I/O itself; only handing a batch on may wait. Calls follow this order: {@link #restore} at
 * most once, before all others; then {@link #process}, {@link #watermark} and {@link #snapshot} in any mix. A batch may
 * be kept after the call, but never written to.
 */
public interface Operator {
    /** Takes a batch; what comes of it goes to {@code out} before the call returns. */
    void process(Batch batch, Emitter out) throws InterruptedException;

    /** The watermark of the input has risen. It is handed on after the call. */
    default void watermark(long micros, Emitter out) throws InterruptedException {}

    /**
     * The watermark that holds for what the operator gives when its input has this one. It is earlier than the input's
     * when later rows can still bear earlier times.
     */
    default long passed(long micros) {
        return micros;
    }

    /** Writes all that the operator remembers. */
    default void snapshot(StateWriter out) {}

    /** Reads what {@link #snapshot} wrote. */
    default void restore(StateReader in) {}

    /** Rows that belonged to no window that was still open. */
    default long lateRows() {
        return 0;
    }

    /** Groups and windows that are kept. */
    default long groups() {
        return 0;
    }
}
