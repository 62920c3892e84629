package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.TransactionOptions.Isolation;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TransactionTest {
    private Pool pool;

    @BeforeAll
    void open(PostgresServer server) {
        pool = Pool.open(TestPools.config(server, "transaction_test").build());
        pool.execute("DROP SCHEMA IF EXISTS transaction_test CASCADE");
        pool.execute("CREATE SCHEMA transaction_test");
        pool.execute("CREATE TABLE t (id int PRIMARY KEY)");
    }

    @AfterAll
    void close() {
        pool.close();
    }

    @BeforeEach
    void empty() {
        pool.execute("TRUNCATE t");
    }

    @Test
    void concurrent_transactions_keep_all_their_rows() {
        List<CompletableFuture<Long>> all = new ArrayList<>();
        for (int task = 0; task < 5; task++) {
            int from = task * 20;
            all.add(pool.async().inTransaction(tx -> {
                CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
                for (int i = 0; i < 20; i++) {
                    last = tx.execute("INSERT INTO t VALUES ($1)", from + i);
                }
                return last;
            }));
        }
        all.forEach(future -> future.orTimeout(20, TimeUnit.SECONDS).join());

        assertThat(rows()).isEqualTo(100);
    }

    @Test
    void a_savepoint_undoes_its_part_only() {
        pool.inTransaction(tx -> {
            tx.execute("INSERT INTO t VALUES (1)");
            assertThatThrownBy(() -> tx.savepoint(inner -> {
                        inner.execute("INSERT INTO t VALUES (2)");
                        return inner.execute("INSERT INTO t VALUES (1)");
                    }))
                    .isInstanceOf(PostgresException.class);
            return tx.<Long>savepoint(inner -> inner.execute("INSERT INTO t VALUES (3)"));
        });

        assertThat(pool.query("SELECT id FROM t ORDER BY id").list().stream().map(r -> r.getInt("id")))
                .containsExactly(1, 3);
    }

    @Test
    void savepoints_nest_and_each_undoes_its_own() {
        pool.inTransaction(tx -> tx.<Long>savepoint(outer -> {
            outer.execute("INSERT INTO t VALUES (1)");
            assertThatThrownBy(() -> outer.savepoint(middle -> {
                        middle.execute("INSERT INTO t VALUES (2)");
                        middle.<Long>savepoint(inner -> inner.execute("INSERT INTO t VALUES (3)"));
                        throw new IllegalStateException("back to the first");
                    }))
                    .hasMessage("back to the first");
            return outer.execute("INSERT INTO t VALUES (4)");
        }));

        assertThat(pool.query("SELECT id FROM t ORDER BY id").list().stream().map(r -> r.getInt("id")))
                .containsExactly(1, 4);
    }

    @Test
    void a_savepoint_works_with_futures() {
        pool.async()
                .inTransaction(tx -> tx.execute("INSERT INTO t VALUES (1)")
                        .thenCompose(n -> tx.<Long>savepoint(inner -> inner.execute("INSERT INTO t VALUES (1)")))
                        .exceptionallyCompose(failed -> tx.execute("INSERT INTO t VALUES (2)")))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();

        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void a_failed_transaction_that_returns_is_not_taken_for_committed() {
        assertThatThrownBy(() -> pool.inTransaction(tx -> {
                    tx.execute("INSERT INTO t VALUES (1)");
                    try {
                        tx.execute("INSERT INTO t VALUES (1)");
                    } catch (PostgresException swallowed) {
                        // the caller thinks that this is fine
                    }
                    return 1;
                }))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.COMMIT_REFUSED));
        assertThat(rows()).isZero();
    }

    @Test
    void options_reach_the_server() {
        String level = pool.inTransaction(
                TransactionOptions.DEFAULT.withIsolation(Isolation.SERIALIZABLE).asReadOnly(),
                tx -> tx.query(
                                "SELECT current_setting('transaction_isolation') || current_setting('transaction_read_only') AS s")
                        .single()
                        .getString("s"));

        assertThat(level).isEqualTo("serializableon");
    }

    @Test
    void a_deferrable_transaction_that_cannot_be_one_is_refused() {
        TransactionOptions deferrable = TransactionOptions.DEFAULT.asDeferrable();
        for (TransactionOptions refused :
                List.of(deferrable, deferrable.asReadOnly(), deferrable.withIsolation(Isolation.SERIALIZABLE))) {
            assertThatThrownBy(() -> pool.inTransaction(refused, tx -> tx.query("SELECT 1")))
                    .isInstanceOfSatisfying(
                            PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.INVALID_CONFIG))
                    .hasMessageContaining("add withIsolation(SERIALIZABLE) and asReadOnly()");
            assertThatThrownBy(() -> pool.async().inTransaction(refused, tx -> tx.query("SELECT 1")))
                    .isInstanceOf(PostgresException.class);
        }

        String set = pool.inTransaction(
                deferrable.withIsolation(Isolation.SERIALIZABLE).asReadOnly(),
                tx -> tx.query("SELECT current_setting('transaction_deferrable') AS s")
                        .single()
                        .getString("s"));
        assertThat(set).isEqualTo("on");
    }

    @Test
    void settings_hold_inside_only() {
        String odd = "it's a \\ \"value\"";
        TransactionOptions local =
                TransactionOptions.DEFAULT.withLocal("app.tenant", odd).withLocal("lock_timeout", "1234ms");

        Row inside = pool.inTransaction(
                local,
                tx -> tx.query("SELECT current_setting('app.tenant') AS t, current_setting('lock_timeout') AS l")
                        .single());

        assertThat(inside.getString("t")).isEqualTo(odd);
        assertThat(inside.getString("l")).isEqualTo("1234ms");
        assertThat(pool.query(Statement.of("SELECT coalesce(current_setting('app.tenant', true), '') AS t")
                                .exclusively())
                        .single()
                        .getString("t"))
                .isEmpty();
    }

    @Test
    void a_setting_may_be_a_list() {
        pool.execute("INSERT INTO t VALUES (1)");

        Rows rows = pool.inTransaction(
                TransactionOptions.DEFAULT.withLocal("search_path", "pg_catalog, transaction_test"),
                tx -> tx.query("SELECT id FROM t"));

        assertThat(rows.size()).isEqualTo(1);
    }

    @Test
    void a_setting_that_the_server_refuses_fails_the_transaction() {
        assertThatThrownBy(() -> pool.inTransaction(
                        TransactionOptions.DEFAULT.withLocal("work_mem", "a lot"), tx -> tx.query("SELECT 1")))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.sqlState()).isEqualTo("22023"));
        assertThat(pool.query("SELECT 1").size()).isEqualTo(1);
    }

    @Test
    void a_deadline_of_its_own_rolls_it_back() {
        TransactionOptions brief = TransactionOptions.DEFAULT.withTimeout(Duration.ofMillis(150));
        for (String slow : List.of("SELECT pg_sleep(30)", "SELECT 1")) {
            assertThatThrownBy(() -> pool.inTransaction(brief, tx -> {
                        tx.execute("INSERT INTO t VALUES (1)");
                        tx.query(slow);
                        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                        return tx.query("SELECT 2");
                    }))
                    .isInstanceOfSatisfying(
                            PostgresException.class,
                            e -> assertThat(e.error()).isEqualTo(PostgresError.DEADLINE_EXCEEDED))
                    .hasMessage("the transaction took longer than its timeout of 150 ms and is rolled back");
        }
        CompletableFuture<Rows> late = pool.async()
                .inTransaction(
                        brief,
                        tx -> tx.execute("INSERT INTO t VALUES (1)").thenCompose(n -> tx.query("SELECT pg_sleep(30)")));
        assertThatThrownBy(() -> late.orTimeout(20, TimeUnit.SECONDS).join())
                .hasMessageContaining("the transaction took longer");

        TestPools.until(() -> pool.stats().inUse() == 0);
        assertThat(rows()).isZero();
    }

    @Test
    void a_handle_ends_with_its_transaction() {
        AtomicReference<Transaction> kept = new AtomicReference<>();
        pool.inTransaction(tx -> {
            kept.set(tx);
            return tx.execute("INSERT INTO t VALUES (1)");
        });

        assertThatThrownBy(() -> kept.get().query("SELECT 1"))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.HANDLE_ENDED));
    }

    @Test
    void an_empty_transaction_is_fine() {
        assertThat(pool.<Integer>inTransaction(tx -> 5)).isEqualTo(5);
        assertThat(pool.query("SELECT 1").size()).isEqualTo(1);
    }

    @Test
    void runs_on_virtual_threads() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int id = i;
            threads.add(Thread.ofVirtual()
                    .start(() -> pool.inTransaction(tx -> tx.execute("INSERT INTO t VALUES ($1)", id))));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(rows()).isEqualTo(50);
    }

    @Test
    void a_future_that_fails_rolls_back() {
        CompletableFuture<Long> failing = pool.async()
                .inTransaction(tx -> tx.execute("INSERT INTO t VALUES (1)").thenApply(n -> {
                    throw new IllegalStateException("no");
                }));

        assertThatThrownBy(() -> failing.orTimeout(20, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(rows()).isZero();
    }

    private long rows() {
        return pool.query("SELECT count(*) AS n FROM t").single().getLong("n");
    }
}
