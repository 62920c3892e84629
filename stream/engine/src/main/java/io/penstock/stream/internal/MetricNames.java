package io.penstock.stream.internal;

import io.penstock.stream.DatabaseMetrics;
import io.penstock.stream.DatabaseMetrics.SinkMetrics;
import io.penstock.stream.DatabaseMetrics.SourceMetrics;
import io.penstock.stream.DatabaseMetrics.StreamMetrics;
import java.util.Optional;

/** Metrics by the names that scripts use: a pipeline's own, or {@code object.metric}. */
final class MetricNames {
    private MetricNames() {}

    static Optional<String> value(DatabaseMetrics metrics, String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            return pipeline(metrics, name);
        }
        String object = name.substring(0, dot);
        String metric = name.substring(dot + 1);
        return metrics.source(object)
                .flatMap(source -> of(source, metric))
                .or(() -> metrics.stream(object).flatMap(stream -> of(stream, metric)))
                .or(() -> metrics.sink(object).flatMap(sink -> of(sink, metric)));
    }

    private static Optional<String> pipeline(DatabaseMetrics metrics, String name) {
        return switch (name) {
            case "events_ingested_total" ->
                text(metrics.sources().stream().mapToLong(SourceMetrics::rows).sum());
            case "events_emitted_total" ->
                text(metrics.streams().stream()
                        .mapToLong(StreamMetrics::rowsOut)
                        .sum());
            case "events_null_timestamp_total" ->
                text(metrics.sources().stream()
                        .mapToLong(SourceMetrics::nullTimeRows)
                        .sum());
            case "window_late_dropped_total" ->
                text(metrics.streams().stream()
                        .mapToLong(StreamMetrics::lateRows)
                        .sum());
            case "sink_write_failures_total" ->
                text(metrics.sinks().stream().mapToLong(SinkMetrics::failures).sum());
            case "checkpoint_epoch" -> text(metrics.checkpointEpoch());
            case "source_count" -> text(metrics.sources().size());
            case "stream_count" -> text(metrics.streams().size());
            case "sink_count" -> text(metrics.sinks().size());
            case "uptime_seconds" -> text(metrics.uptime().toSeconds());
            case "pipeline_watermark" -> Optional.of(pipelineWatermark(metrics));
            default -> Optional.empty();
        };
    }

    /** The least of the sources' watermarks; those without one do not count. */
    private static String pipelineWatermark(DatabaseMetrics metrics) {
        return Watermarks.millis(metrics.sources().stream()
                .map(SourceMetrics::watermark)
                .flatMap(Optional::stream)
                .min(Long::compare));
    }

    private static Optional<String> of(SourceMetrics source, String metric) {
        return switch (metric) {
            case "total_events", "events_ingested_total" -> text(source.rows());
            case "events_null_timestamp_total" -> text(source.nullTimeRows());
            case "watermark", "source_watermark_ms" -> Optional.of(Watermarks.millis(source.watermark()));
            default -> Optional.empty();
        };
    }

    private static Optional<String> of(StreamMetrics stream, String metric) {
        return switch (metric) {
            case "total_events", "events_emitted_total" -> text(stream.rowsOut());
            case "rows_in" -> text(stream.rowsIn());
            case "window_late_dropped_total" -> text(stream.lateRows());
            case "groups" -> text(stream.groups());
            case "watermark", "stream_watermark_ms" -> Optional.of(Watermarks.millis(stream.watermark()));
            default -> Optional.empty();
        };
    }

    private static Optional<String> of(SinkMetrics sink, String metric) {
        return switch (metric) {
            case "rows_written" -> text(sink.rowsWritten());
            case "sink_write_failures_total" -> text(sink.failures());
            case "rows_dropped" -> text(sink.rowsDropped());
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(long value) {
        return Optional.of(Long.toString(value));
    }
}
