package io.penstock.postgres.internal;

import io.penstock.Time;
import io.penstock.observe.Metrics;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.PostgresException;
import io.penstock.postgres.internal.PoolState.Action;
import io.penstock.postgres.internal.PoolState.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exclusive sessions by turns: performs what {@link PoolState} decides. Thread-safe by its lock. */
final class SessionPool {
    private static final Logger LOG = LoggerFactory.getLogger(SessionPool.class);
    private static final Duration RETRY_MIN = Duration.ofMillis(100);
    private static final Duration RETRY_MAX = Duration.ofSeconds(5);

    private final PostgresConfig config;
    private final Session.Surroundings surroundings;
    private final Executor io;
    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    private final PoolState state;
    private final Map<Long, Waiter> waiters = new ConcurrentHashMap<>();
    private final Map<Long, Session> sessions = new ConcurrentHashMap<>();
    private final Map<Long, Holder> holders = new ConcurrentHashMap<>();
    private final Metrics.Counter leaks;
    private final boolean traced;
    private final AtomicLong waiterIds = new AtomicLong();
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
    private Time.@Nullable Timer timer;
    private long timerAt;

    private record Waiter(Operation<Lease> future, long deadline, Holder holder) {}

    SessionPool(PostgresConfig config, Session.Surroundings surroundings) {
        this.config = config;
        this.surroundings = surroundings;
        this.io = surroundings.io();
        this.time = surroundings.time();
        this.traced = !config.timeouts().leak().isZero();
        this.leaks = config.metrics().counter("postgres.sessions.leaks");
        this.state = new PoolState(new PoolState.Settings(
                config.limits().connectionsMin(),
                config.limits().connectionsMax(),
                config.limits().waitersMax(),
                config.timeouts().idle().toNanos(),
                RETRY_MIN.toNanos(),
                RETRY_MAX.toNanos(),
                config.timeouts().keepalive().toNanos(),
                config.timeouts().leak().toNanos()));
    }

    /** A session for as long as the holder wants; {@link #release} it exactly once. */
    final class Lease {
        private final long id;
        private final Session session;

        private Lease(long id, Session session) {
            this.id = id;
            this.session = session;
        }

        Session session() {
            return session;
        }

        /** Gives the session back; one that cannot be used any more is replaced. May wait for a ROLLBACK. */
        void release() {
            holders.remove(id);
            boolean clean = session.clean();
            long now = time.nanoTime();
            session.used(now);
            feed(new Event.Released(id, clean, now));
        }
    }

    /** Opens the minimum. */
    void start() {
        feed(new Event.Tick(time.nanoTime()));
    }

    /** A lease at once, when a session is idle; null otherwise. */
    @Nullable
    Lease tryAcquire() {
        long now = time.nanoTime();
        long connection;
        lock.lock();
        try {
            connection = state.tryLease(now);
            if (connection >= 0 && traced) {
                schedule();
            }
        } finally {
            lock.unlock();
        }
        if (connection < 0) {
            return null;
        }
        Session session = sessions.get(connection);
        if (session == null || !session.isAlive(now)) {
            feed(new Event.Released(connection, false, now));
            return null;
        }
        holders.put(connection, Holder.here(now, traced));
        return new Lease(connection, session);
    }

    /** A lease when one is free, in the order of asking. Cancel the future to leave the line. */
    CompletableFuture<Lease> acquire() {
        long id = waiterIds.incrementAndGet();
        long now = time.nanoTime();
        long deadline = now + config.timeouts().acquire().toNanos();
        Operation<Lease> future = new Operation<>();
        waiters.put(id, new Waiter(future, deadline, Holder.here(now, traced)));
        feed(new Event.Acquire(id, deadline, now));
        future.onStop(() -> {
            waiters.remove(id);
            feed(new Event.GiveUp(id, time.nanoTime()));
        });
        return future;
    }

    PoolState.Counts counts() {
        lock.lock();
        try {
            return state.counts();
        } finally {
            lock.unlock();
        }
    }

    /** Refuses newcomers; complete when the last session is gone. */
    CompletableFuture<@Nullable Void> close() {
        feed(new Event.Close(time.nanoTime()));
        return drained;
    }

    /** Also closes what is still in use. */
    void closeNow() {
        feed(new Event.CloseNow(time.nanoTime()));
    }

