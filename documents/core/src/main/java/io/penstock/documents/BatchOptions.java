package io.penstock.documents;

import io.penstock.Deadline;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a batch is run. Immutable.
 *
 * @param type what the server promises about it
 * @param timestamp the time of its writes that name none
 * @param run how the request is run
 * @param statementsMax the most statements in it
 * @param bytesMax the most bytes of values in it, about as the server counts them, which warns and refuses by its own
 *     settings
 */
public record BatchOptions(
        CqlBatch.Type type, Optional<Instant> timestamp, WriteOptions.Run run, int statementsMax, int bytesMax) {
    /** All or nothing by the server's batch log; 500 statements, 50 KiB. */
    public static final BatchOptions LOGGED = of(CqlBatch.Type.LOGGED);

    /** Nothing promised across partitions; 500 statements, 50 KiB. */
    public static final BatchOptions UNLOGGED = of(CqlBatch.Type.UNLOGGED);

    /** For counters; 500 statements, 50 KiB. */
    public static final BatchOptions COUNTER = of(CqlBatch.Type.COUNTER);

    public BatchOptions {
        if (statementsMax < 1 || bytesMax < 1) {
            throw new IllegalArgumentException(
                    "statementsMax and bytesMax must be at least 1, got " + statementsMax + " and " + bytesMax);
        }
        if (type == CqlBatch.Type.COUNTER && timestamp.isPresent()) {
            throw new IllegalArgumentException("counters have no timestamp; leave it out");
        }
    }

    private static BatchOptions of(CqlBatch.Type type) {
        return new BatchOptions(type, Optional.empty(), WriteOptions.Run.DEFAULT, 500, 50 * 1024);
    }

    /** With this time for its writes that name none; microseconds count. Not for counters and conditions. */
    public BatchOptions withTimestamp(Instant newTimestamp) {
        return new BatchOptions(type, Optional.of(newTimestamp), run, statementsMax, bytesMax);
    }

    /** With this many replicas that must confirm it. */
    public BatchOptions withConsistency(Consistency level) {
        return with(WriteOptions.DEFAULT.withRun(run).withConsistency(level));
    }

    /** With this level for the conditions in it, {@code SERIAL} or {@code LOCAL_SERIAL}. */
    public BatchOptions withSerialConsistency(Consistency level) {
        return with(WriteOptions.DEFAULT.withRun(run).withSerialConsistency(level));
    }

    /** With this longest time that the request may take, in place of the session's request timeout. */
    public BatchOptions withTimeout(Duration timeout) {
        return with(WriteOptions.DEFAULT.withRun(run).withTimeout(timeout));
    }

    /** With this moment after which the result is not wanted any more. */
    public BatchOptions withDeadline(Deadline deadline) {
        return with(WriteOptions.DEFAULT.withRun(run).withDeadline(deadline));
    }

    /** Whether running it twice is the same as once, so that it may be retried; else its writes are judged. */
    public BatchOptions withIdempotent(boolean idempotent) {
        return with(WriteOptions.DEFAULT.withRun(run).withIdempotent(idempotent));
    }

    /** Run in another way. */
    public BatchOptions withRun(WriteOptions.Run newRun) {
        return new BatchOptions(type, timestamp, newRun, statementsMax, bytesMax);
    }

    /** With this many statements at most; more fail with {@link DocumentsError#BATCH_TOO_LARGE}. */
    public BatchOptions withStatementsMax(int statements) {
        return new BatchOptions(type, timestamp, run, statements, bytesMax);
    }

    /** With this many bytes of values at most; more fail with {@link DocumentsError#BATCH_TOO_LARGE}. */
    public BatchOptions withBytesMax(int bytes) {
        return new BatchOptions(type, timestamp, run, statementsMax, bytes);
    }

    private BatchOptions with(WriteOptions options) {
        return withRun(options.run());
    }
}
