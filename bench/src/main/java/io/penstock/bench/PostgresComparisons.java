package io.penstock.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.penstock.postgres.Pool;
import io.penstock.postgres.PoolLimits;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A single awaited statement, and 200 tasks of ten point selects each, beside pgjdbc with HikariCP. Both have the same
 * number of connections, {@value #CONNECTIONS}, and a server of their own process.
 */
final class PostgresComparisons implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final int AWAITED = 5_000;
    private static final int TASKS = 200;
    private static final int SELECTS = 10;
    private static final int ROWS = 10_000;
    private static final String SELECT = "SELECT owner FROM accounts WHERE id = ";

    private final PostgresServer server = PostgresServer.start();
    private final Pool pool;
    private final HikariDataSource hikari;

    PostgresComparisons() {
        pool = Pool.open(PostgresConfig.parse(server.url()).toBuilder()
                .limits(PoolLimits.DEFAULT.withConnections(0, CONNECTIONS))
                .build());
        pool.execute("CREATE TABLE accounts (id bigint PRIMARY KEY, owner text NOT NULL)");
        pool.execute("INSERT INTO accounts SELECT i, 'owner-' || i FROM generate_series(0, $1::bigint - 1) AS i", (long)
                ROWS);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database());
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setMaximumPoolSize(CONNECTIONS);
        hikari = new HikariDataSource(config);
    }

    List<Comparison> all() {
        return List.of(
                new Comparison(
                        "SELECT 1, awaited one after another, " + AWAITED + " a round",
                        "statement",
                        List.of(
                                new Contender("pgjdbc + HikariCP", this::jdbcAwaited),
                                new Contender("Penstock, blocking call", this::awaited),
                                new Contender("Penstock, awaited future", this::awaitedFuture))),
                new Comparison(
                        TASKS + " virtual threads with " + SELECTS + " point selects each, " + CONNECTIONS
                                + " connections",
                        "select",
                        List.of(
                                new Contender("pgjdbc + HikariCP", () -> tasks(this::jdbcSelects)),
                                new Contender("Penstock, blocking call", () -> tasks(this::selects)))));
    }

    private long awaited() {
        for (int i = 0; i < AWAITED; i++) {
            check(pool.query("SELECT 1").single().get(0, Integer.class) == 1);
        }
        return AWAITED;
    }

    private long awaitedFuture() {
        for (int i = 0; i < AWAITED; i++) {
            check(pool.async().query("SELECT 1").join().single().get(0, Integer.class) == 1);
        }
        return AWAITED;
    }

    private long jdbcAwaited() throws SQLException {
        for (int i = 0; i < AWAITED; i++) {
            try (Connection connection = hikari.getConnection();
                    PreparedStatement statement = connection.prepareStatement("SELECT 1");
                    ResultSet rows = statement.executeQuery()) {
                check(rows.next() && rows.getInt(1) == 1);
            }
        }
        return AWAITED;
    }

    /** What one task does. */
    @FunctionalInterface
    private interface Task {
        void run(int number) throws Exception;
    }

    private static long tasks(Task task) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    task.run(number);
                    return number;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        return TASKS * SELECTS;
    }

    private void selects(int task) {
        for (int i = 0; i < SELECTS; i++) {
            long id = ((long) task * SELECTS + i) % ROWS;
            check(pool.query(SELECT + "$1", id).single().get(0, String.class).equals("owner-" + id));
        }
    }

    private void jdbcSelects(int task) throws SQLException {
        for (int i = 0; i < SELECTS; i++) {
            long id = ((long) task * SELECTS + i) % ROWS;
            try (Connection connection = hikari.getConnection();
                    PreparedStatement statement = connection.prepareStatement(SELECT + "?")) {
                statement.setLong(1, id);
                try (ResultSet rows = statement.executeQuery()) {
                    check(rows.next() && rows.getString(1).equals("owner-" + id));
                }
            }
        }
    }

    private static void check(boolean right) {
        if (!right) {
            throw new IllegalStateException("a wrong row came back");
        }
    }

    @Override
    public void close() {
        hikari.close();
        pool.close();
        server.close();
    }
}
