package io.penstock.documents.value;

import io.penstock.Time;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * UUIDs of version 1, which hold a moment to 100 nanoseconds. CQL sorts its {@code timeuuid} by that moment, so such a
 * key is unique and in the order of time at once. Thread-safe: two UUIDs of one object are never the same, and a later
 * one is never earlier in time, also when the clock was set back.
 */
public final class TimeUuids {
    /** 100-nanosecond steps from the beginning of the Gregorian calendar to 1970. */
    private static final long STEPS_TO_1970 = 0x01B2_1DD2_1381_4000L;

    private static final long STEPS_PER_SECOND = 10_000_000L;
    private static final int NANOS_PER_STEP = 100;
    private static final long STEPS_PER_MILLI = 10_000L;
    private static final long STEPS_MAX = (1L << 60) - 1;

    /** The lowest and the highest of what follows the moment, byte by byte with sign, as the server compares. */
    private static final long LOWEST = 0x8080_8080_8080_8080L;

    private static final long HIGHEST = 0x7F7F_7F7F_7F7F_7F7FL;

    private final Time time;
    private final long node;
    private final AtomicLong last = new AtomicLong();

    private TimeUuids(Time time, long node) {
        this.time = time;
        this.node = node;
    }

    /** A maker of UUIDs by a clock, with a random node number, which tells it from other makers. */
    public static TimeUuids with(Time time) {
        long random = UUID.randomUUID().getLeastSignificantBits();
        // The variant of the standard in front, and the bit that says that the node number is no network address.
        return new TimeUuids(time, (random & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0100_0000_0000L);
    }

    /** A UUID of this moment. */
    public UUID now() {
        long current = steps(time.now());
        return new UUID(mostSignificant(last.updateAndGet(before -> Math.max(before + 1, current))), node);
    }

    /**
     * The lowest UUID of a millisecond: everything in it and after it is greater or the same. Only for comparing.
     *
     * @throws IllegalArgumentException for moments before 1582-10-15 or after the year 5236
     */
    public static UUID min(Instant moment) {
        return new UUID(mostSignificant(steps(moment.truncatedTo(ChronoUnit.MILLIS))), LOWEST);
    }

    /**
     * The highest UUID of a millisecond: everything in it and before it is less or the same. Only for comparing.
     *
     * @throws IllegalArgumentException for moments before 1582-10-15 or after the year 5236
     */
    public static UUID max(Instant moment) {
        long first = steps(moment.truncatedTo(ChronoUnit.MILLIS));
        return new UUID(mostSignificant(first + STEPS_PER_MILLI - 1), HIGHEST);
    }

    /**
     * The moment in a UUID.
     *
     * @throws IllegalArgumentException when it is not of version 1
     */
    public static Instant moment(UUID uuid) {
        if (uuid.version() != 1) {
            throw new IllegalArgumentException(
                    "only a UUID of version 1 holds a moment, got version " + uuid.version());
        }
        long steps = uuid.timestamp() - STEPS_TO_1970;
        return Instant.ofEpochSecond(
                Math.floorDiv(steps, STEPS_PER_SECOND), Math.floorMod(steps, STEPS_PER_SECOND) * NANOS_PER_STEP);
    }

    private static long steps(Instant moment) {
        long steps;
        try {
            steps = Math.addExact(
                    Math.multiplyExact(moment.getEpochSecond(), STEPS_PER_SECOND),
                    moment.getNano() / NANOS_PER_STEP + STEPS_TO_1970);
        } catch (ArithmeticException tooFar) {
            throw outside(moment, tooFar);
        }
        if (steps < 0 || steps > STEPS_MAX) {
            throw outside(moment, null);
        }
        return steps;
    }

    private static IllegalArgumentException outside(
            Instant moment, @org.jspecify.annotations.Nullable ArithmeticException cause) {
        return new IllegalArgumentException(
                moment + " is not between 1582-10-15 and the year 5236, which is all that a UUID of version 1 holds",
                cause);
    }

    private static long mostSignificant(long steps) {
        return (steps << 32) | ((steps >>> 16) & 0xFFFF_0000L) | 0x1000L | ((steps >>> 48) & 0x0FFFL);
    }
}
