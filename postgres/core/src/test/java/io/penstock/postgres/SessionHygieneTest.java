package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever gets a session finds it as it was opened, and its statements as the server knows them. */
@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SessionHygieneTest {
    private PostgresConfig config;
    private Pool pool;

    record Wide(int id) {}

    @BeforeAll
    void open(PostgresServer server) {
        config = TestPools.config(server, "hygiene_test")
                .limits(PoolLimits.DEFAULT.withConnections(0, 1).withLanes(0))
                .build();
        pool = Pool.open(config);
        pool.execute("DROP SCHEMA IF EXISTS hygiene_test CASCADE");
        pool.execute("CREATE SCHEMA hygiene_test");
    }

    @AfterAll
    void close() {
        pool.close();
    }

    @Test
    void a_setting_made_by_a_function_ends_with_its_transaction() {
        int backend = backend(pool);
        pool.inTransaction(tx -> tx.query("SELECT set_config('app.tenant', 'one', false)"));

        assertThat(tenant(pool)).isEmpty();
        assertThat(backend(pool)).isEqualTo(backend);
    }

    @Test
    void a_setting_for_the_transaction_alone_costs_no_reset() {
        pool.query("SELECT 41 AS n");
        long prepared = prepared();
        pool.inTransaction(tx -> tx.query("SELECT set_config('app.tenant', $1, true)", "one"));

        assertThat(prepared()).isGreaterThan(prepared);
        assertThat(tenant(pool)).isEmpty();
    }

    @Test
    void locks_and_tables_of_the_session_end_with_their_transaction() {
        pool.inTransaction(tx -> {
            tx.query("SELECT pg_advisory_lock(77)");
            tx.execute("CREATE TEMP TABLE scratch (id int)");
            return tx.query("SELECT * FROM scratch");
        });

        assertThat(pool.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 77")
                        .isEmpty())
                .isTrue();
        assertThatThrownBy(() -> pool.query("SELECT * FROM scratch"))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.UNDEFINED_TABLE));
    }

    @Test
    void a_single_statement_that_touches_its_session_does_not_touch_a_shared_connection() {
        try (Pool shared = Pool.open(
                config.toBuilder().limits(PoolLimits.DEFAULT.withLanes(1)).build())) {
            shared.async()
                    .query("SELECT set_config('app.tenant', 'one', false)")
                    .join();

            assertThat(shared.async()
                            .query("SELECT coalesce(current_setting('app.tenant', true), '') AS t")
                            .join()
                            .single()
                            .getString("t"))
                    .isEmpty();
        }
    }

    @Test
    void every_use_can_be_followed_by_a_reset() {
        pool.execute("CREATE OR REPLACE FUNCTION hidden() RETURNS text LANGUAGE sql AS"
                + " $$ SELECT set_config('app.tenant', 'hidden', false) $$");
        pool.query("SELECT hidden()");
        assertThat(tenant(pool)).as("a function is not seen through").isEqualTo("hidden");

        try (Pool strict = Pool.open(
                config.toBuilder().sessionReset(SessionReset.AFTER_EACH_USE).build())) {
            strict.query("SELECT hidden()");

            assertThat(tenant(strict)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DECLARE c CURSOR WITH HOLD FOR SELECT 1", "LOAD 'auto_explain'"})
    void what_no_reset_undoes_or_nobody_can_use_is_refused(String sql) {
        assertThatThrownBy(() -> pool.inTransaction(tx -> tx.execute(sql)))
                .isInstanceOf(PostgresException.class)
                .hasMessageContaining("would outlive the transaction");
    }

    @Test
    void a_batch_forgets_a_plan_that_is_out_of_date() {
        pool.execute("CREATE TABLE batched (id int)");
        String insert = "INSERT INTO batched (id) VALUES ($1) RETURNING *";
        pool.executeBatch(insert, List.of(List.of(1)));
        pool.execute("ALTER TABLE batched ADD COLUMN more int");

        assertThatThrownBy(() -> pool.executeBatch(insert, List.of(List.of(2))))
                .hasMessageContaining("cached plan must not change result type");
        assertThat(pool.executeBatch(insert, List.of(List.of(2)))).containsExactly(1L);
    }

    @Test
    void a_stream_heals_a_plan_that_is_out_of_date() {
        pool.execute("CREATE TABLE streamed AS SELECT 7 AS id");
        assertThat(first("SELECT * FROM streamed")).isEqualTo(7);
        pool.execute("ALTER TABLE streamed ADD COLUMN more int");

        assertThat(first("SELECT * FROM streamed")).isEqualTo(7);
    }

    private int first(String sql) {
        CompletableFuture<Wide> row = new CompletableFuture<>();
        pool.async().stream(Wide.class, sql).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(2);
            }

            @Override
            public void onNext(Wide item) {
                row.complete(item);
            }

            @Override
            public void onError(Throwable failed) {
                row.completeExceptionally(failed);
            }

            @Override
            public void onComplete() {
                row.completeExceptionally(new AssertionError("no row"));
            }
        });
        int id = row.orTimeout(20, TimeUnit.SECONDS).join().id();
        TestPools.until(() -> pool.stats().inUse() == 0);
        return id;
    }

    private long prepared() {
        return pool.query("SELECT count(*) AS n FROM pg_prepared_statements")
                .single()
                .getLong("n");
    }

    private static String tenant(Pool pool) {
        return pool.query("SELECT coalesce(current_setting('app.tenant', true), '') AS t")
                .single()
                .getString("t");
    }

    private static int backend(Pool pool) {
        return pool.query("SELECT pg_backend_pid() AS pid").single().getInt("pid");
    }
}
