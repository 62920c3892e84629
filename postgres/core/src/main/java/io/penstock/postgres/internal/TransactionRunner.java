package io.penstock.postgres.internal;

import io.penstock.Blocking;
import io.penstock.Limit;
import io.penstock.postgres.TransactionOptions;
import io.penstock.postgres.internal.SessionPool.Lease;
import io.penstock.postgres.wire.TransactionStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Carries out requests in one transaction, one at a time, in the order of coming. Thread-safe. */
final class TransactionRunner implements Runner {
    private final PoolRunner pool;
    private final Lease lease;
    private final Turns turns;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger savepoints = new AtomicInteger();
    private volatile @Nullable Operation<?> current;

    /** Begins: the command goes out with the first statement. */
    TransactionRunner(PoolRunner pool, Lease lease, TransactionOptions options) {
        this.pool = pool;
        this.lease = lease;
        this.turns = new Turns(pool.io());
        lease.session().connection().prepend(begin(options));
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
        return sql.toString();
    }

    @Override
    public Limit rowsMax() {
        return pool.rowsMax();
    }

    @Override
    public void check(String sql) {
        SqlKeyword.checkInTransaction(sql);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> start(Request<T> request) {
        Operation<T> operation = pool.operation(request);
        turns.submit(() -> runOn(operation, request));
        return operation;
    }

    @Override
    public <T extends @Nullable Object> T call(Request<T> request) {
        PoolRunner.refuseIoThread();
        if (Thread.currentThread().isVirtual() || !turns.tryTake()) {
            return Blocking.await(start(request));
        }
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
        if (ended.get()) {
            operation.fail(Errors.ended("transaction"));
            return;
        }
        current = operation;
        T value;
        try {
            value = lease.session().run(operation, request::on);
        } catch (RuntimeException failed) {
            current = null;
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

    /** Commits on the calling thread, or nothing when no statement was sent. */
    void commit() {
        call(commitRequest());
    }

    CompletableFuture<@Nullable Void> commitAsync() {
        return start(commitRequest());
    }

    private Request<@Nullable Void> commitRequest() {
        return new Request.Exclusive<>("transaction", "COMMIT", connection -> {
            if (connection.withdraw()) {
                return null;
            }
            if (connection.isBroken()) {
                // The status is what it was before: BEGIN may have gone out without an answer.
                throw Errors.lostBeforeCommit();
            }
            if (connection.status() == TransactionStatus.IDLE) {
                return null;
            }
            if (!StatementDialog.command(connection, "COMMIT").equals("COMMIT")) {
                throw Errors.commitRefused();
            }
            return null;
        });
    }

    /** Stops what runs now. */
    void stopCurrent() {
        Operation<?> running = current;
        if (running != null) {
            running.cancel(true);
        }
    }

    /** Ends the handle and gives the session back, which rolls back what is not committed; on the calling thread. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            lease.release();
        }
    }

    /** The same when the running statement has ended. */
    void endInTurn(Runnable then) {
        turns.submit(() -> {
            end();
            then.run();
        });
    }
}
