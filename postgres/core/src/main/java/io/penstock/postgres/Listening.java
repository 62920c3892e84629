package io.penstock.postgres;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A listener at work. Thread-safe. */
public interface Listening extends AutoCloseable {
    /**
     * Complete when it was closed; failed when the listener threw, the pool was closed, or the server refuses for a
     * reason that trying again does not change.
     */
    CompletableFuture<@Nullable Void> ended();

    /** Ends listening. An event may still be under way on another thread. Idempotent. */
    @Override
    void close();
}
