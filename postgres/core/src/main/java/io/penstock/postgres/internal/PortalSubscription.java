package io.penstock.postgres.internal;

import io.penstock.postgres.Statement;
import io.penstock.postgres.internal.SessionPool.Lease;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.DataRow;
import io.penstock.postgres.wire.ErrorFields;
import io.penstock.postgres.wire.FrontendEncoder;
import io.penstock.record.RecordShape;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a query through a portal: as many rows are fetched as were asked for, never more. Signals come one
 * after the other. Thread-safe by its lock.
 */
final class PortalSubscription<R> implements Flow.Subscription {
    private static final int FETCH_ROWS_MAX = 1024;

    private enum Phase {
        /** Waits for a session. */
        ACQUIRING,
        /** Has one, and nothing to do until more is asked for. */
        RESTING,
        /** A task of this subscription runs. */
        WORKING,
        ENDED
    }

    private final PoolRunner runner;
    private final Statement statement;
    private final RecordShape<R> shape;
    private final Flow.Subscriber<? super R> subscriber;
    private final Operation<@Nullable Void> life;
    private final ReentrantLock lock = new ReentrantLock();
    private Phase phase = Phase.ACQUIRING;
    private long demand;
    private @Nullable Throwable misuse;
    private @Nullable Lease lease;
    private @Nullable RecordReader<R> reader;
    private @Nullable Prepared opened;
    private boolean replanned;

    PortalSubscription(
            PoolRunner runner, Statement statement, RecordShape<R> shape, Flow.Subscriber<? super R> subscriber) {
        this.runner = runner;
        this.statement = statement;
        this.shape = shape;
        this.subscriber = subscriber;
        this.life = runner.operation(new Request.Exclusive<@Nullable Void>(
                "stream", statement.sql(), statement.timeout(), connection -> null));
    }

    void begin() {
        subscriber.onSubscribe(this);
        Futures.whenEnded(runner.acquire(life), (given, refused) -> {
            if (refused != null) {
                life.fail(refused);
                // On this thread: those of a closed pool take nothing more.
                endWithout();
            } else {
                lease = given;
                runner.io().execute(this::work);
            }
        });
        // A deadline, or a cancel while resting, needs somebody to end it.
        Futures.whenEnded(life, (nothing, failure) -> {
            if (take()) {
                runner.io().execute(this::work);
            }
        });
    }

    @Override
    public void request(long count) {
        lock.lock();
        try {
            if (count <= 0) {
                misuse = new IllegalArgumentException("a subscriber asks for at least one row, got " + count);
            } else {
                demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
            }
        } finally {
            lock.unlock();
        }
        if (take()) {
            runner.io().execute(this::work);
        }
    }

    @Override
    public void cancel() {
        life.cancel(true);
    }

    /** From resting to working. */
    private boolean take() {
        lock.lock();
        try {
            if (phase != Phase.RESTING) {
                return false;
            }
            phase = Phase.WORKING;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Fetches while rows are wanted, then rests or ends. */
    private void work() {
        Lease held = lease;
        if (held == null) {
            return;
        }
        boolean more = true;
        Throwable failure = null;
        try {
            while (more) {
                long wanted = wanted();
                if (life.isDone() || misuse != null) {
                    break;
                }
                if (wanted == 0 && reader != null) {
                    if (rest()) {
                        return;
                    }
                    continue;
                }
                int fetch = (int) Math.min(wanted, FETCH_ROWS_MAX);
                more = held.session().run(life, connection -> fetch(connection, fetch));
            }
        } catch (Throwable failed) {
            failure = failed;
        }
        end(held, failure);
    }

    private long wanted() {
        lock.lock();
        try {
            phase = Phase.WORKING;
            return demand;
        } finally {
            lock.unlock();
        }
    }

    private boolean rest() {
        lock.lock();
        try {
            if (demand > 0 || misuse != null || life.isDone()) {
                return false;
            }
            phase = Phase.RESTING;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Opens the portal the first time; false when the rows are at their end. */
    private boolean fetch(Connection connection, int rows) {
        FrontendEncoder out = connection.out();
        RecordReader<R> columns = reader;
        if (columns == null) {
            connection.prepend("BEGIN READ ONLY");
            Prepared prepared = StatementDialog.prepare(connection, statement.sql());
            columns = new RecordReader<>(shape, prepared.columns());
            StatementDialog.bind(connection, prepared, statement.args());
            reader = columns;
            opened = prepared;
        }
        if (rows > 0) {
            out.execute(rows);
        }
        connection.sync();
        connection.send();
        boolean more = rows == 0;
        ErrorFields error = null;
        Throwable refused = null;
        while (true) {
            BackendMessage message = connection.receive();
            switch (message) {
                case DataRow row -> {
                    if (refused == null && !life.isDone()) {
                        refused = give(columns, row, connection);
                    }
                }
                case BackendMessage.RowDescription actual -> {
                    columns = new RecordReader<>(shape, actual.fields());
                    reader = columns;
                }
                case BackendMessage.PortalSuspended suspended -> more = true;
                case BackendMessage.ErrorResponse failed -> error = failed.fields();
                case BackendMessage.ReadyForQuery ready -> {
                    if (refused != null) {
                        throw Futures.unchecked(refused);
                    }
                    if (error != null) {
                        return reopen(connection, error);
                    }
                    return more;
                }
                default -> {
                    // BindComplete, CommandComplete
                }
            }
        }
    }

    /** A stale plan fails before its first row: then nothing is lost by beginning once more. */
    private boolean reopen(Connection connection, ErrorFields error) {
        Prepared stale = opened;
        if (stale == null || !Exchange.isStale(error)) {
            throw Errors.server(error, statement.sql());
        }
        connection.statements().remove(stale);
        if (replanned) {
            throw Errors.server(error, statement.sql());
        }
        replanned = true;
        reader = null;
        opened = null;
        StatementDialog.command(connection, "ROLLBACK");
        return true;
    }

    private @Nullable Throwable give(RecordReader<R> columns, DataRow row, Connection connection) {
        try {
            R record = columns.read(row);
            lock.lock();
            try {
                demand--;
            } finally {
                lock.unlock();
            }
            subscriber.onNext(record);
            return null;
        } catch (Throwable failed) {
            connection.stopServer();
            return failed;
        }
    }

    private void end(Lease held, @Nullable Throwable failure) {
        lock.lock();
        try {
            phase = Phase.ENDED;
        } finally {
            lock.unlock();
        }
        held.release();
        Throwable reason = misuse != null ? misuse : failure;
        if (reason == null && life.succeed(null)) {
            subscriber.onComplete();
            return;
        }
        if (reason != null && life.fail(reason)) {
            subscriber.onError(reason);
            return;
        }
        // The life had ended before: by a cancel, which the subscriber knows of, or by its deadline.
        if (!life.isCancelled()) {
            subscriber.onError(life.exceptionNow());
        }
    }

    /** Refused a session, or no longer wanted before there was one. */
    private void endWithout() {
        lock.lock();
        try {
            phase = Phase.ENDED;
        } finally {
            lock.unlock();
        }
        if (!life.isCancelled()) {
            subscriber.onError(life.exceptionNow());
        }
    }
}
