package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Blocking;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The questions that an asynchronous bridge to PostgreSQL must answer, each by what can be observed from outside. */
@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsyncContractTest {
    private static final int CONNECTIONS = 10;

    private Pool pool;
    private Pool witness;

    @BeforeAll
    void open(PostgresServer server) {
        pool = Pool.open(TestPools.config(server, "contract_test")
                .limits(PoolLimits.DEFAULT.withConnections(0, CONNECTIONS))
                .build());
        witness = Pool.open(TestPools.config(server, "contract_test")
                .applicationName("contract witness")
                .build());
    }

    @AfterAll
    void close() {
        pool.close();
        witness.close();
    }

    private static <T> T get(CompletableFuture<T> future) {
        return Blocking.await(future.orTimeout(20, TimeUnit.SECONDS));
    }

    private static Statement alone(String sql) {
        return Statement.of(sql).exclusively();
    }

    // basic queries

    @Test
    void a_simple_select() {
        Rows rows = get(pool.async().query("SELECT 42 AS value"));

        assertThat(rows.single().value(0)).isEqualTo(42);
        assertThat(rows.single().columns().names()).containsExactly("value");
        assertThat(rows.affected()).isEqualTo(1);
    }

    @Test
    void several_rows_keep_their_order() {
        assertThat(get(pool.async().query("SELECT generate_series(1, 5) AS n")).list())
                .extracting(row -> row.getInt("n"))
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void several_columns_of_several_types() {
        Rows rows = get(pool.async()
                .query("SELECT 1 AS id, 'Ann' AS name, true AS active, NULL::text AS nothing, 2.50::numeric AS price"));
        Row row = rows.single();

        assertThat(row.getInt("id")).isEqualTo(1);
        assertThat(row.getString("name")).isEqualTo("Ann");
        assertThat(row.get("active", Boolean.class)).isTrue();
        assertThat(row.isNull("nothing")).isTrue();
        assertThat(row.find("nothing", String.class)).isEmpty();
        assertThat(row.value(4)).isEqualTo(new java.math.BigDecimal("2.50"));
        Rows none = get(pool.async().query("SELECT 1 AS id WHERE false"));
        assertThat(none.isEmpty()).isTrue();
        assertThat(none.columns().names()).containsExactly("id");
    }

    @Test
    void jsonb_comes_as_the_server_writes_it() {
        JsonRows rows = get(pool.async().queryJson("SELECT '{\"b\": 1, \"a\": [true, null]}'::jsonb"));

        assertThat(StandardCharsets.UTF_8.decode(rows.array()).toString())
                .isEqualTo("[{\"a\": [true, null], \"b\": 1}]");
    }

    // concurrency

    @Test
    void concurrent_queries_run_side_by_side() {
        get(warm(3));
        long start = System.nanoTime();
        List<CompletableFuture<Rows>> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            three.add(pool.async().query(alone("SELECT pg_backend_pid() AS pid FROM pg_sleep(0.3)")));
        }

        assertThat(three.stream()
                        .map(future -> get(future).single().getInt("pid"))
                        .distinct())
                .hasSize(3);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(850));
    }

    private CompletableFuture<?> warm(int sessions) {
        List<CompletableFuture<Rows>> all = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            all.add(pool.async().query(alone("SELECT pg_sleep(0.05)")));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new));
    }

    @Test
    void many_concurrent_queries_use_no_more_connections_than_allowed() {
        List<CompletableFuture<Rows>> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(pool.async().query(alone("SELECT pg_sleep(0.02)")));
        }
        TestPools.until(() -> connections() >= CONNECTIONS);

        assertThat(connections())
                .isLessThanOrEqualTo(CONNECTIONS + pool.config().limits().lanesMax());
        many.forEach(AsyncContractTest::get);
    }

    @Test
    void shorter_queries_end_before_longer_ones() {
        get(warm(3));
        List<Double> ended = new CopyOnWriteArrayList<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (double seconds : List.of(0.05, 0.6, 0.3)) {
            all.add(pool.async()
                    .query(alone("SELECT pg_sleep(" + seconds + ")"))
                    .thenAccept(rows -> ended.add(seconds)));
        }
        all.forEach(AsyncContractTest::get);

        assertThat(ended).containsExactly(0.05, 0.3, 0.6);
    }

    // cancellation

    @Test
    void a_cancelled_query_ends_on_the_server_too() {
        CompletableFuture<Rows> sleeping = pool.async().query(alone("SELECT pg_sleep(20)"));
        TestPools.until(() -> sleeping() == 1);
        long start = System.nanoTime();

        sleeping.cancel(true);

        TestPools.until(() -> sleeping() == 0);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(get(pool.async().query(alone("SELECT 1"))).size()).isEqualTo(1);
        TestPools.until(() -> pool.stats().inUse() == 0);
    }

    @Test
    void a_cancel_leaves_its_siblings_alone() {
        List<CompletableFuture<Rows>> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            three.add(pool.async().query(alone("SELECT " + i + " AS n, pg_sleep(0.3)")));
        }
        three.get(1).cancel(true);

        assertThat(get(three.get(0)).single().getInt("n")).isZero();
        assertThat(get(three.get(2)).single().getInt("n")).isEqualTo(2);
        assertThat(three.get(1)).isCancelled();
    }

    // errors

    @Test
    void a_syntax_error_has_its_code_and_place() {
        assertThatThrownBy(() -> get(pool.async().query("SELECT * FORM t")))
                .isInstanceOfSatisfying(PostgresException.class, e -> {
                    assertThat(e.error()).isEqualTo(PostgresError.SYNTAX_ERROR);
                    assertThat(e.position().orElseThrow().column()).isEqualTo(10);
                });
    }

    @Test
    void a_missing_table_has_its_code() {
        refuses("SELECT * FROM no_such_table", "42P01");
    }

    @Test
    void a_wrong_value_has_its_code() {
        refuses("SELECT 'x'::int", "22P02");
    }

    private void refuses(String sql, String sqlState) {
        assertThatThrownBy(() -> get(pool.async().query(sql)))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.sqlState()).isEqualTo(sqlState));
    }

    @Test
    void an_error_stays_with_its_own_query() {
        for (boolean exclusive : List.of(true, false)) {
            List<CompletableFuture<Rows>> three = new ArrayList<>();
            for (String sql : List.of("SELECT 1 AS n", "SELECT 1 / 0 AS n", "SELECT 3 AS n")) {
                three.add(pool.async().query(exclusive ? alone(sql) : Statement.of(sql)));
            }

            assertThat(get(three.get(0)).single().getInt("n")).isEqualTo(1);
            assertThatThrownBy(() -> get(three.get(1))).isInstanceOf(PostgresException.class);
            assertThat(get(three.get(2)).single().getInt("n")).isEqualTo(3);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(get(pool.async().query("SELECT $1::int AS n", i))
                            .single()
                            .getInt("n"))
                    .isEqualTo(i);
        }
    }

    // the pool itself

    @Test
    void health_tells_the_truth() {
        Health well = pool.health(Duration.ofSeconds(5));

        assertThat(well.isHealthy()).isTrue();
        assertThat(well.latency()).isPositive();
    }

    @Test
    void health_of_a_server_that_went_away_has_a_reason() {
        Pool orphan;
        try (PostgresServer own = PostgresServer.start()) {
            orphan = Pool.open(TestPools.config(own, "orphan").build());
        }
        try (orphan) {
            Health unwell = orphan.health(Duration.ofSeconds(5));

            assertThat(unwell.isHealthy()).isFalse();
            assertThat(unwell.failure())
                    .hasValueSatisfying(e -> assertThat(e.error()).isEqualTo(PostgresError.CONNECT_FAILED));
            assertThat(unwell.latency()).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void stats_count_what_there_is() {
        get(pool.async().query(alone("SELECT 1")));
        TestPools.until(() -> pool.stats().inUse() == 0);
        int idle = pool.stats().idle();

        pool.inTransaction(tx -> {
            assertThat(pool.stats().inUse()).isEqualTo(1);
            assertThat(pool.stats().idle()).isEqualTo(idle - 1);
            return tx.query("SELECT 1");
        });
        assertThat(pool.stats().waiting()).isZero();
    }

    @Test
    void nothing_shows_the_password(PostgresServer server) {
        assertThat(pool.config().toString()).contains("PostgresConfig[").doesNotContain(server.password());
        assertThat(String.valueOf(pool)).doesNotContain(server.password());
    }

    private long connections() {
        return witness.query("SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'contract_test'")
                .single()
                .getLong("n");
    }

    private long sleeping() {
        return witness.query("SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'contract_test'"
                        + " AND state = 'active' AND query = 'SELECT pg_sleep(20)'")
                .single()
                .getLong("n");
    }
}
