package io.penstock.documents.driver;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

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
     * Sends a request like {@link #execute(CqlRequest)}, and hands its end to a receiver as well: for a caller with one
     * step to hang on each request, which a driver may call without a future in between.
     *
     * @param receiver called once, with a page or an error, also when the returned future is cancelled; on any thread,
     *     perhaps before this returns or after who waits for the future goes on. It must not throw
     */
    default CompletableFuture<CqlPage> execute(
            CqlRequest request, BiConsumer<? super @Nullable CqlPage, ? super @Nullable Throwable> receiver) {
        CompletableFuture<CqlPage> page = execute(request);
        var unused = page.whenComplete(receiver);
        return page;
    }

    /**
     * Prepares a statement and keeps it, so that its first run need not, and tells what the server knows of it. Never
     * throws and never blocks.
     */
    CompletableFuture<PreparedDescription> prepare(String cql);

    /**
     * Whether all reachable nodes agree on the schema now. A driver without {@link Capability#SCHEMA_AGREEMENT} answers
     * {@code true} only for what it knows.
     */
    CompletableFuture<Boolean> schemaAgrees();

    /** What this driver can do. */
    Set<Capability> capabilities();

    /** Which library this stands on. */
    DriverDescription description();

    /** The nodes as they are known now. Does no I/O. Fails with {@code UNSUPPORTED} when they are not known. */
    ClusterDescription cluster();

    /**
     * Closes the connections once requests in flight have ended; later requests fail with {@code CLOSED}. The future
     * ends when threads and connections are gone. Idempotent.
     */
    CompletableFuture<Void> closeAsync();

    /** Closes the connections at once: requests in flight fail with {@code CLOSED}. Does not wait. Idempotent. */
    void closeNow();

    /**
     * The same as {@link #closeAsync}, waiting for it a bounded time, after which it becomes {@link #closeNow}.
     * Idempotent.
     */
    @Override
    void close();
}
