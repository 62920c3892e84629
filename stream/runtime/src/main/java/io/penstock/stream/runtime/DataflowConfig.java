package io.penstock.stream.runtime;

/**
 * How a dataflow runs.
 *
 * @param mode which thread runs the operators
 * @param channelCapacity the most elements that wait between the writers and the operators, a power of two
 * @param groupsMax the most groups and windows that are kept at once; more is an error, not a loss
 */
public record DataflowConfig(Mode mode, int channelCapacity, long groupsMax) {
    /** Which thread runs the operators. */
    public enum Mode {
        /** A thread of its own behind a bounded ring. */
        THREAD,
        /** The thread that puts an element: no hand-off, lowest latency. */
        CALLER_RUNS
    }

    public static DataflowConfig defaults() {
        return new DataflowConfig(Mode.THREAD, 256, 10_000_000);
    }
}
