package io.penstock.stream.internal;

import io.penstock.observe.Metrics;
import io.penstock.stream.DatabaseMetrics.StreamMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** The gauges of a database and of the objects in it, each for as long as its object is there. Thread-safe. */
final class Meters implements AutoCloseable {
    private static final double MICROS_A_MILLI = 1000;

    private final Metrics metrics;
    private final List<Metrics.Gauge> own = new ArrayList<>();
    private final Map<Long, List<Metrics.Gauge>> gauges = new ConcurrentHashMap<>();

    Meters(Metrics metrics, Graph graph, Subscriptions subscriptions) {
        this.metrics = metrics;
        own.add(metrics.gauge(
                "stream.parts.failed",
                () -> graph.all().stream()
                        .filter(node -> node.failure().isPresent())
                        .count()));
        own.add(metrics.gauge("stream.subscriptions.open", subscriptions::count));
    }

    void add(Node node) {
        List<Metrics.Gauge> made = switch (node) {
            case SourceNode source ->
                List.of(metrics.gauge(
                        "stream.source.watermark",
                        () -> millis(source.metrics().watermark()),
                        "source",
                        source.name()));
            case StreamNode stream ->
                List.of(
                        query("queued", () -> stream.metrics().queued(), stream),
                        query("groups", () -> stream.metrics().groups(), stream),
                        query("late", () -> stream.metrics().lateRows(), stream),
                        query("watermark", () -> watermark(stream.metrics()), stream));
            case SinkNode sink ->
                List.of(metrics.gauge("stream.sink.queued", () -> sink.metrics().queuedRows(), "sink", sink.name()));
            case LookupNode lookup ->
                List.of(metrics.gauge("stream.lookup.rows", () -> lookup.info().rows(), "lookup", lookup.name()));
        };
        gauges.put(node.id().number(), made);
    }

    private Metrics.Gauge query(String what, DoubleSupplier value, StreamNode stream) {
        return metrics.gauge("stream.query." + what, value, "query", stream.name());
    }

    private static double watermark(StreamMetrics stream) {
        return millis(stream.watermark());
    }

    private static double millis(Optional<Long> micros) {
        return micros.map(known -> known / MICROS_A_MILLI).orElse(Double.NaN);
    }

    void remove(Node node) {
        List<Metrics.Gauge> made = gauges.remove(node.id().number());
        if (made != null) {
            made.forEach(Metrics.Gauge::close);
        }
    }

    @Override
    public void close() {
        own.forEach(Metrics.Gauge::close);
        gauges.values().forEach(made -> made.forEach(Metrics.Gauge::close));
        gauges.clear();
    }
}
