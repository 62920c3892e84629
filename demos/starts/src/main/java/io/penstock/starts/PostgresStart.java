package io.penstock.starts;

import io.penstock.postgres.Pool;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Records in PostgreSQL: COPY, a transaction, an asynchronous query. */
public final class PostgresStart {
    private PostgresStart() {}

    // region postgres
    /** A row of the table. */
    public record Order(long id, String item, BigDecimal price) {}

    /** Loads two orders, raises a price in a transaction and finds the cheap ones without waiting. */
    public static List<Order> run(Pool pool) {
        pool.execute("DROP TABLE IF EXISTS start_orders");
        pool.execute("CREATE TABLE start_orders (id bigint PRIMARY KEY, item text, price numeric)");
        pool.copyIn(
                "start_orders",
                Order.class,
                List.of(new Order(1, "tea", new BigDecimal("4.20")), new Order(2, "cup", new BigDecimal("9.00"))));

        pool.inTransaction(tx -> tx.execute("UPDATE start_orders SET price = price + 1 WHERE item = $1", "cup"));

        CompletableFuture<List<Order>> cheap =
                pool.async().query(Order.class, "SELECT * FROM start_orders WHERE price < $1", new BigDecimal("5"));
        return cheap.join(); // Order[id=1, item=tea, price=4.20]
    }
    // endregion
}
