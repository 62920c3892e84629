package io.penstock.observe;

import java.time.Duration;
import java.util.function.Consumer;

/** Hears of slow operations only. Thread-safe as what hears. */
final class SlowOperations implements OperationListener {
    private final long thresholdNanos;
    private final Consumer<Ended> heard;

    SlowOperations(Duration threshold, Consumer<Ended> heard) {
        if (threshold.isNegative()) {
            throw new IllegalArgumentException("threshold must not be negative, got " + threshold);
        }
        this.thresholdNanos = threshold.toNanos();
        this.heard = heard;
    }

    @Override
    public Span started(Operation operation) {
        return (outcome, error) -> {
            if (outcome.nanos() >= thresholdNanos) {
                heard.accept(new Ended(operation, outcome, error));
            }
        };
    }
}
