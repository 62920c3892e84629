package io.penstock.stream.spi;

import io.penstock.stream.data.Batch;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Rows of an outside table, read for joins. Thread-safe; calls do not block. */
public interface Lookup extends AutoCloseable {
    /**
     * Reads the whole table, at most {@code rowsMax} rows.
     *
     * @return batches with the requested schema; fails with a {@link ConnectorException} 5003, or 5005 when the table
     *     has more rows
     */
    CompletionStage<List<Batch>> scan(long rowsMax);

    /** Releases what the lookup holds, not the connection. Idempotent. */
    @Override
    void close();
}
