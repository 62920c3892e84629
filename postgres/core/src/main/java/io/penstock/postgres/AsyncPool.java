package io.penstock.postgres;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Pool} without waiting. Thread-safe. */
public interface AsyncPool extends AsyncQueries {
    /**
     * Sends several statements in one go, each a transaction of its own, and returns one future for each, in the same
     * order. They may run in any order.
     */
    List<CompletableFuture<Rows>> queryAll(List<Statement> statements);

    /**
     * Runs {@code work} in a transaction: committed when the stage it returns succeeds, rolled back when that fails, or
     * when the returned future is cancelled.
     */
    default <T extends @Nullable Object> CompletableFuture<T> inTransaction(
            Function<? super AsyncTransaction, ? extends CompletionStage<T>> work) {
        return inTransaction(TransactionOptions.DEFAULT, work);
    }

    /** Runs {@code work} in a transaction. */
    <T extends @Nullable Object> CompletableFuture<T> inTransaction(
            TransactionOptions options, Function<? super AsyncTransaction, ? extends CompletionStage<T>> work);

    /**
     * The rows of a query as records, read as the subscriber asks for them, in any number: a read-only transaction with
     * a portal per subscriber, on a session that is taken when it subscribes. Cancelling the subscription ends the
     * query. Signals come on I/O threads.
     */
    <R> Flow.Publisher<R> stream(Class<R> type, Statement statement);

    /** The same for one statement text. */
    default <R> Flow.Publisher<R> stream(Class<R> type, String sql, @Nullable Object... args) {
        return stream(type, Statement.of(sql, args));
    }

    /**
     * What {@code COPY … TO STDOUT} gives, in the format that the SQL names: for each subscriber a COPY of its own, on
     * a session that is taken when it subscribes and waits while nothing is asked for. A buffer is the subscriber's.
     * Cancelling the subscription ends the COPY. Signals come on I/O threads.
     */
    Flow.Publisher<ByteBuffer> copyOut(String copySql);

    /**
     * Notifications, for each subscriber on a connection of its own, which is made anew when it breaks. The first event
     * is a {@link ListenEvent.Gap}, when listening has begun. A subscriber that does not ask for events in time loses
     * them and is told so. It never completes; it fails when the pool is closed, when the first connection fails, or
     * when the server refuses later for a reason that trying again does not change.
     *
     * @param channels names as they are, without quotes; at least one
     */
    Flow.Publisher<ListenEvent> listen(String... channels);

    /** {@link Pool#close} without waiting. */
    CompletableFuture<@Nullable Void> close();
}
