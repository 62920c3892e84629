package io.penstock;

import java.time.Duration;
import java.time.Instant;

/**
 * Where time comes from. Nothing in Penstock reads a clock or sleeps in any other way, so a test with a manual time
 * decides when things happen. Thread-safe.
 */
public interface Time {
    /** Nanoseconds on a scale that only moves forward; only differences mean something. */
    long nanoTime();

    /** The wall clock. */
    Instant now();

    /**
     * Runs {@code task} once after {@code delay}. Tasks run on a shared thread that must not be held up: they hand work
     * on and return.
     */
    Timer schedule(Duration delay, Runnable task);

    /** The clocks of this machine. */
    static Time system() {
        return SystemTime.INSTANCE;
    }

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** Stops the task if it has not started. Idempotent. */
        void cancel();
    }
}
