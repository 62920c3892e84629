package io.penstock.stream.internal;

import io.penstock.Deadline;
import io.penstock.Time;
import io.penstock.observe.Metrics;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes checkpoints: a barrier that asks for state goes from the sources through all streams; each hands out its state
 * when the barrier has come in at all its inputs; when all have, and the sinks have written what was before it, catalog
 * and state are stored together. Thread-safe: one checkpoint at a time by a lock, and another one for the files, so
 * that the catalog is not kept waiting by a checkpoint that is under way.
 *
 * <p>Lock order: checkpoint, then topology or storing.
 */
final class Checkpoints {
    private final Graph graph;
    private final @Nullable Storage storage;
    private final Time time;
    private final Metrics.Timer taking;
    private final Duration timeout;
    private final Supplier<String> whatIsSlow;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock storing = new ReentrantLock();
    private volatile @Nullable Instant takenAt;
    private final AtomicLong taken = new AtomicLong();
    private volatile Map<Long, SavedNode> collecting = new ConcurrentHashMap<>();

    Checkpoints(Graph graph, @Nullable Storage storage, DatabaseConfig config, Supplier<String> whatIsSlow) {
        this.timeout = config.limits().checkpointTimeout();
        this.whatIsSlow = whatIsSlow;
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
        storing.lock();
        try {
            storage.writeCatalog(objects());
        } finally {
            storing.unlock();
        }
    }

    private List<NodeId> objects() {
        return graph.all().stream().map(Node::id).toList();
    }

    /**
     * Takes a checkpoint and returns its number; blocks until it is stored.
     *
     * @throws StreamException 6001 when a part has failed, the files cannot be written, or it took too long
     */
    long take() throws InterruptedException {
        if (storage == null) {
            throw new StreamException(
                    StreamError.CHECKPOINT_FAILED, "a database in memory has no checkpoints; open it on a directory");
        }
        Deadline deadline = Deadline.after(timeout, time);
        if (!lock.tryLock(deadline.remainingNanos(time), TimeUnit.NANOSECONDS)) {
            throw late("another checkpoint was under way");
        }
        try {
            return take(storage, deadline);
        } finally {
            lock.unlock();
        }
    }

    private long take(Storage into, Deadline deadline) throws InterruptedException {
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
        Barriers.Round round = pass(saved, deadline);
        graph.failure().ifPresent(failed -> {
            throw new StreamException(
                    StreamError.CHECKPOINT_FAILED, "a part failed meanwhile: " + failed.getMessage(), failed);
        });
        storing.lock();
        try {
            into.writeCheckpoint(round.epoch(), objects(), new LinkedHashMap<>(saved));
        } finally {
            storing.unlock();
        }
        takenAt = time.now();
        taken.incrementAndGet();
        taking.record(time.nanoTime() - begun);
        return round.epoch();
    }

    /** Lets a barrier pass through all parts. */
    private Barriers.Round pass(Map<Long, SavedNode> saved, Deadline deadline) throws InterruptedException {
        CompletableFuture<Barriers.Round> sending = graph.sending(true, saved);
        Barriers.Round round;
        try {
            round = within(sending, deadline);
        } catch (TimeoutException late) {
            throw late("the sources could not send it on, since what reads them does not keep up");
        } finally {
            sending.cancel(false);
        }
        try {
            within(round.done(), deadline);
            return round;
        } catch (TimeoutException late) {
            throw late("these have not worked off what came before it: "
                    + graph.barriers().outstanding(round).stream()
                            .map(Checkpoints::described)
                            .sorted()
                            .collect(Collectors.joining(", ")));
        } finally {
            graph.barriers().abandon(round);
        }
    }

    private static String described(Object part) {
        return part instanceof Node node ? node.id().kind().words() + " " + node.name() : String.valueOf(part);
    }

    private <T extends @Nullable Object> T within(CompletableFuture<T> stage, Deadline deadline)
            throws InterruptedException, TimeoutException {
        try {
            return stage.get(deadline.remainingNanos(time), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw Failures.ofWorker(failed);
        }
    }

    private StreamException late(String why) {
        return new StreamException(
                StreamError.CHECKPOINT_FAILED,
                "checkpointTimeout = " + timeout + " passed before the checkpoint was complete: " + why + "; "
                        + whatIsSlow.get());
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
