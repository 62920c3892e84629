package io.penstock.postgres.internal;

import io.penstock.Time;
import io.penstock.observe.Metrics;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.PostgresError;
import io.penstock.postgres.PostgresException;
import io.penstock.postgres.Retry;
import java.time.Duration;
import java.util.Set;

/** Whether and when a transaction is run again. Thread-safe. */
final class Retries {
    private static final Set<PostgresError> AGAIN =
            Set.of(PostgresError.SERIALIZATION_FAILURE, PostgresError.DEADLOCK_DETECTED, PostgresError.CONNECT_FAILED);

    private final Time time;
    private final Metrics.Counter counter;

    Retries(PostgresConfig config) {
        this.time = config.time();
        this.counter = config.metrics().counter("postgres.transaction.retries");
    }

    /** Whether one more try is due after the failure of try {@code tried}, which counts from 1. */
    boolean isDue(Retry retry, int tried, Throwable failure) {
        boolean due =
                tried < retry.triesMax() && failure instanceof PostgresException known && AGAIN.contains(known.error());
        if (due) {
            counter.increment();
        }
        return due;
    }

    /** How long to sleep before it: any time up to the bound, so that those who collided do not meet again. */
    Duration pause(Retry retry, int tried) {
        long bound = retry.pauseMin().toNanos() << Math.min(tried - 1, 30);
        bound = bound <= 0
                ? retry.pauseMax().toNanos()
                : Math.min(bound, retry.pauseMax().toNanos());
        long mixed = time.nanoTime() * 0x9E3779B97F4A7C15L;
        return Duration.ofNanos(1 + Math.floorMod(mixed ^ (mixed >>> 32), bound));
    }
}
