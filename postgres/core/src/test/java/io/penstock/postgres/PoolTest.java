package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolTest {
    private Pool pool;

    record Answer(int number, String text) {}

    @BeforeAll
    void open(PostgresServer server) {
        pool = Pool.open(TestPools.config(server, "pool_test").build());
        pool.execute("DROP SCHEMA IF EXISTS pool_test CASCADE");
        pool.execute("CREATE SCHEMA pool_test");
    }

    @AfterAll
    void close() {
        pool.close();
    }

    @Test
    void answers_a_query_with_records() {
        assertThat(pool.query(Answer.class, "SELECT 42 AS number, 'fourty-two' AS text"))
                .containsExactly(new Answer(42, "fourty-two"));
    }

    @Test
    void answers_a_query_with_rows() {
        Rows rows =
                pool.query("SELECT g AS n, g * 1.5 AS price, NULL::text AS nothing FROM generate_series(1, $1) g", 3);

        assertThat(rows.columns().names()).containsExactly("n", "price", "nothing");
        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.list().get(2).getInt("n")).isEqualTo(3);
        assertThat(rows.list().get(2).get("price", java.math.BigDecimal.class)).isEqualByComparingTo("4.5");
        assertThat(rows.list().get(0).isNull("nothing")).isTrue();
        assertThat(rows.list().get(0).find("nothing", String.class)).isEmpty();
    }

    @Test
    void counts_what_a_statement_touches() {
        pool.execute("CREATE TABLE counted (id int)");

        assertThat(pool.execute("INSERT INTO counted SELECT generate_series(1, $1)", 10))
                .isEqualTo(10);
        assertThat(pool.execute("DELETE FROM counted WHERE id > $1", 7)).isEqualTo(3);
    }

    @Test
    void opens_more_sessions_than_may_wait(PostgresServer server) {
        PoolLimits narrow = PoolLimits.DEFAULT.withConnections(3, 4).withWaiters(2);

        try (Pool narrowed =
                Pool.open(TestPools.config(server, "pool_test").limits(narrow).build())) {
            TestPools.until(() -> narrowed.stats().idle() == 3);
        }
    }

    @Test
    void answers_with_futures() {
        List<CompletableFuture<List<Answer>>> futures = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            futures.add(pool.async().query(Answer.class, "SELECT $1::int AS number, $2::text AS text", i, "t" + i));
        }

        for (int i = 0; i < 1000; i++) {
            assertThat(futures.get(i).orTimeout(10, TimeUnit.SECONDS).join()).containsExactly(new Answer(i, "t" + i));
        }
    }

    record Picky(int n) {
        Picky {
            if (n < 0) {
                throw new AssertionError("a negative number");
            }
        }
    }

    @Test
    void a_record_that_throws_an_error_fails_its_own_call_only() {
        CompletableFuture<List<Picky>> refused = pool.async().query(Picky.class, "SELECT -1 AS n");

        assertThatThrownBy(() -> refused.orTimeout(10, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(AssertionError.class);
        assertThat(pool.async()
                        .query(Picky.class, "SELECT 1 AS n")
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join())
                .containsExactly(new Picky(1));
    }

    @Test
    void an_error_in_a_transaction_ends_it() {
        CompletableFuture<List<Picky>> record =
                pool.async().inTransaction(tx -> tx.query(Picky.class, "SELECT -1 AS n"));
        CompletableFuture<Long> function = pool.async().inTransaction(tx -> {
            throw new AssertionError("the function");
        });

        assertThatThrownBy(() -> record.orTimeout(10, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> function.orTimeout(10, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(AssertionError.class);
        TestPools.until(() -> pool.stats().inUse() == 0);
    }

    @Test
    void sends_a_burst_in_one_go() {
        List<Statement> statements = IntStream.range(0, 500)
                .mapToObj(i -> Statement.of("SELECT $1::int AS n", i))
                .toList();

        List<CompletableFuture<Rows>> futures = pool.async().queryAll(statements);

        assertThat(futures.stream().map(f -> f.join().single().getInt("n")).toList())
                .isEqualTo(IntStream.range(0, 500).boxed().toList());
    }

    @Test
    void ten_thousand_virtual_threads_share_ten_connections() throws InterruptedException {
        java.util.concurrent.atomic.AtomicInteger done = new java.util.concurrent.atomic.AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int n = i;
            Statement statement = Statement.of("SELECT $1::int AS n", n);
            threads.add(Thread.ofVirtual().start(() -> {
                if (pool.query(n % 4 == 0 ? statement.exclusively() : statement)
                                .single()
                                .getInt("n")
                        == n) {
                    done.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(done).hasValue(10_000);
    }

    @Test
    void works_on_virtual_threads() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Integer> answers = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 200; i++) {
            int number = i;
            threads.add(Thread.ofVirtual()
                    .start(() -> answers.add(
                            pool.query("SELECT $1::int AS n", number).single().getInt("n"))));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(answers).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void copies_records_in_and_reads_them_back() {
        pool.execute("CREATE TABLE flights " + Flight.TABLE);
        List<Flight> flights = IntStream.range(0, 5000).mapToObj(Flight::of).toList();

        assertThat(pool.copyIn("flights", Flight.class, flights)).isEqualTo(5000);

        assertThat(pool.query(Flight.class, "SELECT * FROM flights ORDER BY seq"))
                .isEqualTo(flights);
        List<Flight> copied = new ArrayList<>();
        assertThat(pool.copyOut("SELECT * FROM flights ORDER BY seq", Flight.class, copied::add))
                .isEqualTo(5000);
        assertThat(copied).isEqualTo(flights);
    }

    @Test
    void upserts_by_batch() {
        pool.execute("CREATE TABLE upserted (id int PRIMARY KEY, v text)");
        String upsert = "INSERT INTO upserted (id, v) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET v = excluded.v";

        assertThat(pool.executeBatch(upsert, List.of(List.of(1, "a"), List.of(2, "b"), List.of(1, "c"))))
                .containsExactly(1L, 1L, 1L);

        assertThat(pool.query("SELECT v FROM upserted WHERE id = 1").single().getString("v"))
                .isEqualTo("c");
    }

    @Test
    void commits_a_transaction_that_returns_and_rolls_back_one_that_throws() {
        pool.execute("CREATE TABLE accounts (id int PRIMARY KEY, balance int)");

        long inserted = pool.inTransaction(tx -> tx.execute("INSERT INTO accounts VALUES (1, 100), (2, 0)"));
        assertThatThrownBy(() -> pool.inTransaction(tx -> {
                    tx.execute("UPDATE accounts SET balance = balance - 50 WHERE id = 1");
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("changed my mind");

        assertThat(inserted).isEqualTo(2);
        assertThat(pool.query("SELECT balance FROM accounts WHERE id = 1")
                        .single()
                        .getInt("balance"))
                .isEqualTo(100);
    }

    @Test
    void closes_and_leaves_no_thread(PostgresServer server) {
        Pool other = Pool.open(
                TestPools.config(server, "pool_test").applicationName("closing").build());
        other.query("SELECT 1");
        other.async().query("SELECT 1").orTimeout(10, TimeUnit.SECONDS).join();
        other.close();
        other.close();

        assertThatThrownBy(() -> other.query("SELECT 1"))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.POOL_CLOSED));
        TestPools.until(
                () -> pool.query("SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'closing'")
                                .single()
                                .getLong("n")
                        == 0);
    }
}
