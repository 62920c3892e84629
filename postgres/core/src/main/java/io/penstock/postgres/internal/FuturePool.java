package io.penstock.postgres.internal;

import io.penstock.Time;
import io.penstock.postgres.AsyncPool;
import io.penstock.postgres.AsyncTransaction;
import io.penstock.postgres.ListenEvent;
import io.penstock.postgres.Rows;
import io.penstock.postgres.Statement;
import io.penstock.postgres.TransactionOptions;
import io.penstock.postgres.internal.SessionPool.Lease;
import io.penstock.record.RecordShape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pool with futures. Thread-safe. */
final class FuturePool extends FutureQueries implements AsyncPool {
    private final SocketPool pool;
    private final PoolRunner runner;

    FuturePool(SocketPool pool, PoolRunner runner) {
        super(runner);
        this.pool = pool;
        this.runner = runner;
    }

    @Override
    public List<CompletableFuture<Rows>> queryAll(List<Statement> statements) {
        List<Request<Rows>> requests = new ArrayList<>(statements.size());
        for (Statement statement : statements) {
            runner.check(statement.sql());
            requests.add(Requests.rows(statement, runner.rowsMax()));
        }
        return runner.submit(requests);
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> inTransaction(
            TransactionOptions options, Function<? super AsyncTransaction, ? extends CompletionStage<T>> work) {
        TransactionRunner.check(options);
        Operation<T> all = new Operation<>();
        attempt(options, work, all, 1);
        return all;
    }

    /** One try, and the next behind it. */
    private <T extends @Nullable Object> void attempt(
            TransactionOptions options,
            Function<? super AsyncTransaction, ? extends CompletionStage<T>> work,
            Operation<T> all,
            int tried) {
        if (all.isDone()) {
            return;
        }
        CompletableFuture<T> once = once(options, work);
        all.onStop(() -> once.cancel(true));
        Futures.whenEnded(once, (result, failed) -> {
            if (failed == null) {
                all.succeed(result);
            } else if (pool.retries().isDue(options.retry(), tried, failed)) {
                Time.Timer alarm = pool.config()
                        .time()
                        .schedule(
                                pool.retries().pause(options.retry(), tried),
                                () -> again(() -> attempt(options, work, all, tried + 1), all));
                all.onStop(alarm::cancel);
            } else {
                all.fail(failed);
            }
        });
    }

    private void again(Runnable attempt, Operation<?> all) {
        try {
            runner.io().execute(attempt);
        } catch (RejectedExecutionException closed) {
            all.fail(Errors.closed());
        }
    }

    private <T extends @Nullable Object> CompletableFuture<T> once(
            TransactionOptions options, Function<? super AsyncTransaction, ? extends CompletionStage<T>> work) {
        Operation<T> operation = new Operation<>();
        Futures.whenEnded(runner.acquire(operation), (lease, refused) -> {
            if (refused != null) {
                operation.fail(refused);
            } else {
                try {
                    runner.io().execute(() -> begin(lease, options, work, operation));
                } catch (RejectedExecutionException closed) {
                    lease.release();
                    operation.fail(Errors.closed());
                }
            }
        });
        return operation;
    }

    private <T extends @Nullable Object> void begin(
            Lease lease,
            TransactionOptions options,
            Function<? super AsyncTransaction, ? extends CompletionStage<T>> work,
            Operation<T> operation) {
        TransactionRunner transaction = new TransactionRunner(runner, lease, options);
        AtomicBoolean ending = new AtomicBoolean();
        operation.onStop(() -> {
            if (ending.compareAndSet(false, true)) {
                transaction.stop();
                transaction.endInTurn(() -> {});
            }
        });
        CompletionStage<T> stage;
        try {
            CompletionStage<T> given = work.apply(new FutureTransaction(transaction));
            stage = given == null ? CompletableFuture.failedStage(Errors.noStage()) : given;
        } catch (Throwable thrown) {
            stage = CompletableFuture.failedStage(thrown);
        }
        Futures.whenEnded(stage, (result, failed) -> {
            if (!ending.compareAndSet(false, true)) {
                return;
            }
            if (failed != null) {
                transaction.endInTurn(() -> operation.fail(unwrapped(failed)));
                return;
            }
            Futures.whenEnded(
                    transaction.commit(),
                    (nothing, refused) -> transaction.endInTurn(() -> {
                        if (refused != null) {
                            operation.fail(unwrapped(refused));
                        } else {
                            operation.succeed(result);
                        }
                    }));
        });
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    @Override
    public <R> Flow.Publisher<R> stream(Class<R> type, Statement statement) {
        RecordShape<R> shape = RecordShape.of(type);
        runner.check(statement.sql());
        return subscriber -> new PortalSubscription<>(runner, statement, shape, subscriber).begin();
    }

    @Override
    public Flow.Publisher<ByteBuffer> copyOut(String copySql) {
        return subscriber -> new CopySubscription(subscriber).begin(runner, copySql);
    }

    @Override
    public Flow.Publisher<ListenEvent> listen(String... channels) {
        return pool.listeners().publisher(List.of(channels));
    }

    @Override
    public CompletableFuture<@Nullable Void> close() {
        return pool.closeAsync();
    }
}
