package io.penstock.documents.driver.apache;

import java.time.Duration;

/**
 * How often a node that was lost is tried again: after {@code base}, then twice as long each time with some jitter, up
 * to {@code max}. It never gives up.
 *
 * @param base the first pause
 * @param max the longest pause
 */
public record Reconnection(Duration base, Duration max) {
    /** From 200 ms to 30 s. */
    public static final Reconnection DEFAULT = new Reconnection(Duration.ofMillis(200), Duration.ofSeconds(30));

    public Reconnection {
        if (base.toMillis() < 1 || base.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "pauses must be at least 1 ms, and base no longer than max; got base " + base + ", max " + max);
        }
    }
}
