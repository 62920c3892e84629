package io.penstock.stream.runtime;

/**
 * Counters of a dataflow, read from any thread.
 *
 * @param rowsIn rows that came in
 * @param rowsOut rows that went out
 * @param lateRows rows that belonged to no window that was still open
 * @param watermark the watermark in microseconds, {@code Long.MIN_VALUE} while unset
 * @param groups groups and windows in state
 * @param queued elements that wait for the operators
 */
public record DataflowMetrics(long rowsIn, long rowsOut, long lateRows, long watermark, long groups, int queued) {}
