package io.penstock.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.penstock.postgres.Endpoint;
import io.penstock.postgres.Pool;
import io.penstock.postgres.PoolLimits;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.Rows;
import io.penstock.postgres.Statement;
import io.penstock.postgres.testkit.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Awaited statements and transactions, tasks of ten point selects each, bursts, and rows of JSON, beside pgjdbc with
 * HikariCP. Both have the same number of connections, {@value #CONNECTIONS}, and the same server in a process of its
 * own.
 */
final class PostgresComparisons implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final int AWAITED = 5_000;
    private static final int TASKS = 200;
    private static final int SELECTS = 10;
    private static final int ROWS = 10_000;
    private static final int BURST = 1_000;
    private static final int TRANSACTIONS = 2_000;
    private static final int DOCUMENTS = 1_000;
    private static final int DOCUMENT_ROUNDS = 40;
    private static final String JSON = "SELECT document FROM documents ORDER BY id";
    private static final String SELECT = "SELECT owner FROM accounts WHERE id = ";

    private final PostgresServer server = PostgresServer.start();
    private final Pool pool;
    private final Pool local;
    private final HikariDataSource hikari;

    PostgresComparisons() {
        pool = Pool.open(PostgresConfig.parse(server.url()).toBuilder()
                .limits(PoolLimits.DEFAULT.withConnections(0, CONNECTIONS))
                .build());
        pool.execute("CREATE TABLE accounts (id bigint PRIMARY KEY, owner text NOT NULL)");
        pool.execute("INSERT INTO accounts SELECT i, 'owner-' || i FROM generate_series(0, $1::bigint - 1) AS i", (long)
                ROWS);
        pool.execute("CREATE TABLE documents (id bigint PRIMARY KEY, document jsonb NOT NULL)");
        pool.execute(
                "INSERT INTO documents SELECT i, jsonb_build_object('id', i, 'owner', 'owner-' || i, 'tags', '[1, 2, 3]'::jsonb)"
                        + " FROM generate_series(1, $1::bigint) AS i",
                (long) DOCUMENTS);
        local = Pool.open(pool.config().toBuilder()
                .endpoints(List.of(Endpoint.unixSocket(server.socketDirectory(), server.port())))
                .build());
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
                                Contender.of("pgjdbc + HikariCP", this::jdbcAwaited),
                                Contender.of("Penstock, blocking call", () -> awaited(pool)),
                                Contender.of("Penstock, awaited future", () -> awaitedFuture(pool)),
                                Contender.of("Penstock, blocking call, Unix socket", () -> awaited(local)),
                                Contender.of("Penstock, awaited future, Unix socket", () -> awaitedFuture(local)))),
                new Comparison(
                        "transactions of one SELECT, one after another, " + TRANSACTIONS + " a round",
                        "transaction",
                        List.of(
                                Contender.of("pgjdbc + HikariCP", this::jdbcTransactions),
                                Contender.of("Penstock, blocking call", () -> transactions(pool)),
                                Contender.of("Penstock, blocking call, Unix socket", () -> transactions(local)))),
                new Comparison(
                        TASKS + " virtual threads with " + SELECTS + " point selects each, " + CONNECTIONS
                                + " connections",
                        "select",
                        List.of(
                                Contender.of("pgjdbc + HikariCP", () -> tasks(this::jdbcSelects)),
                                Contender.of("Penstock, blocking call", () -> tasks(task -> selects(task, false))),
                                Contender.of("Penstock, reads together", () -> tasks(task -> selects(task, true))))),
                new Comparison(
                        BURST + " point selects at once, " + CONNECTIONS + " connections",
                        "select",
                        List.of(
                                Contender.of("pgjdbc + HikariCP, a virtual thread each", this::jdbcBurst),
                                Contender.of("Penstock, queryAll", () -> burst(false)),
                                Contender.of("Penstock, queryAll, reads together", () -> burst(true)))),
                new Comparison(
                        DOCUMENTS + " rows of jsonb as one JSON array, " + DOCUMENT_ROUNDS + " a round",
                        "row",
                        List.of(
                                Contender.of("pgjdbc + HikariCP, getString", this::jdbcDocuments),
                                Contender.of("Penstock, queryJson", this::documents))));
    }

    private static long awaited(Pool pool) {
        for (int i = 0; i < AWAITED; i++) {
            check(pool.query("SELECT 1").single().get(0, Integer.class) == 1);
        }
        return AWAITED;
    }

    private static long awaitedFuture(Pool pool) {
        for (int i = 0; i < AWAITED; i++) {
            check(pool.async().query("SELECT 1").join().single().get(0, Integer.class) == 1);
        }
        return AWAITED;
    }

    private static long transactions(Pool pool) {
        for (int i = 0; i < TRANSACTIONS; i++) {
            check(pool.inTransaction(tx -> tx.query("SELECT 1").single().get(0, Integer.class)) == 1);
        }
        return TRANSACTIONS;
    }

    private long jdbcTransactions() throws SQLException {
        for (int i = 0; i < TRANSACTIONS; i++) {
            try (Connection connection = hikari.getConnection()) {
                connection.setAutoCommit(false);
                try (PreparedStatement statement = connection.prepareStatement("SELECT 1");
                        ResultSet rows = statement.executeQuery()) {
                    check(rows.next() && rows.getInt(1) == 1);
                }
                connection.commit();
            }
        }
        return TRANSACTIONS;
    }

    private long burst(boolean together) {
        List<Statement> statements = new ArrayList<>(BURST);
        for (long id = 0; id < BURST; id++) {
            Statement statement = Statement.of(SELECT + "$1", id);
            statements.add(together ? statement.readOnly() : statement);
        }
        long id = 0;
        for (CompletableFuture<Rows> one : pool.async().queryAll(statements)) {
            check(one.join().single().get(0, String.class).equals("owner-" + id++));
        }
        return BURST;
    }

    private long jdbcBurst() throws InterruptedException, ExecutionException {
        return run(BURST, this::jdbcSelect);
    }

    private long documents() {
        for (int i = 0; i < DOCUMENT_ROUNDS; i++) {
            check(pool.queryJson(JSON).array().remaining() > DOCUMENTS);
        }
        return (long) DOCUMENTS * DOCUMENT_ROUNDS;
    }

    private long jdbcDocuments() throws SQLException {
        for (int i = 0; i < DOCUMENT_ROUNDS; i++) {
            try (Connection connection = hikari.getConnection();
                    PreparedStatement statement = connection.prepareStatement(JSON);
                    ResultSet rows = statement.executeQuery()) {
                StringBuilder array = new StringBuilder("[");
                while (rows.next()) {
                    array.append(array.length() > 1 ? "," : "").append(rows.getString(1));
                }
                check(array.append(']').toString().getBytes(StandardCharsets.UTF_8).length > DOCUMENTS);
            }
        }
        return (long) DOCUMENTS * DOCUMENT_ROUNDS;
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
        return run(TASKS, task) * SELECTS;
    }

    private static long run(int count, Task task) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
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
        return count;
    }

    private void selects(int task, boolean together) {
        for (int i = 0; i < SELECTS; i++) {
            long id = ((long) task * SELECTS + i) % ROWS;
            Statement statement = Statement.of(SELECT + "$1", id);
            check(pool.query(together ? statement.readOnly() : statement)
                    .single()
                    .get(0, String.class)
                    .equals("owner-" + id));
        }
    }

    private void jdbcSelects(int task) throws SQLException {
        for (int i = 0; i < SELECTS; i++) {
            jdbcSelect(task * SELECTS + i);
        }
    }

    private void jdbcSelect(int number) throws SQLException {
        long id = number % ROWS;
        try (Connection connection = hikari.getConnection();
                PreparedStatement statement = connection.prepareStatement(SELECT + "?")) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                check(rows.next() && rows.getString(1).equals("owner-" + id));
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
        local.close();
        pool.close();
        server.close();
    }
}
