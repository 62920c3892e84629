package io.penstock.documents.driver.apache;

import java.time.Duration;

/**
 * Further executions of an idempotent request whose first one is slow; the first answer counts. A request that is not
 * idempotent is never executed twice.
 *
 * @param executionsMax the most executions in all, the first one among them; at least 2
 * @param delay how long each waits for the one before
 */
public record Speculation(int executionsMax, Duration delay) {
    public Speculation {
        if (executionsMax < 2) {
            throw new IllegalArgumentException("executionsMax must be at least 2, got " + executionsMax);
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative, got " + delay);
        }
    }
}
