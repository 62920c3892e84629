package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.internal.TransactionPooler;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import io.penstock.security.Tls;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Behind a pooler that gives every transaction another session of the server. */
@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolerTest {
    private static final int SESSIONS = 2;

    private TransactionPooler pooler;
    private PostgresConfig config;
    private Pool pool;

    record Entry(int id, String name) {}

    @BeforeAll
    void open(PostgresServer server) {
        PostgresConfig direct = TestPools.config(server, "pooler_test").build();
        try (Pool setUp = Pool.open(direct)) {
            setUp.execute("DROP SCHEMA IF EXISTS pooler_test CASCADE");
            setUp.execute("CREATE SCHEMA pooler_test");
            setUp.execute("CREATE TABLE entry (id int PRIMARY KEY, name text)");
        }
        pooler = TransactionPooler.start(direct, SESSIONS);
        config = PostgresConfig.builder("127.0.0.1")
                .port(pooler.port())
                .tls(Tls.disabled())
                .poolerMode(PoolerMode.TRANSACTION)
                .build();
        pool = Pool.open(config);
    }

    @AfterAll
    void close() {
        pool.close();
        pooler.close();
    }

    @BeforeEach
    void empty() {
        pool.execute("DELETE FROM entry");
    }

    @Test
    void statements_run_wherever_they_come() {
        Set<Integer> backends = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            assertThat(pool.query("SELECT $1::int AS n", i).single().getInt("n"))
                    .isEqualTo(i);
            backends.add(pool.query("SELECT pg_backend_pid() AS pid").single().getInt("pid"));
            pool.execute("INSERT INTO entry VALUES ($1, $2)", i, "n" + i);
        }

        assertThat(backends).hasSizeGreaterThan(1);
        assertThat(pool.query(Entry.class, "SELECT * FROM entry ORDER BY id")).hasSize(12);
        assertThat(pool.query("SELECT * FROM pg_prepared_statements").isEmpty()).isTrue();
    }

    @Test
    void the_same_pooler_breaks_a_pool_that_does_not_know_of_it() {
        try (Pool unaware = Pool.open(config.toBuilder()
                .poolerMode(PoolerMode.SESSION)
                .limits(PoolLimits.DEFAULT.withConnections(0, 1))
                .build())) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10; i++) {
                            unaware.inTransaction(tx -> tx.query("SELECT 1 AS unaware"));
                        }
                    })
                    .isInstanceOf(PostgresException.class);
        }
    }

    @Test
    void futures_and_failures_work_too() {
        List<CompletableFuture<Rows>> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            all.add(pool.async().query("SELECT 10 / $1::int AS n", i % 3));
        }
        for (int i = 0; i < 30; i++) {
            int divisor = i % 3;
            CompletableFuture<Rows> one = all.get(i).orTimeout(20, TimeUnit.SECONDS);
            if (divisor == 0) {
                assertThatThrownBy(one::join).hasCauseInstanceOf(PostgresException.class);
            } else {
                assertThat(one.join().single().getInt("n")).isEqualTo(10 / divisor);
            }
        }
        assertThatThrownBy(() -> pool.query("SELECT $1::int", "not a number"))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.TYPE_MISMATCH));
        assertThat(pool.query("SELECT 5 AS n").single().getInt("n")).isEqualTo(5);
    }

    @Test
    void transactions_batches_and_streams_stay_together() {
        pool.inTransaction(tx -> {
            int backend = tx.query("SELECT pg_backend_pid() AS pid").single().getInt("pid");
            tx.query("SELECT set_config('app.tenant', 'one', true)");
            tx.execute("INSERT INTO entry VALUES (1, 'a')");
            assertThat(tx.query("SELECT pg_backend_pid() AS pid, current_setting('app.tenant') AS t")
                            .single()
                            .value(0))
                    .isEqualTo(backend);
            return 1;
        });
        assertThat(pool.executeBatch("INSERT INTO entry VALUES ($1, $2)", List.of(List.of(2, "b"), List.of(3, "c"))))
                .containsExactly(1L, 1L);

        assertThat(stream("SELECT * FROM entry ORDER BY id"))
                .containsExactly(new Entry(1, "a"), new Entry(2, "b"), new Entry(3, "c"));
    }

    @Test
    void copies_go_both_ways() {
        pool.copyIn("entry", Entry.class, List.of(new Entry(1, "a"), new Entry(2, "b")));
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();

        assertThat(pool.copyOut("COPY (SELECT * FROM entry ORDER BY id) TO STDOUT", out))
                .isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1\ta\n2\tb\n");
    }

    @Test
    void a_table_that_changes_its_shape_is_read_as_it_is() {
        pool.execute("CREATE TABLE shifting AS SELECT 1 AS id, 'x'::text AS name");
        String all = "SELECT * FROM shifting";
        pool.query(all);
        assertThat(stream(all)).containsExactly(new Entry(1, "x"));
        pool.execute("ALTER TABLE shifting DROP COLUMN name");
        pool.execute("ALTER TABLE shifting ADD COLUMN extra bigint DEFAULT 9");
        pool.execute("ALTER TABLE shifting ADD COLUMN name text DEFAULT 'y'");

        assertThat(pool.query(all).single().getLong("extra")).isEqualTo(9);
        assertThat(stream(all)).containsExactly(new Entry(1, "y"));
        pool.execute("DROP TABLE shifting");
    }

    @Test
    void what_needs_a_session_of_its_own_is_refused() {
        assertThatThrownBy(() -> pool.listen(event -> {}, "channel")).hasMessageContaining("listen past the pooler");
        assertThatThrownBy(() -> pool.query("SELECT set_config('a.b', 'c', false)"))
                .hasMessageContaining("use what ends with the transaction");
        assertThatThrownBy(() -> pool.inTransaction(tx -> tx.query("SELECT pg_advisory_lock(1)")))
                .hasMessageContaining("use what ends with the transaction");
        assertThatThrownBy(() -> pool.query(Statement.of("SELECT 1").readOnly()))
                .hasMessageContaining("behind a pooler, leave readOnly() out");
        assertThatThrownBy(
                        () -> config.toBuilder().parameter("search_path", "x").build())
                .hasMessageStartingWith("the settings [search_path] would not last behind a pooler");
    }

    private List<Entry> stream(String sql) {
        List<Entry> rows = new ArrayList<>();
        CompletableFuture<List<Entry>> done = new CompletableFuture<>();
        pool.async().stream(Entry.class, sql).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Entry item) {
                rows.add(item);
            }

            @Override
            public void onError(Throwable failed) {
                done.completeExceptionally(failed);
            }

            @Override
            public void onComplete() {
                done.complete(rows);
            }
        });
        return done.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
