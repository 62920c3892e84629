package io.penstock.stream;

/** Which thread runs a stream's operators. */
public enum ExecutionMode {
    /** One thread a stream, behind a bounded ring: writers go on while rows are worked off. */
    THREADS,
    /** The thread that writes: no hand-off, lowest latency, and a write returns after its effects. */
    CALLER_RUNS
}
