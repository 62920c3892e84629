package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Blocking;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many reads in one round trip. */
@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadLaneTest {
    private static final String DIVIDE = "SELECT 1000 / $1::int AS n";

    private PostgresConfig config;
    private Pool pool;

    @BeforeAll
    void open(PostgresServer server) {
        config = TestPools.config(server, "read_lane_test")
                .limits(PoolLimits.DEFAULT.withReadLanes(1))
                .build();
        pool = Pool.open(config);
        pool.execute("DROP SCHEMA IF EXISTS read_lane_test CASCADE");
        pool.execute("CREATE SCHEMA read_lane_test");
        pool.execute("CREATE TABLE t (id int)");
    }

    @AfterAll
    void close() {
        pool.close();
    }

    private List<CompletableFuture<Rows>> all(String sql, int... values) {
        List<Statement> statements = new ArrayList<>();
        for (int value : values) {
            statements.add(Statement.of(sql, value).readOnly());
        }
        return pool.async().queryAll(statements);
    }

    private static int result(CompletableFuture<Rows> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join().single().getInt("n");
    }

    @Test
    void statements_of_one_burst_share_a_transaction() {
        pool.query(Statement.of("SELECT pg_current_snapshot()::text AS s, $1::int AS n", 0)
                .readOnly());
        List<CompletableFuture<Rows>> burst = all("SELECT now()::text AS s, $1::int AS n", 1, 2, 3, 4, 5);

        List<String> moments = burst.stream()
                .map(future -> future.join().single().getString("s"))
                .distinct()
                .toList();

        assertThat(moments).hasSizeLessThan(5);
        for (int i = 0; i < 5; i++) {
            assertThat(result(burst.get(i))).isEqualTo(i + 1);
        }
    }

    @Test
    void one_that_fails_fails_alone() {
        assertThat(result(all(DIVIDE, 1).getFirst())).isEqualTo(1000);
        List<CompletableFuture<Rows>> burst = all(DIVIDE, 1, 2, 0, 5, 0, 10);

        assertThat(result(burst.get(0))).isEqualTo(1000);
        assertThat(result(burst.get(1))).isEqualTo(500);
        assertThat(result(burst.get(3))).isEqualTo(200);
        assertThat(result(burst.get(5))).isEqualTo(100);
        for (int failed : List.of(2, 4)) {
            assertThatThrownBy(() -> Blocking.await(burst.get(failed)))
                    .isInstanceOfSatisfying(
                            PostgresException.class,
                            e -> assertThat(e.error()).isEqualTo(PostgresError.DIVISION_BY_ZERO));
        }
    }

    @Test
    void the_server_refuses_writes() {
        assertThatThrownBy(() -> pool.execute(
                        Statement.of("INSERT INTO t VALUES ($1)", 1).readOnly()))
                .isInstanceOfSatisfying(
                        PostgresException.class,
                        e -> assertThat(e.error()).isEqualTo(PostgresError.READ_ONLY_TRANSACTION));
        assertThat(pool.query("SELECT * FROM t").isEmpty()).isTrue();
    }

    @Test
    void a_large_burst_gives_everybody_their_own_answer() {
        int[] values = new Random(7).ints(3_000, 1, 1_000).toArray();
        List<CompletableFuture<Rows>> burst = all("SELECT $1::int AS n", values);

        for (int i = 0; i < values.length; i++) {
            assertThat(result(burst.get(i))).isEqualTo(values[i]);
        }
    }

    @Test
    void a_plan_that_is_out_of_date_is_healed_for_the_whole_burst() {
        pool.execute("CREATE TABLE healed AS SELECT 5 AS n");
        String sql = "SELECT * FROM healed WHERE n > $1";
        all(sql, 1, 1).forEach(CompletableFuture::join);
        pool.execute("ALTER TABLE healed ADD COLUMN more int");

        all(sql, 1, 2, 3).forEach(future -> assertThat(result(future)).isEqualTo(5));
    }

    @Test
    void neighbours_of_a_cancelled_read_do_not_notice() {
        String slow = "SELECT $1::int AS n FROM pg_sleep(CASE $1::int WHEN 0 THEN 30 ELSE 0 END)";
        result(all(slow, 1).getFirst());
        List<CompletableFuture<Rows>> burst = all(slow, 1, 2, 0, 3, 4);
        TestPools.until(() -> sleeping() == 1);

        burst.get(2).cancel(true);

        for (int i : List.of(0, 1, 3, 4)) {
            assertThat(result(burst.get(i))).isEqualTo(i < 2 ? i + 1 : i);
        }
        assertThat(sleeping()).isZero();
    }

    @Test
    void reads_survive_the_loss_of_their_connection() {
        String slow = "SELECT $1::int AS n FROM pg_sleep(0.3)";
        result(all(slow, 1).getFirst());
        List<CompletableFuture<Rows>> burst = all(slow, 1, 2, 3);
        TestPools.until(() -> sleeping() == 1);

        pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'read_lane_test'"
                + " AND state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()");

        for (int i = 0; i < 3; i++) {
            assertThat(result(burst.get(i))).isEqualTo(i + 1);
        }
    }

    @Test
    void what_cannot_be_a_read_of_this_kind_is_refused() {
        assertThatThrownBy(() -> pool.inTransaction(
                        tx -> tx.query(Statement.of("SELECT 1").readOnly())))
                .hasMessageContaining("inside of a transaction leave readOnly() out");
        assertThatThrownBy(() ->
                        pool.query(Statement.of("SELECT pg_advisory_lock(1)").readOnly()))
                .hasMessageContaining("it cannot be read-only");
        try (Pool without = Pool.open(
                config.toBuilder().limits(PoolLimits.DEFAULT.withReadLanes(0)).build())) {
            assertThatThrownBy(() -> without.query(Statement.of("SELECT 1").readOnly()))
                    .hasMessageContaining("raise readLanesMax");
        }
    }

    private long sleeping() {
        return pool.query("SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'read_lane_test'"
                        + " AND state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()")
                .single()
                .getLong("n");
    }
}
