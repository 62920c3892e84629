package io.penstock.postgres.internal;

import io.penstock.postgres.PoolLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** All lanes of a pool, filled evenly. Thread-safe. */
final class Lanes {
    private final List<Lane> lanes = new ArrayList<>();
    private final PoolLimits limits;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();

    Lanes(PoolLimits limits, Session.Surroundings surroundings) {
        this.limits = limits;
        for (int i = 1; i <= limits.lanesMax(); i++) {
            lanes.add(new Lane(new LaneLink(surroundings, "penstock-postgres-lane-" + i)));
        }
    }

    boolean exist() {
        return !lanes.isEmpty();
    }

    /** How many calls are queued or unanswered. */
    int load() {
        return open.get();
    }

    /** Takes calls in; they go out together. */
    void submit(List<? extends LaneCall<?>> calls) {
        List<LaneCall<?>> taken = new ArrayList<>(calls.size());
        for (LaneCall<?> call : calls) {
            if (open.incrementAndGet() > limits.pipelineMax()) {
                open.decrementAndGet();
                call.operation().fail(Errors.queueFull(limits.pipeline()));
            } else {
                Futures.whenEnded(call.operation(), (value, failure) -> open.decrementAndGet());
                taken.add(call);
            }
        }
        if (!taken.isEmpty()) {
            lanes.get(Math.floorMod(turn.getAndIncrement(), lanes.size())).submit(taken);
        }
    }

    CompletableFuture<?> close() {
        return CompletableFuture.allOf(lanes.stream().map(Lane::close).toArray(CompletableFuture<?>[]::new));
    }

    void closeNow() {
        lanes.forEach(Lane::closeNow);
    }
}
