package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Blocking;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A transaction's handle in several hands. */
@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedHandleTest {
    private static final int PIPELINE_MAX = 3;

    private Pool pool;
    private Pool witness;

    @BeforeAll
    void open(PostgresServer server) {
        pool = Pool.open(TestPools.config(server, "handle_test")
                .limits(PoolLimits.DEFAULT.withConnections(0, 1).withPipeline(PIPELINE_MAX))
                .build());
        witness = Pool.open(TestPools.config(server, "handle_test")
                .applicationName("handle witness")
                .build());
        witness.execute("DROP SCHEMA IF EXISTS handle_test CASCADE");
        witness.execute("CREATE SCHEMA handle_test");
        witness.execute("CREATE TABLE t (id int)");
    }

    @AfterAll
    void close() {
        pool.close();
        witness.close();
    }

    @BeforeEach
    void empty() {
        witness.execute("TRUNCATE t");
    }

    @Test
    void ends_only_when_what_runs_on_it_has_ended() {
        int backend = backend();
        List<CompletableFuture<Rows>> elsewhere = new ArrayList<>();

        assertThatThrownBy(() -> pool.inTransaction(tx -> {
                    tx.execute("INSERT INTO t VALUES (1)");
                    elsewhere.add(CompletableFuture.supplyAsync(() -> tx.query("SELECT pg_sleep(30)")));
                    TestPools.until(() -> sleeping() == 1);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThatThrownBy(elsewhere.getFirst()::join)
                .satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(CancellationException.class),
                        e -> assertThat(e).hasCauseInstanceOf(CancellationException.class));
        assertThat(sleeping()).isZero();
        assertThat(backend()).as("the session was not given up").isEqualTo(backend);
        assertThat(rows()).isZero();
    }

    @Test
    void a_statement_behind_the_commit_is_refused_and_not_run_outside() {
        CompletableFuture<AsyncTransaction> handle = new CompletableFuture<>();
        CompletableFuture<Integer> end = new CompletableFuture<>();
        CompletableFuture<Integer> transaction = pool.async().<Integer>inTransaction(tx -> {
            var slow = tx.query("SELECT pg_sleep(0.5)");
            assertThat(slow).isNotDone();
            handle.complete(tx);
            return end;
        });
        AsyncTransaction kept = Blocking.await(handle);
        TestPools.until(() -> sleeping() == 1);

        end.complete(1);
        CompletableFuture<Long> late = kept.execute("INSERT INTO t VALUES (9)");

        assertThatThrownBy(() -> Blocking.await(late.orTimeout(20, TimeUnit.SECONDS)))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.HANDLE_ENDED));
        assertThat(transaction.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(1);
        assertThat(rows()).isZero();
    }

    @Test
    void only_so_many_statements_wait_for_their_turn() {
        List<CompletableFuture<Rows>> waiting = new ArrayList<>();

        CompletableFuture<Rows> transaction = pool.async().inTransaction(tx -> {
            CompletableFuture<Rows> slow = tx.query("SELECT pg_sleep(0.2)");
            for (int i = 0; i <= PIPELINE_MAX; i++) {
                waiting.add(tx.query("SELECT 1"));
            }
            return slow.thenCombine(waiting.get(PIPELINE_MAX - 1), (a, b) -> b);
        });

        assertThat(transaction.orTimeout(20, TimeUnit.SECONDS).join().size()).isEqualTo(1);
        assertThatThrownBy(() -> Blocking.await(waiting.get(PIPELINE_MAX)))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.QUEUE_FULL))
                .hasMessageContaining("pipelineMax = 3 statements");
    }

    @Test
    void a_function_that_returns_null_fails_its_transaction() {
        CompletableFuture<Long> none = pool.async().inTransaction(tx -> nothing());

        assertThatThrownBy(() -> none.orTimeout(20, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(NullPointerException.class)
                .hasMessageContaining("return the stage that ends the transaction");
        TestPools.until(() -> pool.stats().inUse() == 0);
    }

    @SuppressWarnings("NullAway") // what a caller without null checks may do
    private static CompletionStage<Long> nothing() {
        return null;
    }

    private int backend() {
        return pool.query("SELECT pg_backend_pid() AS pid").single().getInt("pid");
    }

    private long rows() {
        return witness.query("SELECT count(*) AS n FROM t").single().getLong("n");
    }

    private long sleeping() {
        return witness.query("SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'handle_test'"
                        + " AND state = 'active' AND query LIKE 'SELECT pg_sleep%'")
                .single()
                .getLong("n");
    }
}
