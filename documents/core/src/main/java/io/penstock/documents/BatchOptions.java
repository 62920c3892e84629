package io.penstock.documents;

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

    public BatchOptions withTimestamp(Instant newTimestamp) {
        return new BatchOptions(type, Optional.of(newTimestamp), run, statementsMax, bytesMax);
    }

    public BatchOptions withConsistency(Consistency level) {
        return with(WriteOptions.DEFAULT.withRun(run).withConsistency(level));
    }

    /** For the conditions in it. */
    public BatchOptions withSerialConsistency(Consistency level) {
        return with(WriteOptions.DEFAULT.withRun(run).withSerialConsistency(level));
    }

    public BatchOptions withTimeout(Duration timeout) {
        return with(WriteOptions.DEFAULT.withRun(run).withTimeout(timeout));
    }

    public BatchOptions withRun(WriteOptions.Run newRun) {
        return new BatchOptions(type, timestamp, newRun, statementsMax, bytesMax);
    }

    public BatchOptions withStatementsMax(int statements) {
        return new BatchOptions(type, timestamp, run, statements, bytesMax);
    }

    public BatchOptions withBytesMax(int bytes) {
        return new BatchOptions(type, timestamp, run, statementsMax, bytes);
    }

    private BatchOptions with(WriteOptions options) {
        return withRun(options.run());
    }
}
