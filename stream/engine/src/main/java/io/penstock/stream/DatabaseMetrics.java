package io.penstock.stream;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Numbers of a database at one moment. Watermarks are microseconds since the epoch, empty while unset. Immutable. */
public record DatabaseMetrics(
        Duration uptime,
        long checkpointEpoch,
        List<SourceMetrics> sources,
        List<StreamMetrics> streams,
        List<SinkMetrics> sinks) {
    public DatabaseMetrics {
        sources = List.copyOf(sources);
        streams = List.copyOf(streams);
        sinks = List.copyOf(sinks);
    }

    /**
     * A source.
     *
     * @param rows rows pushed
     * @param nullTimeRows rows dropped because their event time was NULL
     * @param skewedRows rows too far in the future to move the watermark
     * @param watermark the watermark
     */
    public record SourceMetrics(String name, long rows, long nullTimeRows, long skewedRows, Optional<Long> watermark) {}

    /**
     * A stream or materialized view.
     *
     * @param rowsIn rows that came in
     * @param rowsOut rows that went out
     * @param lateRows rows that belonged to no open window
     * @param groups groups and windows in state
     * @param queued elements that wait for the operators
     */
    public record StreamMetrics(
            String name, long rowsIn, long rowsOut, long lateRows, long groups, int queued, Optional<Long> watermark) {}

    /**
     * A sink.
     *
     * @param rowsWritten rows that the outside system has
     * @param batchesWritten writes that succeeded
     * @param failures writes that failed, whether or not they were repeated
     * @param rowsDropped rows that came after the sink had failed for good
     * @param queuedRows rows that wait
     */
    public record SinkMetrics(
            String name, long rowsWritten, long batchesWritten, long failures, long rowsDropped, long queuedRows) {}

    public Optional<SourceMetrics> source(String name) {
        return sources.stream().filter(source -> source.name().equals(name)).findFirst();
    }

    public Optional<StreamMetrics> stream(String name) {
        return streams.stream().filter(stream -> stream.name().equals(name)).findFirst();
    }

    public Optional<SinkMetrics> sink(String name) {
        return sinks.stream().filter(sink -> sink.name().equals(name)).findFirst();
    }
}
