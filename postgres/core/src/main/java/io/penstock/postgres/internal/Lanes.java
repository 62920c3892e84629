package io.penstock.postgres.internal;

import io.penstock.postgres.PoolLimits;
import io.penstock.postgres.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** All lanes of a pool, filled evenly. Thread-safe. */
final class Lanes {
    private final Side statements;
    private final Side reads;
    private final PoolLimits limits;
    private final AtomicInteger open = new AtomicInteger();

    Lanes(PoolLimits limits, Session.Surroundings surroundings) {
        this.limits = limits;
        this.statements = new Side(limits.lanesMax(), surroundings, false);
        this.reads = new Side(limits.readLanesMax(), surroundings, true);
    }

    /** Lanes of one kind. */
    private static final class Side {
        private final List<Lane> lanes = new ArrayList<>();
        private final AtomicInteger turn = new AtomicInteger();

        Side(int count, Session.Surroundings surroundings, boolean readOnly) {
            String name = readOnly ? "penstock-postgres-read-lane-" : "penstock-postgres-lane-";
            for (int i = 1; i <= count; i++) {
                lanes.add(new Lane(new LaneLink(surroundings, name + i, readOnly)));
            }
        }

        void submit(List<LaneCall<?>> calls) {
            if (!calls.isEmpty()) {
                lanes.get(Math.floorMod(turn.getAndIncrement(), lanes.size())).submit(calls);
            }
        }
    }

    /** Whether there are lanes for statements, or for reads alone. */
    boolean exist(boolean readOnly) {
        return !(readOnly ? reads : statements).lanes.isEmpty();
    }

    /** How many calls are queued or unanswered. */
    int load() {
        return open.get();
    }

    /** Takes a call in. */
    void submit(LaneCall<?> call) {
        if (isTaken(call)) {
            side(call).submit(List.of(call));
        }
    }

    /** Takes calls in; they go out together. */
    void submit(List<? extends LaneCall<?>> calls) {
        List<LaneCall<?>> all = new ArrayList<>(calls.size());
        List<LaneCall<?>> reading = new ArrayList<>();
        for (LaneCall<?> call : calls) {
            if (isTaken(call)) {
                (side(call) == reads ? reading : all).add(call);
            }
        }
        statements.submit(all);
        reads.submit(reading);
    }

    private Side side(LaneCall<?> call) {
        return call.request().statement().sharing() == Statement.Sharing.READ_ONLY ? reads : statements;
    }

    private boolean isTaken(LaneCall<?> call) {
        if (open.incrementAndGet() > limits.pipelineMax()) {
            open.decrementAndGet();
            call.operation().fail(Errors.queueFull(limits.pipeline()));
            return false;
        }
        Futures.whenEnded(call.operation(), (value, failure) -> open.decrementAndGet());
        return true;
    }

    private Stream<Lane> all() {
        return Stream.concat(statements.lanes.stream(), reads.lanes.stream());
    }

    CompletableFuture<?> close() {
        return CompletableFuture.allOf(all().map(Lane::close).toArray(CompletableFuture<?>[]::new));
    }

    void closeNow() {
        all().forEach(Lane::closeNow);
    }
}
