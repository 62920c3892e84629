package io.penstock.postgres;

import java.time.Duration;
import java.util.Optional;

/**
 * What a probe of the server found. Immutable.
 *
 * @param latency how long the probe took
 * @param failure why the server cannot be used; empty when it can
 * @param stats the pool at the end of the probe
 */
public record Health(Duration latency, Optional<PostgresException> failure, PoolStats stats) {
    public boolean isHealthy() {
        return failure.isEmpty();
    }
}
