package io.penstock.postgres;

import java.time.Duration;

/**
 * How often a transaction is run again as a whole after a serialization failure, a deadlock, or when no connection
 * could be made. Between two tries it holds no connection and sleeps for a random time, up to a bound that doubles. The
 * function given to the transaction runs once per try, so it must have no effect outside of the database. Immutable.
 *
 * @param triesMax 1 for never again
 * @param pauseMin the bound of the first sleep
 * @param pauseMax the bound of the last
 */
public record Retry(int triesMax, Duration pauseMin, Duration pauseMax) {
    /** Once and never again. */
    public static final Retry NEVER = new Retry(1, Duration.ofMillis(1), Duration.ofMillis(1));

    public Retry {
        if (triesMax < 1) {
            throw new IllegalArgumentException("triesMax is 1 or more, got " + triesMax);
        }
        if (pauseMin.isNegative() || pauseMin.isZero() || pauseMax.compareTo(pauseMin) < 0) {
            throw new IllegalArgumentException(
                    "0 < pauseMin <= pauseMax is needed, got " + pauseMin + " and " + pauseMax);
        }
    }

    /** So many tries in all, with sleeps from 10 ms to 1 s at most. */
    public static Retry times(int triesMax) {
        return new Retry(triesMax, Duration.ofMillis(10), Duration.ofSeconds(1));
    }
}