    private void feed(Event event) {
        List<Action> actions;
        lock.lock();
        try {
            actions = state.on(event);
            schedule();
        } finally {
            lock.unlock();
        }
        for (Action action : actions) {
            perform(action);
        }
    }

    private void schedule() {
        OptionalLong next = state.nextTick();
        if (next.isEmpty() || (timer != null && next.getAsLong() - timerAt >= 0)) {
            // One that rings too early does nothing, and costs less than being set anew at every call.
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerAt = next.getAsLong();
        timer = time.schedule(Duration.ofNanos(Math.max(0, timerAt - time.nanoTime())), this::ticked);
    }

    /** Nothing is left to ring for. */
    private void silence() {
        lock.lock();
        try {
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void ticked() {
        lock.lock();
        try {
            timer = null;
        } finally {
            lock.unlock();
        }
        try {
            io.execute(() -> feed(new Event.Tick(time.nanoTime())));
        } catch (RejectedExecutionException closed) {
            // nobody waits any more
        }
    }

    private void perform(Action action) {
        switch (action) {
            case Action.Open open -> io.execute(() -> open(open.connection()));
            case Action.HandOver given -> handOver(given.waiter(), given.connection());
            case Action.Refuse refused -> refuse(refused);
            case Action.Check check -> io.execute(() -> check(check.connection()));
            case Action.Suspect suspect -> suspect(suspect.connection());
            case Action.Discard gone -> {
                Session session = sessions.remove(gone.connection());
                if (session != null) {
                    session.connection().terminate();
                }
            }
            case Action.Drained end -> {
                silence();
                drained.complete(null);
            }
        }
    }

    private void open(long id) {
        Session session;
        try {
            session = new Session(surroundings.connector().connect(Map.of()), surroundings);
        } catch (Throwable failed) {
            // Also an Error: whoever waits for this connection must be told.
            feed(new Event.OpenFailed(id, failed, time.nanoTime()));
            return;
        }
        sessions.put(id, session);
        long lifetime = config.timeouts().lifetime().toNanos();
        long now = time.nanoTime();
        feed(new Event.Opened(id, now + lifetime - spread(id, lifetime / 10), now));
    }

    /** Up to {@code most}, different for neighbouring ids: sessions opened together must not all end together. */
    private static long spread(long id, long most) {
        return Math.floorMod(id * 0x9E3779B97F4A7C15L, most + 1);
    }

    private void handOver(long waiterId, long connection) {
        Session session = sessions.get(connection);
        Waiter waiter = waiters.get(waiterId);
        if (waiter == null || session == null) {
            feed(new Event.Released(connection, session != null, time.nanoTime()));
            return;
        }
        if (!session.isAlive(time.nanoTime())) {
            feed(new Event.Stale(connection, waiterId, waiter.deadline(), time.nanoTime()));
            return;
        }
        waiters.remove(waiterId);
        holders.put(connection, waiter.holder());
        if (!waiter.future().succeed(new Lease(connection, session))) {
            holders.remove(connection);
            feed(new Event.Released(connection, true, time.nanoTime()));
        }
    }

    private void check(long connection) {
        Session session = sessions.get(connection);
        boolean alive = session != null && session.isResponsive();
        feed(new Event.Released(connection, alive, time.nanoTime()));
    }

    private void suspect(long connection) {
        Holder holder = holders.get(connection);
        if (holder != null) {
            leaks.increment();
            LOG.warn(
                    "[postgres] a session is held for longer than {} ms, by {}; close what holds it, or raise the"
                            + " timeout 'leak'",
                    config.timeouts().leak().toMillis(),
                    holder.thread(),
                    holder.stack());
        }
    }

    private void refuse(Action.Refuse refused) {
        Waiter waiter = waiters.remove(refused.waiter());
        if (waiter != null) {
            waiter.future().fail(failure(refused));
        }
    }

    private RuntimeException failure(Action.Refuse refused) {
        return switch (refused.why()) {
            case TIMEOUT ->
                Errors.acquireTimeout(
                        config.timeouts().acquire(),
                        counts(),
                        Holder.longest(holders.values(), time.nanoTime()),
                        refused.reason());
            case QUEUE_FULL -> Errors.queueFull(config.limits().waiters());
            case CLOSED -> Errors.closed();
            case CONNECT_FAILED ->
                refused.reason() instanceof PostgresException known
                        ? known.copy()
                        : Errors.connectFailed(config.endpoint(), String.valueOf(refused.reason()), refused.reason());
        };
    }
}
