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

    /**
     * Windows that begin as tumbling ones of {@code size} do and end after one, two and more steps, up to the size; a
     * row is in all those that have not ended before it.
     *
     * @param step divides the size
     */
    record Cumulate(int timeColumn, long step, long size, long offset) implements Window {}

    /**
     * Windows of rows of one key that lie at most {@code gap} apart; the end is the last row's time and the gap. A row
     * between two sessions joins them. Rows are never taken back.
     */
    record Session(int timeColumn, long gap) implements Window {}

    /**
     * Windows that follow the wall clock of a place: a window in which the clock is changed is longer or shorter.
     *
     * @param window any but a session
     * @param zone an IANA time zone or a fixed offset
     */
    record InZone(Window window, String zone) implements Window {
        @Override
        public int timeColumn() {
            return window.timeColumn();
        }
    }
}
