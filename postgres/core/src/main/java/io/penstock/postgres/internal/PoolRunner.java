package io.penstock.postgres.internal;

import io.penstock.Blocking;
import io.penstock.Limit;
import io.penstock.Threads;
import io.penstock.Time;
import io.penstock.postgres.PoolerMode;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.Statement;
import io.penstock.postgres.internal.SessionPool.Lease;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the pool's requests. Without waiting, a single statement goes through a lane and anything else through a
 * session on an I/O thread. Waiting on a platform thread, the session's I/O is done by that thread itself, which saves
 * two changes of thread; a virtual thread waits for the other way, since it must not stand in a system call.
 */
final class PoolRunner implements Runner {
    private final PostgresConfig config;
    private final SessionPool sessions;
    private final Lanes lanes;
    private final Executor io;
    private final Time time;
    private final Observer observer;
    private final boolean keeps;
    private final SqlText.Known texts = new SqlText.Known();

    PoolRunner(PostgresConfig config, SessionPool sessions, Lanes lanes, Executor io) {
        this.config = config;
        this.sessions = sessions;
        this.lanes = lanes;
        this.io = io;
        this.time = config.time();
        this.observer = new Observer(config);
        this.keeps = config.poolerMode() == PoolerMode.SESSION;
    }

    SessionPool sessions() {
        return sessions;
    }

    Observer observer() {
        return observer;
    }

    Time time() {
        return time;
    }

    Executor io() {
        return io;
    }

    /** Fails for statements that cannot be run in a transaction. */
    void checkInTransaction(String sql) {
        SqlText text = texts.of(sql);
        text.checkInTransaction();
        refuseTouching(text);
    }

    private void refuseTouching(SqlText text) {
        if (!keeps && text.touchesSession()) {
            throw Errors.notHere(
                    "A statement that touches its session",
                    "the pooler gives that session to somebody else; use what ends with the transaction");
        }
    }

    /** The bound on statements that wait for others. */
    Limit pipeline() {
        return config.limits().pipeline();
    }

    @Override
    public Limit rowsMax() {
        return config.limits().rows();
    }

    @Override
    public void check(String sql) {
        SqlText text = texts.of(sql);
        text.checkSingle();
        refuseTouching(text);
    }

    /** A future for a request, with its deadline and observed. */
    <T extends @Nullable Object> Operation<T> operation(Request<T> request) {
        Operation<T> operation = new Operation<>();
        Duration timeout = request.timeout().orElse(config.timeouts().statement());
        if (!timeout.isZero()) {
            operation.limit(timeout, time, io);
        }
        observer.watch(request, operation);
        return operation;
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> start(Request<T> request) {
        if (request instanceof Request.Single<T> single && goesThroughLane(single)) {
            Operation<T> operation = operation(request);
            lanes.submit(new LaneCall<>(single, operation));
            return operation;
        }
        Operation<T> operation = operation(request);
        CompletableFuture<Lease> waiting = acquire(operation);
        Futures.whenEnded(waiting, (lease, refused) -> {
            if (refused != null) {
                operation.fail(refused);
            } else {
                io.execute(() -> runOn(lease, operation, request));
            }
        });
        return operation;
    }

    /** Several single statements in one go. */
    <T extends @Nullable Object> List<CompletableFuture<T>> submit(List<? extends Request<T>> requests) {
        List<LaneCall<?>> calls = new java.util.ArrayList<>(requests.size());
        List<CompletableFuture<T>> futures = new java.util.ArrayList<>(requests.size());
        for (Request<T> request : requests) {
            if (request instanceof Request.Single<T> single && goesThroughLane(single)) {
                Operation<T> operation = operation(request);
                calls.add(new LaneCall<>(single, operation));
                futures.add(operation);
            } else {
                futures.add(start(request));
            }
        }
        lanes.submit(calls);
        return futures;
    }

    private boolean goesThroughLane(Request.Single<?> single) {
        return switch (single.statement().sharing()) {
            case EXCLUSIVE -> false;
            case SHARED ->
                keeps && lanes.exist(false) && !texts.of(single.sql()).touchesSession();
            case READ_ONLY -> {
                if (!keeps || !lanes.exist(true)) {
                    throw Errors.noReadLanes();
                }
                if (texts.of(single.sql()).touchesSession()) {
                    throw Errors.touchesSession();
                }
                yield true;
            }
        };
    }

    @Override
    public <T extends @Nullable Object> T call(Request<T> request) {
        refuseIoThread();
        if (Thread.currentThread().isVirtual() || isRead(request)) {
            return Blocking.await(start(request));
        }
        Operation<T> operation = operation(request);
        Lease free = sessions.tryAcquire();
        Lease lease = free == null ? awaitLease(operation) : free;
        if (lease != null) {
            runOn(lease, operation, request);
        }
        return Blocking.await(operation);
    }

    private static boolean isRead(Request<?> request) {
        return request instanceof Request.Single<?> single
                && single.statement().sharing() == Statement.Sharing.READ_ONLY;
    }

    /** A session for the calling thread, or null when the operation has ended instead. */
    @Nullable
    Lease awaitLease(Operation<?> operation) {
        CompletableFuture<Lease> waiting = acquire(operation);
        try {
            return Blocking.await(waiting);
        } catch (CancellationException cancelled) {
            operation.cancel(true);
            // An interrupt can lose against the hand-over: then the lease is here, and nobody else gives it back.
            Futures.whenEnded(waiting, (lease, refused) -> {
                if (lease != null) {
                    lease.release();
                }
            });
        } catch (RuntimeException refused) {
            operation.fail(refused);
        }
        return null;
    }

    /** Stands in line for as long as the operation is wanted. */
    CompletableFuture<Lease> acquire(Operation<?> operation) {
        long started = observer.now();
        CompletableFuture<Lease> waiting = sessions.acquire();
        operation.onStop(() -> waiting.cancel(true));
        Futures.whenEnded(waiting, (lease, refused) -> observer.acquired(observer.now() - started));
        return waiting;
    }

    /** Fails on a thread that must never wait. */
    static void refuseIoThread() {
        if (Threads.isIo(Thread.currentThread())) {
            Blocking.await(new CompletableFuture<@Nullable Void>());
        }
    }

    private static <T extends @Nullable Object> void runOn(Lease lease, Operation<T> operation, Request<T> request) {
        if (operation.isDone()) {
            // Cancelled, or too late, between the hand-over and the thread: nothing of it may run any more.
            lease.release();
            return;
        }
        T value;
        try {
            value = lease.session().run(operation, request::on);
        } catch (RuntimeException failed) {
            lease.release();
            operation.fail(failed);
            return;
        } catch (Error broken) {
            lease.session().connection().close();
            lease.release();
            operation.fail(broken);
            throw broken;
        }
        lease.release();
        operation.succeed(value);
    }
}
