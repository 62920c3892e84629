package io.penstock.postgres;

import io.penstock.Blocking;
import io.penstock.postgres.internal.Pools;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A pool of connections to one PostgreSQL database. Every call waits for its answer; {@link #async} has the same calls
 * with futures. Single statements share pipelined connections where waiting costs no thread, everything else has a
 * connection to itself. Thread-safe; one pool per database is enough for a program.
 *
 * <pre>{@code
 * try (Pool pool = Pool.open(PostgresConfig.parse("postgres://app:secret@localhost/shop"))) {
 *     pool.execute("INSERT INTO orders (id, item) VALUES ($1, $2)", 7, "tea");
 *     List<Order> orders = pool.query(Order.class, "SELECT * FROM orders WHERE id = $1", 7);
 * }
 * }</pre>
 */
public interface Pool extends Queries, AutoCloseable {
    /**
     * Opens a pool once its minimum of connections has been made, but at least one, so that a wrong host, password or
     * database is told here.
     *
     * @throws PostgresException with the reason
     */
    static Pool open(PostgresConfig config) {
        return Blocking.await(openAsync(config));
    }

    /** {@link #open} without waiting. */
    static CompletableFuture<Pool> openAsync(PostgresConfig config) {
        return Pools.open(config);
    }

    /** The same calls with futures. */
    AsyncPool async();

    /**
     * Runs {@code work} in a transaction: committed when it returns, rolled back when it throws.
     *
     * @throws PostgresException {@link PostgresError#COMMIT_REFUSED} when {@code work} returned although a statement in
     *     it had failed
     */
    default <T extends @Nullable Object> T inTransaction(Function<? super Transaction, ? extends T> work) {
        return inTransaction(TransactionOptions.DEFAULT, work);
    }

    /** Runs {@code work} in a transaction. */
    <T extends @Nullable Object> T inTransaction(
            TransactionOptions options, Function<? super Transaction, ? extends T> work);

    /**
     * Hears notifications on a connection of its own, which is made anew when it breaks. Returns once the server
     * listens; the first event is a {@link ListenEvent.Gap}. The consumer is called on I/O threads, one event at a time
     * in the order of their coming, until the result is closed.
     *
     * @param channels names as they are, without quotes; at least one
     * @throws PostgresException when the server cannot be reached or refuses
     */
    Listening listen(Consumer<? super ListenEvent> consumer, String... channels);

    /**
     * Asks the server for a sign of life, in {@code timeout} at most. Fails only for misuse: what is wrong with the
     * server is in the result. It waits for no session as long as there are lanes.
     */
    Health health(Duration timeout);

    PoolStats stats();

    PostgresConfig config();

    /**
     * Takes no more calls, lets those under way end for as long as {@link Timeouts#close()} allows, ends the rest, and
     * closes all connections. Idempotent.
     */
    @Override
    void close();
}
