package io.penstock.postgres.internal;

import io.penstock.Blocking;
import io.penstock.Limit;
import io.penstock.Time;
import io.penstock.postgres.PostgresException;
import io.penstock.postgres.Statement;
import io.penstock.postgres.TransactionOptions;
import io.penstock.postgres.TransactionOptions.Isolation;
import io.penstock.postgres.internal.SessionPool.Lease;
import io.penstock.postgres.wire.TransactionStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Carries out requests in one transaction, one at a time, in the order of coming. Thread-safe. */
final class TransactionRunner implements Runner {
    private final PoolRunner pool;
    private final Lease lease;
    private final Turns turns;
    private final AtomicBoolean released = new AtomicBoolean();
    private final AtomicInteger savepoints = new AtomicInteger();
    /** Whether the handle takes no more: COMMIT or ROLLBACK has its turn, or had it. */
    private volatile boolean ended;

    private volatile boolean committed;

    /** Whether a part could not be undone, so that nothing may be kept. */
    private volatile boolean doomed;

    private volatile @Nullable Operation<?> current;

    /** Why nothing more is run, when its time is up. */
    private volatile @Nullable PostgresException expired;

    private final Time.@Nullable Timer alarm;

    /** Begins: the command goes out with the first statement. */
    TransactionRunner(PoolRunner pool, Lease lease, TransactionOptions options) {
        this.pool = pool;
        this.lease = lease;
        this.turns = new Turns(pool.io(), (int) pool.pipeline().max());
        lease.session().connection().prepend(begin(options));
        this.alarm = options.timeout()
                .map(timeout -> pool.time().schedule(timeout, () -> pool.io().execute(() -> expire(timeout))))
                .orElse(null);
    }

    /** Fails for options that the server would take and ignore. */
    static void check(TransactionOptions options) {
        if (options.deferrable() && !(options.isolation() == Isolation.SERIALIZABLE && options.readOnly())) {
            throw Errors.notDeferrable(options);
        }
    }

    /** COMMIT, once it has its turn, is let go on: to cancel it would leave open what came of it. */
    private void expire(Duration timeout) {
        if (ended) {
            return;
        }
        PostgresException reason = Errors.transactionDeadline(timeout);
        expired = reason;
        Operation<?> running = current;
        if (running != null) {
            running.completeExceptionally(reason.copy());
        }
    }

    private static String begin(TransactionOptions options) {
        StringBuilder sql = new StringBuilder("BEGIN");
        switch (options.isolation()) {
            case SERVER_DEFAULT -> {}
            case READ_COMMITTED -> sql.append(" ISOLATION LEVEL READ COMMITTED");
            case REPEATABLE_READ -> sql.append(" ISOLATION LEVEL REPEATABLE READ");
            case SERIALIZABLE -> sql.append(" ISOLATION LEVEL SERIALIZABLE");
        }
        if (options.readOnly()) {
            sql.append(" READ ONLY");
        }
        if (options.deferrable()) {
            sql.append(" DEFERRABLE");
        }
        // SET LOCAL would take a list as one name.
        options.local()
                .forEach((name, value) -> sql.append("; SELECT pg_catalog.set_config(")
                        .append(Identifiers.literal(name))
                        .append(", ")
                        .append(Identifiers.literal(value))
                        .append(", true)"));
        return sql.toString();
    }

    @Override
    public Limit rowsMax() {
        return pool.rowsMax();
    }

