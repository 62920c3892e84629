package io.penstock.stream.internal;

import io.penstock.Time;
import io.penstock.observe.Metrics;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes checkpoints: a barrier that asks for state goes from the sources through all streams; each hands out its state
 * when the barrier has come in at all its inputs; when all have, and the sinks have written what was before it, catalog
 * and state are stored together. Thread-safe: one checkpoint at a time by the lock.
 *
 * <p>Lock order: checkpoint, then topology.
 */
final class Checkpoints {
    private final Graph graph;
    private final @Nullable Storage storage;
    private final Time time;
    private final Metrics.Timer taking;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Instant takenAt;
    private final AtomicLong taken = new AtomicLong();
    private volatile Map<Long, SavedNode> collecting = new ConcurrentHashMap<>();

    Checkpoints(Graph graph, @Nullable Storage storage, DatabaseConfig config) {
        this.graph = graph;
        this.time = config.time();
        this.taking = config.metrics().timer("stream.checkpoint.time");
        this.storage = storage;
    }

    boolean isEnabled() {
        return storage != null;
    }

    /** A stream's state at the barrier. */
    void collect(StreamNode node, SavedNode saved) {
        collecting.put(node.id().number(), saved);
    }

    /** A sink has written what came before the barrier. */
    void collect(SinkNode node) {
        collecting.put(node.id().number(), SavedNode.ofSink());
    }

    /** Stores the catalog, if there is a directory. */
    void saveCatalog() {
        if (storage == null) {
            return;
        }
        lock.lock();
        try {
            storage.writeCatalog(objects());
        } finally {
            lock.unlock();
        }
    }

    private List<NodeId> objects() {
        return graph.all().stream().map(Node::id).toList();
    }

    /** Takes a checkpoint and returns its number; blocks until it is stored. */
    long take() throws InterruptedException {
        if (storage == null) {
            throw new StreamException(
                    StreamError.CHECKPOINT_FAILED, "a database in memory has no checkpoints; open it on a directory");
        }
        lock.lockInterruptibly();
        try {
            long begun = time.nanoTime();
            graph.failure().ifPresent(failed -> {
                throw new StreamException(
                        StreamError.CHECKPOINT_FAILED,
                        "no checkpoint while a part has failed: " + failed.getMessage()
                                + "; drop it first, so that it is known what is missing",
                        failed);
            });
            Map<Long, SavedNode> saved = new ConcurrentHashMap<>();
            collecting = saved;
            Barriers.Round round = graph.inject(true, saved);
            awaitDone(round);
            graph.failure().ifPresent(failed -> {
                throw new StreamException(
                        StreamError.CHECKPOINT_FAILED, "a part failed meanwhile: " + failed.getMessage(), failed);
            });
            storage.writeCheckpoint(round.epoch(), objects(), new LinkedHashMap<>(saved));
            takenAt = time.now();
            taken.incrementAndGet();
            taking.record(time.nanoTime() - begun);
            return round.epoch();
        } finally {
            lock.unlock();
        }
    }

    private void awaitDone(Barriers.Round round) throws InterruptedException {
        CompletableFuture<Void> done = round.done();
        try {
            done.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException givenUp) {
            graph.barriers().abandon(round);
            throw givenUp;
        }
    }

    /** When this process stored the last one; empty when it has stored none. */
    Optional<Instant> takenAt() {
        return Optional.ofNullable(takenAt);
    }

    /** How many this process has stored. */
    long taken() {
        return taken.get();
    }

    /** The number of the last stored checkpoint, 0 before the first. */
    long epoch() {
        return storage == null ? 0 : storage.manifest().epoch();
    }
}
