package io.penstock.postgres;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@link Queries} without waiting. Cancelling a returned future, or failing it as {@code orTimeout} does, ends it at
 * once and asks the server to stop the statement; futures made from it with {@code thenApply} and the like do not pass
 * a cancel on. Futures complete on I/O threads: continue there with what returns at once, and use the {@code …Async}
 * methods for the rest.
 */
public interface AsyncQueries {
    /** See {@link Queries#query(Statement)}. */
    CompletableFuture<Rows> query(Statement statement);

    /** See {@link Queries#query(Statement)}. */
    default CompletableFuture<Rows> query(String sql, @Nullable Object... args) {
        return query(Statement.of(sql, args));
    }

    /** See {@link Queries#query(Class, Statement)}. */
    <R> CompletableFuture<List<R>> query(Class<R> type, Statement statement);

    /** See {@link Queries#query(Class, Statement)}. */
    default <R> CompletableFuture<List<R>> query(Class<R> type, String sql, @Nullable Object... args) {
        return query(type, Statement.of(sql, args));
    }

    /** See {@link Queries#queryOne(Class, Statement)}. */
    <R> CompletableFuture<Optional<R>> queryOne(Class<R> type, Statement statement);

    /** See {@link Queries#queryOne(Class, Statement)}. */
    default <R> CompletableFuture<Optional<R>> queryOne(Class<R> type, String sql, @Nullable Object... args) {
        return queryOne(type, Statement.of(sql, args));
    }

    /** See {@link Queries#queryJson(Statement)}. */
    CompletableFuture<JsonRows> queryJson(Statement statement);

    /** See {@link Queries#queryJson(Statement)}. */
    default CompletableFuture<JsonRows> queryJson(String sql, @Nullable Object... args) {
        return queryJson(Statement.of(sql, args));
    }

    /** See {@link Queries#execute(Statement)}. */
    CompletableFuture<Long> execute(Statement statement);

    /** See {@link Queries#execute(Statement)}. */
    default CompletableFuture<Long> execute(String sql, @Nullable Object... args) {
        return execute(Statement.of(sql, args));
    }

    /** See {@link Queries#notifyListeners}. */
    default CompletableFuture<@Nullable Void> notifyListeners(String channel, String payload) {
        Statement statement;
        try {
            statement = Notices.statement(channel, payload);
        } catch (PostgresException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return query(statement).<@Nullable Void>thenApply(sent -> null);
    }

    /** See {@link Queries#executeBatch(String, Iterable)}. The iterable is read on an I/O thread. */
    CompletableFuture<List<Long>> executeBatch(
            String sql, Iterable<? extends List<? extends @Nullable Object>> argLists);

    /** See {@link Queries#executeBatch(String, Class, Iterable)}. The iterable is read on an I/O thread. */
    <R> CompletableFuture<List<Long>> executeBatch(String sql, Class<R> type, Iterable<? extends R> records);

    /** See {@link Queries#copyIn(String, Class, Iterable)}. The iterable is read on an I/O thread. */
    <R> CompletableFuture<Long> copyIn(String table, Class<R> type, Iterable<? extends R> records);

    /** See {@link Queries#copyIn(String, List, Iterable)}. The iterable is read on an I/O thread. */
    CompletableFuture<Long> copyIn(
            String table, List<String> columns, Iterable<? extends List<? extends @Nullable Object>> rows);

    /** See {@link Queries#copyIn(String, InputStream)}. The stream is read on an I/O thread. */
    CompletableFuture<Long> copyIn(String copySql, InputStream data);

    /**
     * See {@link Queries#copyIn(String, InputStream)}. Buffers are asked for as the server takes them; when the
     * publisher fails, or the returned future is cancelled, nothing is loaded.
     */
    CompletableFuture<Long> copyIn(String copySql, Flow.Publisher<ByteBuffer> data);

    /** See {@link Queries#copyOut(String, OutputStream)}. The stream is written on an I/O thread. */
    CompletableFuture<Long> copyOut(String copySql, OutputStream data);

    /** See {@link Queries#copyOut(String, Class, Consumer)}. The consumer is called on an I/O thread. */
    <R> CompletableFuture<Long> copyOut(String query, Class<R> type, Consumer<? super R> records);
}
