package io.penstock.postgres.internal;

import io.penstock.Threads;
import io.penstock.postgres.Pool;
import io.penstock.postgres.PostgresConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts a pool together. */
public final class Pools {
    private static final long IO_THREAD_IDLE_SECONDS = 10;

    private Pools() {}

    /** A pool, once it has the connections that are kept open when idle, and one at least. */
    public static CompletableFuture<Pool> open(PostgresConfig config) {
        AtomicInteger threads = new AtomicInteger();
        // Bounded by what is run on it: one task per connection, and one per cancel.
        ThreadPoolExecutor io = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IO_THREAD_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> Threads.unstartedIo("penstock-postgres-io-" + threads.incrementAndGet(), task));
        Session.Surroundings surroundings = new Session.Surroundings(
                new Connector(config), io, config.time(), config.timeouts().cancel(), config.sessionReset());
        SessionPool sessions = new SessionPool(config, surroundings);
        Lanes lanes = new Lanes(config.limits(), surroundings);
        PoolRunner runner = new PoolRunner(config, sessions, lanes, io);
        SocketPool pool = new SocketPool(config, runner, lanes, new Listeners(config, surroundings), io);
        CompletableFuture<Pool> opened = new CompletableFuture<>();
        List<CompletableFuture<SessionPool.Lease>> first = new ArrayList<>();
        int wanted = Math.max(1, config.limits().connectionsMin());
        Futures.whenEnded(acquire(sessions, wanted, config.limits().waitersMax(), first), (all, refused) -> {
            first.stream()
                    .filter(lease -> !lease.isCompletedExceptionally())
                    .forEach(lease -> lease.join().release());
            if (refused != null) {
                pool.beginClose();
                opened.completeExceptionally(refused.getCause() == null ? refused : refused.getCause());
            } else if (!opened.complete(pool)) {
                // Its caller has cancelled and will never close it.
                pool.beginClose();
            }
        });
        return opened;
    }

    /** Acquires so many, but no more at a time than may wait. */
    private static CompletableFuture<List<CompletableFuture<SessionPool.Lease>>> acquire(
            SessionPool sessions, int count, int waitersMax, List<CompletableFuture<SessionPool.Lease>> acquired) {
        List<CompletableFuture<SessionPool.Lease>> now = new ArrayList<>();
        for (int i = 0; i < Math.min(count, waitersMax); i++) {
            now.add(sessions.acquire());
        }
        acquired.addAll(now);
        int left = count - now.size();
        return CompletableFuture.allOf(now.toArray(CompletableFuture<?>[]::new))
                .thenCompose(nothing -> left == 0
                        ? CompletableFuture.completedFuture(acquired)
                        : acquire(sessions, left, waitersMax, acquired));
    }
}
