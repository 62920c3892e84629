package io.penstock.documents;

import io.penstock.Deadline;
import io.penstock.documents.driver.Consistency;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a write is run; what is empty is the session's default. Immutable.
 *
 * @param ttl how long the written values live, whole seconds; empty for the table's default
 * @param timestamp the write's own time, which decides between concurrent writes; microseconds count
 * @param nulls what a null component means
 * @param consistency how many replicas must confirm
 * @param serialConsistency the same for the condition of a conditional write
 * @param deadline the moment after which the result is not wanted any more; the session's request timeout counts too,
 *     whichever is earlier
 */
public record WriteOptions(
        Optional<Duration> ttl,
        Optional<Instant> timestamp,
        Nulls nulls,
        Optional<Consistency> consistency,
        Optional<Consistency> serialConsistency,
        Deadline deadline) {
    /** The session's defaults. */
    public static final WriteOptions DEFAULT = new WriteOptions(
            Optional.empty(), Optional.empty(), Nulls.KEEP, Optional.empty(), Optional.empty(), Deadline.none());

    /** Twenty years, the longest time to live that CQL knows. */
    public static final Duration TTL_MAX = Duration.ofDays(20 * 365);

    /** What a null or empty component means in a write. */
    public enum Nulls {
        /** The column stays as it is in the table: nothing is written for it, and no tombstone. */
        KEEP,
        /** The column's value is erased by a tombstone. */
        ERASE
    }

    public WriteOptions {
        if (ttl.isPresent() && (ttl.get().toSeconds() < 1 || ttl.get().compareTo(TTL_MAX) > 0)) {
            throw new IllegalArgumentException("ttl is between 1 second and 20 years, got " + ttl.get());
        }
    }

    public WriteOptions withTtl(Duration newTtl) {
        return new WriteOptions(Optional.of(newTtl), timestamp, nulls, consistency, serialConsistency, deadline);
    }

    public WriteOptions withTimestamp(Instant newTimestamp) {
        return new WriteOptions(ttl, Optional.of(newTimestamp), nulls, consistency, serialConsistency, deadline);
    }

    public WriteOptions withNulls(Nulls newNulls) {
        return new WriteOptions(ttl, timestamp, newNulls, consistency, serialConsistency, deadline);
    }

    public WriteOptions withConsistency(Consistency level) {
        return new WriteOptions(ttl, timestamp, nulls, Optional.of(level), serialConsistency, deadline);
    }

    public WriteOptions withSerialConsistency(Consistency level) {
        return new WriteOptions(ttl, timestamp, nulls, consistency, Optional.of(level), deadline);
    }

    public WriteOptions withDeadline(Deadline newDeadline) {
        return new WriteOptions(ttl, timestamp, nulls, consistency, serialConsistency, newDeadline);
    }
}
