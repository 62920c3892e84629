package io.penstock.stream.plan;

/**
 * How rows are put into windows by their event time. All lengths are microseconds; windows include their start and not
 * their end, also before the epoch.
 */
public sealed interface Window {
    /** The position of the TIMESTAMP column in the input. */
    int timeColumn();

    /** Windows side by side: start = floor((t − offset) / size) · size + offset. */
    record Tumble(int timeColumn, long size, long offset) implements Window {}

    /** Windows of {@code size} that start every {@code slide}; a row is in size / slide of them. */
    record Hop(int timeColumn, long slide, long size, long offset) implements Window {}
}