    @Override
    public void check(String sql) {
        pool.checkInTransaction(sql);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> start(Request<T> request) {
        refuseRead(request);
        Operation<T> operation = pool.operation(request);
        if (!turns.offer(() -> runOn(operation, request))) {
            operation.fail(Errors.queueFull(pool.pipeline()));
        }
        return operation;
    }

    /** The same for what ends a part of the transaction or all of it, which no limit may turn away. */
    private <T extends @Nullable Object> CompletableFuture<T> startEnd(Request<T> request) {
        Operation<T> operation = pool.operation(request);
        turns.submit(() -> runOn(operation, request));
        return operation;
    }

    @Override
    public <T extends @Nullable Object> T call(Request<T> request) {
        refuseRead(request);
        return takesTurn() ? runHere(request) : Blocking.await(start(request));
    }

    private <T extends @Nullable Object> T callEnd(Request<T> request) {
        return takesTurn() ? runHere(request) : Blocking.await(startEnd(request));
    }

    /** Whether the calling thread has a turn and does its I/O itself. */
    private boolean takesTurn() {
        PoolRunner.refuseIoThread();
        return !Thread.currentThread().isVirtual() && turns.tryTake();
    }

    /** It would have to run elsewhere. */
    private static void refuseRead(Request<?> request) {
        if (request instanceof Request.Single<?> single
                && single.statement().sharing() == Statement.Sharing.READ_ONLY) {
            throw Errors.readInTransaction();
        }
    }

    private <T extends @Nullable Object> T runHere(Request<T> request) {
        Operation<T> operation = pool.operation(request);
        try {
            runOn(operation, request);
        } finally {
            turns.giveBack();
        }
        return Blocking.await(operation);
    }

    private <T extends @Nullable Object> void runOn(Operation<T> operation, Request<T> request) {
        if (operation.isDone()) {
            return;
        }
        // Shown before anything is asked: whoever ends the transaction meanwhile sees it, or is seen here.
        current = operation;
        PostgresException late = expired;
        if (ended || late != null) {
            current = null;
            operation.fail(ended || late == null ? Errors.ended("transaction") : late.copy());
            return;
        }
        T value;
        try {
            value = lease.session().run(operation, request::on);
        } catch (RuntimeException failed) {
            current = null;
            Connection connection = lease.session().connection();
            // What is not sent yet, as BEGIN before the first statement, has no answer to leave behind.
            if (!connection.isQuiet() && connection.out().buffer().isEmpty()) {
                connection.close();
            }
            operation.fail(failed);
            return;
        } catch (Error broken) {
            current = null;
            Connection connection = lease.session().connection();
            if (!connection.isQuiet()) {
                connection.close();
            }
            operation.fail(broken);
            return;
        }
        current = null;
        operation.succeed(value);
    }

    String newSavepoint() {
        return "penstock_" + savepoints.incrementAndGet();
    }

    /** Ends a part: keeps it, or undoes it. Nothing is committed when it cannot be undone. */
    CompletableFuture<String> endSavepoint(String name, boolean keep) {
        CompletableFuture<String> done = startEnd(savepointEnd(name, keep));
        return done.whenComplete((tag, failed) -> {
            if (failed != null) {
                doomed = true;
            }
        });
    }

    /** {@link #endSavepoint} on the calling thread. */
    void endSavepointHere(String name, boolean keep) {
        try {
            callEnd(savepointEnd(name, keep));
        } catch (RuntimeException failed) {
            doomed = true;
            throw failed;
        }
    }

    private static Request<String> savepointEnd(String name, boolean keep) {
        return Requests.command((keep ? "RELEASE SAVEPOINT " : "ROLLBACK TO SAVEPOINT ") + name);
    }

    /** Commits, or nothing when no statement was sent. Whoever waits for a turn behind it comes too late. */
    CompletableFuture<@Nullable Void> commit() {
        return startEnd(commitRequest());
    }

    /** {@link #commit} on the calling thread. */
    void commitHere() {
        callEnd(commitRequest());
    }

    private Request<@Nullable Void> commitRequest() {
        return new Request.Exclusive<>("transaction", "COMMIT", connection -> {
            ended = true;
            if (connection.withdraw()) {
                committed = true;
                return null;
            }
            if (connection.isBroken()) {
                // The status is what it was before: BEGIN may have gone out without an answer.
                throw Errors.lostBeforeCommit();
            }
            if (connection.status() == TransactionStatus.IDLE) {
                return null;
            }
            if (doomed) {
                throw Errors.savepointLost();
            }
            if (!StatementDialog.command(connection, "COMMIT").equals("COMMIT")) {
                throw Errors.commitRefused();
            }
            committed = true;
            return null;
        });
    }

    /** Stops what runs now; what waits is refused. */
    void stop() {
        ended = true;
        Operation<?> running = current;
        if (running != null) {
            running.cancel(true);
        }
    }

    /**
     * Ends the handle and gives the session back, which rolls back what is not committed. The handle may be in use on
     * other threads: what runs is stopped, what waits is refused.
     */
    void end() {
        ended = true;
        if (turns.tryTake()) {
            try {
                release();
            } finally {
                turns.giveBack();
            }
            return;
        }
        stop();
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        endInTurn(() -> done.complete(null));
        // Also a thread that was interrupted must not go on beside its transaction.
        done.join();
    }

    /** The same when the running statement has ended by itself. */
    void endInTurn(Runnable then) {
        turns.submit(() -> {
            ended = true;
            release();
            then.run();
        });
    }

    private void release() {
        if (alarm != null) {
            alarm.cancel();
        }
        if (released.compareAndSet(false, true)) {
            pool.observer().ended(committed);
            lease.release();
        }
    }
}
