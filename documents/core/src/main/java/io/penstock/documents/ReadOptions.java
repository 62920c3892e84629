package io.penstock.documents;

import io.penstock.Deadline;
import io.penstock.documents.driver.Consistency;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a read is run; what is empty is the session's default. Immutable.
 *
 * @param consistency how many replicas must answer; the {@code SERIAL} kinds read what conditional writes have decided,
 *     also one that is on its way, and cost as much as one
 * @param timeout the longest that each request may take, in place of the session's request timeout; of a read of many
 *     pages each page
 * @param deadline the moment after which the result is not wanted any more
 * @param pageSize the most rows in one page
 * @param bypassCache whether the server's row cache is left alone, as for scans; ScyllaDB only
 * @param serverTimeout the longest that the server may work on it, {@code USING TIMEOUT}; ScyllaDB only
 */
public record ReadOptions(
        Optional<Consistency> consistency,
        Optional<Duration> timeout,
        Deadline deadline,
        OptionalInt pageSize,
        boolean bypassCache,
        Optional<Duration> serverTimeout) {
    /** The session's defaults. */
    public static final ReadOptions DEFAULT = new ReadOptions(
            Optional.empty(), Optional.empty(), Deadline.none(), OptionalInt.empty(), false, Optional.empty());

    public ReadOptions {
        if (pageSize.isPresent() && pageSize.getAsInt() < 1) {
            throw new IllegalArgumentException("pageSize must be at least 1 row, got " + pageSize.getAsInt());
        }
        WriteOptions.checkPositive("timeout", timeout);
        WriteOptions.checkPositive("serverTimeout", serverTimeout);
    }

    /** With this many replicas that must answer; {@code SERIAL} kinds see what conditional writes have decided. */
    public ReadOptions withConsistency(Consistency level) {
        return new ReadOptions(Optional.of(level), timeout, deadline, pageSize, bypassCache, serverTimeout);
    }

    /** With this longest time that each request may take, more than 0, in place of the session's request timeout. */
    public ReadOptions withTimeout(Duration newTimeout) {
        return new ReadOptions(consistency, Optional.of(newTimeout), deadline, pageSize, bypassCache, serverTimeout);
    }

    /** With this moment after which the result is not wanted any more, of all pages together. */
    public ReadOptions withDeadline(Deadline newDeadline) {
        return new ReadOptions(consistency, timeout, newDeadline, pageSize, bypassCache, serverTimeout);
    }

    /** With this many rows in a page at most, at least 1. */
    public ReadOptions withPageSize(int rows) {
        return new ReadOptions(consistency, timeout, deadline, OptionalInt.of(rows), bypassCache, serverTimeout);
    }

    /** Whether the server's row cache is left alone; ScyllaDB only, others refuse it. */
    public ReadOptions withBypassCache(boolean newBypassCache) {
        return new ReadOptions(consistency, timeout, deadline, pageSize, newBypassCache, serverTimeout);
    }

    /** With this longest time that the server may work on it, more than 0; ScyllaDB only, others refuse it. */
    public ReadOptions withServerTimeout(Duration newTimeout) {
        return new ReadOptions(consistency, timeout, deadline, pageSize, bypassCache, Optional.of(newTimeout));
    }
}
