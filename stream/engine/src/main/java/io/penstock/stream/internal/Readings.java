package io.penstock.stream.internal;

import io.penstock.PenstockException;
import io.penstock.Time;
import io.penstock.stream.CatalogView;
import io.penstock.stream.CatalogView.SourceInfo;
import io.penstock.stream.DatabaseMetrics;
import io.penstock.stream.Health;
import io.penstock.stream.Health.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the database tells of itself. */
final class Readings {
    private final Graph graph;
    private final Checkpoints checkpoints;
    private final Time time;
    private final long openedNanos;

    Readings(Graph graph, Checkpoints checkpoints, Time time) {
        this.graph = graph;
        this.checkpoints = checkpoints;
        this.time = time;
        this.openedNanos = time.nanoTime();
    }

    CatalogView catalog() {
        return new CatalogView(
                graph.all(SourceNode.class).stream()
                        .map(source -> new SourceInfo(
                                source.name(),
                                source.schema(),
                                source.relation().timeColumn(),
                                source.id().sql()))
                        .toList(),
                graph.all(StreamNode.class).stream().map(StreamNode::info).toList(),
                graph.all(LookupNode.class).stream().map(LookupNode::info).toList(),
                graph.all(SinkNode.class).stream().map(SinkNode::info).toList());
    }

    DatabaseMetrics metrics() {
        return new DatabaseMetrics(
                Duration.ofNanos(time.nanoTime() - openedNanos),
                checkpoints.epoch(),
                graph.all(SourceNode.class).stream().map(SourceNode::metrics).toList(),
                graph.all(StreamNode.class).stream().map(StreamNode::metrics).toList(),
                graph.all(SinkNode.class).stream().map(SinkNode::metrics).toList());
    }

    Health health() {
        List<Health.Part> parts = new ArrayList<>();
        for (Node node : graph.all()) {
            switch (node) {
                case StreamNode stream -> parts.add(part(stream, Optional.empty()));
                case SinkNode sink -> parts.add(part(sink, sink.trouble()));
                case SourceNode source -> {}
                case LookupNode lookup -> {}
            }
        }
        return new Health(parts);
    }

    private static Health.Part part(Node node, Optional<PenstockException> trouble) {
        Optional<PenstockException> failure = node.failure();
        Status status = failure.isPresent() ? Status.FAILED : trouble.isPresent() ? Status.RETRYING : Status.RUNNING;
        return new Health.Part(node.id().kind(), node.name(), status, failure.or(() -> trouble));
    }
}
