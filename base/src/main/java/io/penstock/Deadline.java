package io.penstock;

import java.time.Duration;
import java.util.Optional;

/**
 * A moment after which an operation is not wanted any more. One deadline covers acquire, execute and fetch together; it
 * is never three timeouts that add up. Immutable. The moment is on the scale of {@link Time#nanoTime()}.
 */
public final class Deadline {
    private static final Deadline NONE = new Deadline(0, false);

    private final long nanos;
    private final boolean set;

    private Deadline(long nanos, boolean set) {
        this.nanos = nanos;
        this.set = set;
    }

    /** No deadline: the caller waits for as long as it takes, or until it cancels. */
    public static Deadline none() {
        return NONE;
    }

    /** The moment {@code timeout} from now. Zero or less has already passed. */
    public static Deadline after(Duration timeout, Time time) {
        long nanos;
        try {
            nanos = timeout.toNanos();
        } catch (ArithmeticException overflow) {
            return NONE;
        }
        // More than 146 years would overflow the nanosecond scale; that is as good as none.
        return nanos > Long.MAX_VALUE / 2 ? NONE : new Deadline(time.nanoTime() + nanos, true);
    }

    /** Whether there is a deadline at all. */
    public boolean isSet() {
        return set;
    }

    public boolean hasPassed(Time time) {
        return set && nanos - time.nanoTime() <= 0;
    }

    /** The time left, never negative; empty when there is no deadline. */
    public Optional<Duration> remaining(Time time) {
        return set ? Optional.of(Duration.ofNanos(Math.max(0, nanos - time.nanoTime()))) : Optional.empty();
    }

    /** The nanoseconds left, never negative; {@link Long#MAX_VALUE} when there is no deadline. */
    public long remainingNanos(Time time) {
        return set ? Math.max(0, nanos - time.nanoTime()) : Long.MAX_VALUE;
    }

    /** The earlier of the two. */
    public Deadline min(Deadline other) {
        if (!set) {
            return other;
        }
        return !other.set || nanos - other.nanos <= 0 ? this : other;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Deadline other && set == other.set && nanos == other.nanos;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(nanos);
    }

    @Override
    public String toString() {
        return set ? "Deadline[nanoTime=" + nanos + "]" : "Deadline[none]";
    }
}
