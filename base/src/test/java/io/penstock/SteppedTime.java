package io.penstock;

import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until a test moves it. Timers are not offered. */
final class SteppedTime implements Time {
    private long nanos;

    SteppedTime(long nanos) {
        this.nanos = nanos;
    }

    void advance(Duration step) {
        nanos += step.toNanos();
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        throw new UnsupportedOperationException("no timers here");
    }
}
