package io.penstock.stream.spi;

import io.penstock.stream.data.Batch;
import java.util.concurrent.CompletionStage;

/**
 * Where a stream's rows go. The engine calls {@link #write} for one batch after another and waits for each to complete,
 * never two at once, from one thread at a time.
 *
 * <p>With key columns, a batch has at most one row a key: weight +1 replaces the row of that key, weight -1 deletes it.
 * Without, all weights are +1 and rows are added. A batch whose write failed may be written again in whole; after a
 * restart, batches since the last checkpoint may be written again.
 */
public interface Sink extends AutoCloseable {
    /**
     * Writes a batch. Completes when the outside system has it; fails with a {@link ConnectorException} (5004, or 5001
     * when the system cannot be reached), after which the sink can be used again. Must not block.
     */
    CompletionStage<Void> write(Batch batch);

    /** Releases what the sink holds, not the connection. Idempotent. */
    @Override
    void close();
}
