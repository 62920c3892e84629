package io.penstock.postgres.internal;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where requests are carried out: a pool, or a transaction. Thread-safe. */
interface Runner {
    /** Without waiting. */
    <T extends @Nullable Object> CompletableFuture<T> start(Request<T> request);

    /** Waiting, with the I/O on the calling thread where that is possible. */
    <T extends @Nullable Object> T call(Request<T> request);

    /** The most rows that a collected result may have. */
    io.penstock.Limit rowsMax();

    /** Fails for statements that cannot be run here. */
    void check(String sql);
}
