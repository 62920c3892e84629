package io.penstock.documents;

import io.penstock.Deadline;
import io.penstock.documents.driver.Consistency;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a write is run; what is empty is the session's default. Immutable. An option that a write cannot have is refused.
 *
 * @param ttl how long the written values live, whole seconds; empty for the table's default
 * @param timestamp the write's own time, which decides between concurrent writes; microseconds count
 * @param nulls what a null component means
 * @param run how the request itself is run
 */
public record WriteOptions(Optional<Duration> ttl, Optional<Instant> timestamp, Nulls nulls, Run run) {
    /** The session's defaults. */
    public static final WriteOptions DEFAULT =
            new WriteOptions(Optional.empty(), Optional.empty(), Nulls.KEEP, Run.DEFAULT);

    /** Twenty years, the longest time to live that CQL knows. */
    public static final Duration TTL_MAX = Duration.ofDays(20 * 365);

    /** What a null or empty component means in a write. */
    public enum Nulls {
        /** The column stays as it is in the table: nothing is written for it, and no tombstone. */
        KEEP,
        /** The column's value is erased by a tombstone. */
        ERASE
    }

    /**
     * How the request of a write is run.
     *
     * @param consistency how many replicas must confirm
     * @param serialConsistency the same for the condition of a conditional write
     * @param timeout the longest that the request may take, in place of the session's request timeout
     * @param deadline the moment after which the result is not wanted any more
     * @param idempotent whether running it twice is the same as once, so that it may be retried; empty to judge by what
     *     it does
     * @param serverTimeout the longest that the server may work on it, {@code USING TIMEOUT}; ScyllaDB only
     */
    public record Run(
            Optional<Consistency> consistency,
            Optional<Consistency> serialConsistency,
            Optional<Duration> timeout,
            Deadline deadline,
            Optional<Boolean> idempotent,
            Optional<Duration> serverTimeout) {
        /** The session's defaults. */
        public static final Run DEFAULT = new Run(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Deadline.none(),
                Optional.empty(),
                Optional.empty());

        public Run {
            if (consistency.isPresent() && consistency.get().isSerial()) {
                throw new IllegalArgumentException("consistency " + consistency.get()
                        + " is for reads and for the condition of a conditional write; give it as serial consistency");
            }
            if (serialConsistency.isPresent() && !serialConsistency.get().isSerial()) {
                throw new IllegalArgumentException(
                        "serial consistency is SERIAL or LOCAL_SERIAL, got " + serialConsistency.get());
            }
            checkPositive("timeout", timeout);
            checkPositive("serverTimeout", serverTimeout);
        }
    }

    public WriteOptions {
        if (ttl.isPresent() && (ttl.get().toSeconds() < 1 || ttl.get().compareTo(TTL_MAX) > 0)) {
            throw new IllegalArgumentException("ttl is between 1 second and 20 years, got " + ttl.get());
        }
        if (ttl.isPresent() && !ttl.get().equals(Duration.ofSeconds(ttl.get().toSeconds()))) {
            throw new IllegalArgumentException("ttl is in whole seconds, got " + ttl.get());
        }
    }

    static void checkPositive(String name, Optional<Duration> duration) {
        if (duration.isPresent() && !duration.get().isPositive()) {
            throw new IllegalArgumentException(name + " must be positive, got " + duration.get());
        }
    }

    /** How many replicas must confirm; empty for the session's default. */
    public Optional<Consistency> consistency() {
        return run.consistency();
    }

    /** The same for the condition of a conditional write; empty for the session's default. */
    public Optional<Consistency> serialConsistency() {
        return run.serialConsistency();
    }

    /** The moment after which the result is not wanted any more. */
    public Deadline deadline() {
        return run.deadline();
    }

    /** With this time to live, whole seconds from 1 to {@link #TTL_MAX}; the values go by themselves after it. */
    public WriteOptions withTtl(Duration newTtl) {
        return new WriteOptions(Optional.of(newTtl), timestamp, nulls, run);
    }

    /** With this time of the write, to the microsecond, which decides between concurrent writes; not for conditions. */
    public WriteOptions withTimestamp(Instant newTimestamp) {
        return new WriteOptions(ttl, Optional.of(newTimestamp), nulls, run);
    }

    /** With this meaning of null components. */
    public WriteOptions withNulls(Nulls newNulls) {
        return new WriteOptions(ttl, timestamp, newNulls, run);
    }

    /** With this many replicas that must confirm; no {@code SERIAL} kind. */
    public WriteOptions withConsistency(Consistency level) {
        return withRun(new Run(
                Optional.of(level),
                run.serialConsistency(),
                run.timeout(),
                run.deadline(),
                run.idempotent(),
                run.serverTimeout()));
    }

    /** With this level for the condition of a conditional write, {@code SERIAL} or {@code LOCAL_SERIAL}. */
    public WriteOptions withSerialConsistency(Consistency level) {
        return withRun(new Run(
                run.consistency(),
                Optional.of(level),
                run.timeout(),
                run.deadline(),
                run.idempotent(),
                run.serverTimeout()));
    }

    /** With this longest time that the request may take, more than 0, in place of the session's request timeout. */
    public WriteOptions withTimeout(Duration timeout) {
        return withRun(new Run(
                run.consistency(),
                run.serialConsistency(),
                Optional.of(timeout),
                run.deadline(),
                run.idempotent(),
                run.serverTimeout()));
    }

    /** With this moment after which the result is not wanted any more; the earlier of it and the timeout counts. */
    public WriteOptions withDeadline(Deadline newDeadline) {
        return withRun(new Run(
                run.consistency(),
                run.serialConsistency(),
                run.timeout(),
                newDeadline,
                run.idempotent(),
                run.serverTimeout()));
    }

    /** Whether running it twice is the same as once, so that it may be retried; else it is judged by what it does. */
    public WriteOptions withIdempotent(boolean idempotent) {
        return withRun(new Run(
                run.consistency(),
                run.serialConsistency(),
                run.timeout(),
                run.deadline(),
                Optional.of(idempotent),
                run.serverTimeout()));
    }

    /** With this longest time that the server may work on it, more than 0; ScyllaDB only, others refuse it. */
    public WriteOptions withServerTimeout(Duration timeout) {
        return withRun(new Run(
                run.consistency(),
                run.serialConsistency(),
                run.timeout(),
                run.deadline(),
                run.idempotent(),
                Optional.of(timeout)));
    }

    /** Run in another way. */
    public WriteOptions withRun(Run newRun) {
        return new WriteOptions(ttl, timestamp, nulls, newRun);
    }
}
