package io.penstock.postgres.internal;

import io.penstock.Blocking;
import io.penstock.Time;
import io.penstock.observe.Metrics;
import io.penstock.postgres.AsyncPool;
import io.penstock.postgres.Health;
import io.penstock.postgres.ListenEvent;
import io.penstock.postgres.Listening;
import io.penstock.postgres.Pool;
import io.penstock.postgres.PoolStats;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.PostgresException;
import io.penstock.postgres.Statement;
import io.penstock.postgres.Transaction;
import io.penstock.postgres.TransactionOptions;
import io.penstock.postgres.internal.SessionPool.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pool over sockets. Thread-safe. */
final class SocketPool extends BlockingQueries implements Pool {
    private final PostgresConfig config;
    private final PoolRunner runner;
    private final SessionPool sessions;
    private final Lanes lanes;
    private final Listeners listeners;
    private final ThreadPoolExecutor io;
    private final List<Metrics.Gauge> gauges = new ArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
    private final AsyncPool async;
    private final Retries retries;

    SocketPool(PostgresConfig config, PoolRunner runner, Lanes lanes, Listeners listeners, ThreadPoolExecutor io) {
        super(runner);
        this.config = config;
        this.runner = runner;
        this.sessions = runner.sessions();
        this.lanes = lanes;
        this.listeners = listeners;
        this.io = io;
        this.retries = new Retries(config);
        this.async = new FuturePool(this, runner);
        Metrics metrics = config.metrics();
        gauges.add(
                metrics.gauge("postgres.sessions.idle", () -> sessions.counts().idle()));
        gauges.add(
                metrics.gauge("postgres.sessions.used", () -> sessions.counts().leased()));
        gauges.add(metrics.gauge(
                "postgres.sessions.waiters", () -> sessions.counts().waiting()));
        gauges.add(metrics.gauge("postgres.lanes.load", lanes::load));
    }

    @Override
    public AsyncPool async() {
        return async;
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(
            TransactionOptions options, Function<? super Transaction, ? extends T> work) {
        TransactionRunner.check(options);
        for (int tried = 1; ; tried++) {
            try {
                return once(options, work);
            } catch (PostgresException failed) {
                if (!retries.isDue(options.retry(), tried, failed)) {
                    throw failed;
                }
            }
            CompletableFuture<@Nullable Void> slept = new CompletableFuture<>();
            Time.Timer alarm =
                    config.time().schedule(retries.pause(options.retry(), tried), () -> slept.complete(null));
            try {
                Blocking.await(slept);
            } finally {
                alarm.cancel();
            }
        }
    }

    private <T extends @Nullable Object> T once(
            TransactionOptions options, Function<? super Transaction, ? extends T> work) {
        PoolRunner.refuseIoThread();
        Operation<@Nullable Void> acquiring = new Operation<>();
        Lease free = sessions.tryAcquire();
        Lease lease = free == null ? runner.awaitLease(acquiring) : free;
        if (lease == null) {
            Blocking.await(acquiring);
            throw Errors.closed();
        }
        TransactionRunner transaction = new TransactionRunner(runner, lease, options);
        try {
            T result = work.apply(new SessionTransaction(transaction));
            transaction.commitHere();
            return result;
        } finally {
            transaction.end();
        }
    }

    Retries retries() {
        return retries;
    }

    Listeners listeners() {
        return listeners;
    }

    @Override
    public Listening listen(Consumer<? super ListenEvent> consumer, String... channels) {
        return listeners.listen(List.of(channels), consumer);
    }

    @Override
    public Health health(Duration timeout) {
        long start = config.time().nanoTime();
        Optional<PostgresException> failure = Optional.empty();
        try {
            Blocking.await(async.query(Statement.of("SELECT 1").withTimeout(timeout)));
        } catch (PostgresException unwell) {
            failure = Optional.of(unwell);
        }
        Duration latency = Duration.ofNanos(config.time().nanoTime() - start);
        return new Health(latency, failure, stats());
    }

    @Override
    public PoolStats stats() {
        PoolState.Counts counts = sessions.counts();
        return new PoolStats(counts.opening(), counts.idle(), counts.leased(), counts.waiting(), lanes.load());
    }

    @Override
    public PostgresConfig config() {
        return config;
    }

    /** Begins to close, and tells when it is done. */
    CompletableFuture<@Nullable Void> closeAsync() {
        beginClose();
        return closed;
    }

    void beginClose() {
        if (closing.compareAndSet(false, true)) {
            listeners.close();
            CompletableFuture<?> drained = CompletableFuture.allOf(sessions.close(), lanes.close());
            Time.Timer grace = config.time()
                    .schedule(
                            config.timeouts().close(),
                            () -> io.execute(() -> {
                                sessions.closeNow();
                                lanes.closeNow();
                            }));
            Futures.whenEnded(drained, (nothing, never) -> {
                grace.cancel();
                gauges.forEach(Metrics.Gauge::close);
                closed.complete(null);
                io.shutdown();
            });
        }
    }

    @Override
    public void close() {
        Blocking.await(closeAsync());
    }
}
