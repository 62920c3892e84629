package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import io.penstock.testkit.FaultProxy;
import io.penstock.testkit.RecordingMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Backends that are killed, servers that restart, networks that stall; and what must be as before afterwards. */
@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultsTest {
    private Pool witness;

    @BeforeAll
    void open(PostgresServer server) {
        witness = Pool.open(TestPools.config(server, "witness").build());
        witness.execute("DROP SCHEMA IF EXISTS faults_test CASCADE");
        witness.execute("CREATE SCHEMA faults_test");
    }

    @AfterAll
    void close() {
        witness.close();
    }

    @Test
    void an_idle_session_that_was_killed_is_replaced_unseen(PostgresServer server) {
        try (Pool pool = pool(server, "killed_idle")) {
            pool.query("SELECT 1");
            pool.async().query("SELECT 1").orTimeout(10, TimeUnit.SECONDS).join();
            killAll("killed_idle");

            assertThat(pool.query("SELECT 1").size()).isEqualTo(1);
            assertThat(pool.async()
                            .query("SELECT 1")
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join()
                            .size())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_statement_whose_backend_is_killed_fails_and_those_behind_it_do_not_notice(PostgresServer server) {
        try (Pool pool = pool(server, "killed_busy")) {
            CompletableFuture<Rows> victim = pool.async().query("SELECT pg_sleep(30)");
            List<CompletableFuture<Rows>> others = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                others.add(pool.async().query("SELECT $1::int AS n", i));
            }
            TestPools.until(() -> active("killed_busy") == 1);
            killAll("killed_busy");

            assertThatThrownBy(() -> victim.orTimeout(10, TimeUnit.SECONDS).join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            PostgresException.class,
                            e -> assertThat(e.error()).isEqualTo(PostgresError.ADMIN_SHUTDOWN));
            for (int i = 0; i < 20; i++) {
                assertThat(others.get(i)
                                .orTimeout(10, TimeUnit.SECONDS)
                                .join()
                                .single()
                                .getInt("n"))
                        .isEqualTo(i);
            }
        }
    }

    @Test
    void a_session_whose_backend_is_killed_is_replaced(PostgresServer server) {
        try (Pool pool = pool(server, "killed_tx")) {
            assertThatThrownBy(() -> pool.inTransaction(tx -> {
                        tx.query("SELECT 1");
                        killAll("killed_tx");
                        return tx.query("SELECT 1");
                    }))
                    .isInstanceOfSatisfying(
                            PostgresException.class,
                            e -> assertThat(e.isTransient()).isTrue());
            assertThat(pool.query("SELECT 1").size()).isEqualTo(1);
        }
    }

    @Test
    void a_pool_survives_a_restart_of_its_server() {
        try (PostgresServer own = PostgresServer.start();
                Pool pool = Pool.open(TestPools.config(own, "public").build())) {
            pool.query("SELECT 1");
            pool.async().query("SELECT 1").orTimeout(10, TimeUnit.SECONDS).join();

            own.restart();

            assertThat(pool.query("SELECT 1").size()).isEqualTo(1);
            assertThat(pool.async()
                            .query("SELECT 1")
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join()
                            .size())
                    .isEqualTo(1);

            own.stop();
            assertThatThrownBy(() -> pool.query("SELECT 1"))
                    .isInstanceOfSatisfying(
                            PostgresException.class,
                            e -> assertThat(e.error()).isEqualTo(PostgresError.CONNECT_FAILED));
            assertThatThrownBy(() -> pool.async()
                            .query("SELECT 1")
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join())
                    .hasCauseInstanceOf(PostgresException.class);
        }
    }

    @Test
    void a_table_altered_under_prepared_statements_is_not_noticed(PostgresServer server) {
        try (Pool pool = pool(server, "faults_test")) {
            pool.execute("CREATE TABLE changing (a int)");
            pool.execute("INSERT INTO changing VALUES (1)");
            String all = "SELECT * FROM changing";
            pool.query(all);
            pool.async().query(all).orTimeout(10, TimeUnit.SECONDS).join();

            witness.execute("ALTER TABLE faults_test.changing ADD COLUMN b text DEFAULT 'new'");

            assertThat(pool.query(all).single().getString("b")).isEqualTo("new");
            assertThat(pool.async()
                            .query(all)
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join()
                            .single()
                            .getString("b"))
                    .isEqualTo("new");
        }
    }

    @Test
    void the_statement_cache_has_a_bound(PostgresServer server) {
        PostgresConfig config = TestPools.config(server, "faults_test")
                .limits(PoolLimits.DEFAULT.withConnections(0, 1).withStatements(4))
                .build();
        try (Pool pool = Pool.open(config)) {
            for (int i = 0; i < 20; i++) {
                assertThat(pool.query("SELECT " + i + " AS n").single().getInt("n"))
                        .isEqualTo(i);
                assertThat(pool.async()
                                .query("SELECT " + i + " AS n")
                                .orTimeout(10, TimeUnit.SECONDS)
                                .join()
                                .single()
                                .getInt("n"))
                        .isEqualTo(i);
            }
            assertThat(pool.query("SELECT count(*) AS n FROM pg_prepared_statements")
                            .single()
                            .getLong("n"))
                    .isLessThanOrEqualTo(5);
        }
    }

    @Test
    void an_answer_that_never_comes_ends_with_the_deadline(PostgresServer server) {
        try (FaultProxy proxy = FaultProxy.to(server.host(), server.port());
                Pool pool = Pool.open(TestPools.config(server, "stalled")
                        .endpoint(proxy.host(), proxy.port())
                        .timeouts(Timeouts.DEFAULT
                                .withCancel(Duration.ofMillis(300))
                                .withConnect(Duration.ofMillis(500))
                                .withClose(Duration.ofMillis(500)))
                        .build())) {
            pool.query("SELECT 1");
            proxy.stall();
            Statement statement = Statement.of("SELECT 1").withTimeout(Duration.ofMillis(200));

            assertThatThrownBy(() -> pool.query(statement))
                    .isInstanceOfSatisfying(
                            PostgresException.class,
                            e -> assertThat(e.error()).isEqualTo(PostgresError.DEADLINE_EXCEEDED));

            proxy.flow();
            TestPools.until(() -> pool.stats().inUse() == 0);
            assertThat(pool.query("SELECT 1").size()).isEqualTo(1);
        }
    }

    @Test
    void the_connect_timeout_ends_a_connect_that_stalls(PostgresServer server) {
        try (FaultProxy proxy = FaultProxy.to(server.host(), server.port())) {
            proxy.stall();
            assertThatThrownBy(() -> Pool.open(TestPools.config(server, "stalled")
                            .endpoint(proxy.host(), proxy.port())
                            .timeouts(Timeouts.DEFAULT.withConnect(Duration.ofMillis(200)))
                            .build()))
                    .isInstanceOfSatisfying(
                            PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.CONNECT_FAILED))
                    .hasMessageContaining("took longer than the connect timeout of 200 ms");
        }
    }

    @Test
    void closing_ends_what_runs_too_long(PostgresServer server) {
        Pool pool = Pool.open(TestPools.config(server, "closing_late")
                .timeouts(Timeouts.DEFAULT.withClose(Duration.ofMillis(100)))
                .build());
        CompletableFuture<Rows> inLane = pool.async().query("SELECT pg_sleep(30)");
        CompletableFuture<Rows> inSession =
                pool.async().query(Statement.of("SELECT pg_sleep(30)").exclusively());
        TestPools.until(() -> active("closing_late") == 2);

        pool.close();

        TestPools.until(() -> inLane.isCompletedExceptionally() && inSession.isCompletedExceptionally());
    }

    /** Their functions go on when the sessions, and the threads of the pool, are gone. */
    @Test
    void transactions_that_outlive_their_pool_end(PostgresServer server) throws InterruptedException {
        Pool pool = Pool.open(TestPools.config(server, "closing_late")
                .timeouts(Timeouts.DEFAULT.withClose(Duration.ofMillis(100)))
                .build());
        CompletableFuture<Integer> gate = new CompletableFuture<>();
        CompletableFuture<Rows> waiting = new CompletableFuture<>();
        Thread holder = Thread.ofVirtual().start(() -> {
            try {
                waiting.complete(pool.inTransaction(tx -> {
                    gate.join();
                    return tx.query("SELECT 1");
                }));
            } catch (RuntimeException failed) {
                waiting.completeExceptionally(failed);
            }
        });
        CompletableFuture<Rows> async = pool.async().inTransaction(tx -> gate.thenCompose(n -> tx.query("SELECT 1")));
        TestPools.until(() -> pool.stats().inUse() == 2);
        pool.close();

        gate.complete(1);

        TestPools.until(() -> waiting.isCompletedExceptionally() && async.isCompletedExceptionally());
        holder.join();
    }

    /** A read can be sent again, but not when everything ends. */
    @Test
    void closing_ends_reads_that_run_too_long(PostgresServer server) {
        Pool pool = Pool.open(TestPools.config(server, "closing_late")
                .timeouts(Timeouts.DEFAULT.withClose(Duration.ofMillis(100)))
                .build());
        CompletableFuture<Rows> read =
                pool.async().query(Statement.of("SELECT pg_sleep(30)").readOnly());
        TestPools.until(() -> pool.stats().pipelined() == 1 && active("closing_late") > 0);

        CompletableFuture<?> closed = pool.async().close().orTimeout(10, TimeUnit.SECONDS);

        closed.join();
        assertThatThrownBy(read::join)
                .hasCauseInstanceOf(PostgresException.class)
                .hasMessageContaining("the pool is closed");
    }

    @Test
    void metrics_count_every_call_exactly_once(PostgresServer server) throws InterruptedException {
        RecordingMetrics metrics = new RecordingMetrics();
        try (Pool pool = Pool.open(
                TestPools.config(server, "faults_test").metrics(metrics).build())) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 10; t++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 100; i++) {
                        Statement statement = Statement.of("SELECT 1 / $1::int AS n", i % 10);
                        CompletableFuture<Rows> future = pool.async().query(statement);
                        assertThat(future.handle((rows, failed) -> failed != null)
                                        .join())
                                .isEqualTo(i % 10 == 0);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }

        // The caller goes on before its call is counted.
        TestPools.until(
                () -> metrics.durations("postgres.call.time{kind=query}").size() >= 1_000
                        && metrics.count("postgres.call.errors{code=22012}") >= 100);
        assertThat(metrics.durations("postgres.call.time{kind=query}")).hasSize(1_000);
        assertThat(metrics.count("postgres.call.errors{code=22012}")).isEqualTo(100);
    }

    @Test
    void metrics_tell_how_transactions_end_and_of_cancels(PostgresServer server) {
        RecordingMetrics metrics = new RecordingMetrics();
        try (Pool pool = Pool.open(
                TestPools.config(server, "faults_test").metrics(metrics).build())) {
            for (int i = 0; i < 3; i++) {
                pool.inTransaction(tx -> tx.query("SELECT 1"));
            }
            assertThatThrownBy(() -> pool.inTransaction(tx -> tx.query("SELECT 1 / 0")))
                    .isInstanceOf(PostgresException.class);
            assertThatThrownBy(() -> pool.query(
                            Statement.of("SELECT pg_sleep(30)").withTimeout(java.time.Duration.ofMillis(50))))
                    .isInstanceOf(PostgresException.class);
        }

        assertThat(metrics.count("postgres.transaction.commits")).isEqualTo(3);
        assertThat(metrics.count("postgres.transaction.rollbacks")).isEqualTo(1);
        assertThat(metrics.count("postgres.cancels")).isEqualTo(1);
    }

    @Test
    void tells_listener_and_metrics(PostgresServer server) {
        RecordingMetrics metrics = new RecordingMetrics();
        List<String> heard = new CopyOnWriteArrayList<>();
        try (Pool pool = Pool.open(TestPools.config(server, "observed")
                .metrics(metrics)
                .listener(operation -> (outcome, error) ->
                        heard.add(operation.kind() + " " + operation.statement() + " " + outcome.rows()))
                .build())) {
            pool.query("SELECT generate_series(1, $1)", 3);
            assertThatThrownBy(() -> pool.query("SELECT 1/0")).isInstanceOf(PostgresException.class);

            assertThat(heard).containsExactly("query SELECT generate_series(1, $1) 3", "query SELECT 1/0 -1");
            assertThat(metrics.durations("postgres.call.time{kind=query}")).hasSize(2);
            assertThat(metrics.count("postgres.call.errors{code=22012}")).isEqualTo(1);
            assertThat(metrics.value("postgres.sessions.idle")).isEqualTo(1);
        }
    }

    private static Pool pool(PostgresServer server, String name) {
        return Pool.open(TestPools.config(server, name).build());
    }

    private void killAll(String applicationName) {
        witness.query(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = $1",
                applicationName);
    }

    private long active(String applicationName) {
        return witness.query(
                        "SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = $1 AND state = 'active'",
                        applicationName)
                .single()
                .getLong("n");
    }
}
