package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import io.penstock.observe.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** What the driver reports of itself; counters that fail change nothing of a request. Thread-safe. */
final class DriverMetrics implements AutoCloseable {
    private final LongAdder inFlight = new LongAdder();
    private final boolean read;
    private final Metrics.Counter retries;
    private final Metrics.Counter speculations;
    private final Metrics.Counter timeouts;
    private final List<Metrics.Gauge> gauges = new ArrayList<>();

    DriverMetrics(Metrics metrics, CqlSession session, IntSupplier prepared) {
        this.read = !metrics.equals(Metrics.none());
        this.retries = metrics.counter("documents.driver.retries");
        this.speculations = metrics.counter("documents.driver.speculations");
        this.timeouts = metrics.counter("documents.driver.timeouts");
        gauges.add(metrics.gauge("documents.prepared.statements", prepared::getAsInt));
        gauges.add(metrics.gauge("documents.driver.inflight", inFlight::sum));
        gauges.add(metrics.gauge(
                "documents.driver.connections",
                () -> session.getMetadata().getNodes().values().stream()
                        .mapToInt(Node::getOpenConnections)
                        .sum()));
        gauges.add(metrics.gauge(
                "documents.driver.nodes.up",
                () -> session.getMetadata().getNodes().values().stream()
                        .filter(node -> node.getState() == NodeState.UP)
                        .count()));
    }

    void sent() {
        if (read) {
            inFlight.increment();
        }
    }

    private void ended() {
        if (read) {
            inFlight.decrement();
        }
    }

    void answered(ExecutionInfo info) {
        ended();
        add(retries, info.getErrors().size());
        add(speculations, info.getSpeculativeExecutionCount());
    }

    void failed(Throwable error) {
        ended();
        if (ApacheErrors.isTimeout(error)) {
            add(timeouts, 1);
        }
    }

    private static void add(Metrics.Counter counter, int amount) {
        if (amount == 0) {
            return;
        }
        try {
            counter.add(amount);
        } catch (Throwable dropped) {
            return;
        }
    }

    @Override
    public void close() {
        gauges.forEach(Metrics.Gauge::close);
    }
}
