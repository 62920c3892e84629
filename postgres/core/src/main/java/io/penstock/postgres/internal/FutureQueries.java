package io.penstock.postgres.internal;

import io.penstock.postgres.AsyncQueries;
import io.penstock.postgres.JsonRows;
import io.penstock.postgres.Rows;
import io.penstock.postgres.Statement;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The face of a runner with futures. Thread-safe. */
class FutureQueries implements AsyncQueries {
    private final Runner runner;

    FutureQueries(Runner runner) {
        this.runner = runner;
    }

    /** Misuse fails the future, as everything else does. */
    private <T> CompletableFuture<T> start(String sql, Supplier<Request<T>> request) {
        try {
            runner.check(sql);
            return runner.start(request.get());
        } catch (RuntimeException misuse) {
            return CompletableFuture.failedFuture(misuse);
        }
    }

    private <T> CompletableFuture<T> start(Supplier<Request<T>> request) {
        try {
            return runner.start(request.get());
        } catch (RuntimeException misuse) {
            return CompletableFuture.failedFuture(misuse);
        }
    }

    @Override
    public CompletableFuture<Rows> query(Statement statement) {
        return start(statement.sql(), () -> Requests.rows(statement, runner.rowsMax()));
    }

    @Override
    public <R> CompletableFuture<List<R>> query(Class<R> type, Statement statement) {
        return start(statement.sql(), () -> Requests.records(type, statement, runner.rowsMax()));
    }

    @Override
    public <R> CompletableFuture<Optional<R>> queryOne(Class<R> type, Statement statement) {
        return start(statement.sql(), () -> Requests.one(type, statement));
    }

    @Override
    public CompletableFuture<JsonRows> queryJson(Statement statement) {
        return start(statement.sql(), () -> Requests.json(statement, runner.rowsMax()));
    }

    @Override
    public CompletableFuture<Long> execute(Statement statement) {
        return start(statement.sql(), () -> Requests.count(statement));
    }

    @Override
    public CompletableFuture<List<Long>> executeBatch(
            String sql, Iterable<? extends List<? extends @Nullable Object>> argLists) {
        return start(sql, () -> Requests.batch(sql, argLists));
    }

    @Override
    public <R> CompletableFuture<List<Long>> executeBatch(String sql, Class<R> type, Iterable<? extends R> records) {
        return start(sql, () -> Requests.batch(sql, type, records));
    }

    @Override
    public <R> CompletableFuture<Long> copyIn(String table, Class<R> type, Iterable<? extends R> records) {
        return start(() -> Requests.copyIn(table, type, records));
    }

    @Override
    public CompletableFuture<Long> copyIn(
            String table, List<String> columns, Iterable<? extends List<? extends @Nullable Object>> rows) {
        return start(() -> Requests.copyIn(table, columns, rows));
    }

    @Override
    public CompletableFuture<Long> copyIn(String copySql, InputStream data) {
        return start(() -> Requests.copyIn(copySql, data));
    }

    @Override
    public CompletableFuture<Long> copyIn(String copySql, Flow.Publisher<ByteBuffer> data) {
        PublisherInput input = new PublisherInput();
        CompletableFuture<Long> copying = copyIn(copySql, input);
        Futures.whenEnded(copying, (rows, failed) -> input.close());
        try {
            data.subscribe(input);
        } catch (RuntimeException refused) {
            input.onError(refused);
        }
        return copying;
    }

    @Override
    public CompletableFuture<Long> copyOut(String copySql, OutputStream data) {
        return start(() -> Requests.copyOut(copySql, data));
    }

    @Override
    public <R> CompletableFuture<Long> copyOut(String query, Class<R> type, Consumer<? super R> records) {
        return start(() -> Requests.copyOut(query, type, records));
    }
}
