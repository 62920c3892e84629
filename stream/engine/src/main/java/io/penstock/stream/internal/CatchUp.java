package io.penstock.stream.internal;

import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.Deadline;
import io.penstock.PenstockException;
import io.penstock.stream.StreamException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Lets a query see what was pushed before it. What the writers hold is handed on; then each stream between the sources
 * and the query, inputs first, is given the time to work off what stands in its channels at that moment. Nothing is
 * sent through the streams for it: other streams, sinks and later rows are not waited for, at most a channel full of
 * rows that came in between. Thread-safe.
 */
final class CatchUp {
    private final DatabaseConfig config;
    private final Graph graph;
    private final Supplier<String> whatIsSlow;

    CatchUp(DatabaseConfig config, Graph graph, Supplier<String> whatIsSlow) {
        this.config = config;
        this.graph = graph;
        this.whatIsSlow = whatIsSlow;
    }

    /**
     * Waits until these relations show what was pushed before.
     *
     * @throws PenstockException {@code DEADLINE_EXCEEDED} after the query timeout
     */
    void await(Collection<String> relations) {
        Set<Node> path = graph.withInputs(relations);
        List<SourceNode.Flushable> writers = new ArrayList<>();
        List<StreamNode> streams = new ArrayList<>();
        for (Node node : path) {
            switch (node) {
                case SourceNode source -> writers.addAll(source.writers());
                case StreamNode stream -> streams.add(stream);
                case LookupNode atRest -> {}
                case SinkNode never -> {}
            }
        }
        // the rows of a call that is under way on this thread, as when the records that it writes come from a query
        writers.stream().filter(SourceNode.Flushable::isHeld).forEach(SourceNode.Flushable::flush);
        writers.removeIf(SourceNode.Flushable::isHeld);
        if (!writers.isEmpty() || !streams.isEmpty()) {
            await(VirtualCalls.start("catch-up", () -> {
                writers.forEach(SourceNode.Flushable::flush);
                follow(streams);
                return null;
            }));
        }
    }

    private void follow(List<StreamNode> streams) throws InterruptedException, ExecutionException {
        if (streams.stream().anyMatch(graph::readsView)) {
            graph.greeting().handle((sent, failed) -> null).get();
        }
        for (StreamNode stream : streams) {
            CompletableFuture<Void> caughtUp = stream.caughtUp();
            try {
                caughtUp.get();
            } finally {
                caughtUp.cancel(false);
            }
        }
    }

    private void await(CompletableFuture<?> caughtUp) {
        Duration timeout = config.limits().queryTimeout();
        try {
            Blocking.await(caughtUp, Deadline.after(timeout, config.time()), config.time());
        } catch (PenstockException late) {
            if (late.code() != BaseError.DEADLINE_EXCEEDED) {
                throw late;
            }
            throw new StreamException(
                    BaseError.DEADLINE_EXCEEDED,
                    "queryTimeout = " + timeout + " passed before the rows that were pushed before the query had been"
                            + " worked off; " + whatIsSlow.get(),
                    late);
        }
    }
}
