package io.penstock.stream.internal;

import io.penstock.stream.AsyncDatabase;
import io.penstock.stream.Change;
import io.penstock.stream.ExecuteResult;
import io.penstock.stream.QueryResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The asynchronous face: each call on a virtual thread of its own. */
final class VirtualDatabase implements AsyncDatabase {
    private final EmbeddedDatabase database;

    VirtualDatabase(EmbeddedDatabase database) {
        this.database = database;
    }

    @Override
    public CompletionStage<ExecuteResult> execute(String sql) {
        return VirtualCalls.start("execute", () -> database.execute(sql));
    }

    @Override
    public CompletionStage<List<ExecuteResult>> executeAll(String script) {
        return VirtualCalls.start("execute", () -> database.executeAll(script));
    }

    @Override
    public CompletionStage<QueryResult> query(String sql) {
        return VirtualCalls.start("query", () -> database.query(sql));
    }

    @Override
    public <R> CompletionStage<List<R>> query(String sql, Class<R> type) {
        return VirtualCalls.start("query", () -> database.query(sql, type));
    }

    @Override
    public <R> Flow.Publisher<R> publisher(String name, Class<R> type) {
        return new RowPublisher<>(() -> database.openRecords(name, type));
    }

    @Override
    public <R> Flow.Publisher<Change<R>> changes(String name, Class<R> type) {
        return new RowPublisher<>(() -> database.openChanges(name, type));
    }

    @Override
    public CompletionStage<Void> quiescent() {
        return database.isClosed() ? CompletableFuture.failedFuture(Failures.closed()) : database.quiescent();
    }

    @Override
    public CompletionStage<Long> checkpoint() {
        return VirtualCalls.start("checkpoint", database::takeCheckpoint);
    }

    @Override
    public CompletionStage<Void> close() {
        return VirtualCalls.start("close", () -> {
            database.close();
            return null;
        });
    }
}
