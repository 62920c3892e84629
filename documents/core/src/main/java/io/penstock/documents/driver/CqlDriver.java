package io.penstock.documents.driver;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A connected driver: the only door to the database. Thread-safe.
 *
 * <p>A driver prepares and caches statements within a bound, retries only what is idempotent, and translates its errors
 * once, into {@link io.penstock.PenstockException} with a documents code; nothing of its own reaches the caller. A
 * request that needs a {@link Capability} it lacks fails with {@code UNSUPPORTED}.
 */
public interface CqlDriver extends AutoCloseable {
    /**
     * Sends a request. The future fails with a translated error, with {@code DEADLINE_EXCEEDED} when the request's
     * deadline passes first. Cancelling it stops waiting, retrying and speculating; the server is not stopped, since
     * CQL has no cancel. Never throws and never blocks.
     */
    CompletableFuture<CqlPage> execute(CqlRequest request);

    /**
     * Whether all reachable nodes agree on the schema now. A driver without {@link Capability#SCHEMA_AGREEMENT} answers
     * {@code true} only for what it knows.
     */
    CompletableFuture<Boolean> schemaAgrees();

    /** What this driver can do. */
    Set<Capability> capabilities();

    /** Closes the connections. Requests in flight fail. Waits a bounded time; idempotent. */
    @Override
    void close();
}
