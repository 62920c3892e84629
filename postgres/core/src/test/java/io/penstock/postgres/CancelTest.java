package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CancelTest {
    private static final String SLEEP = "SELECT pg_sleep(30)";

    private Pool pool;
    private Pool witness;

    @BeforeAll
    void open(PostgresServer server) {
        pool = Pool.open(TestPools.config(server, "cancel_test").build());
        witness = Pool.open(TestPools.config(server, "cancel_test")
                .applicationName("witness")
                .build());
    }

    @AfterAll
    void close() {
        pool.close();
        witness.close();
    }

    @Test
    void a_cancelled_future_stops_the_server_in_a_lane() {
        CompletableFuture<Rows> future = pool.async().query(SLEEP);
        TestPools.until(() -> sleeping() == 1);

        assertThat(future.cancel(true)).isTrue();

        TestPools.until(() -> sleeping() == 0);
        assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void a_cancelled_future_stops_the_server_in_a_session() {
        CompletableFuture<Rows> future = pool.async().query(Statement.of(SLEEP).exclusively());
        TestPools.until(() -> sleeping() == 1);

        future.cancel(true);

        TestPools.until(() -> sleeping() == 0);
    }

    @Test
    void a_cancelled_future_stops_a_statement_that_waits_to_be_prepared() {
        witness.execute("CREATE TABLE IF NOT EXISTS public.locked (id int)");
        witness.inTransaction(tx -> {
            tx.execute("LOCK TABLE public.locked IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Rows> future = pool.async().query("SELECT id FROM public.locked");
            TestPools.until(() -> blocked(tx) == 1);

            future.cancel(true);

            TestPools.until(() -> blocked(tx) == 0);
            return tx.query("SELECT 1");
        });
        assertThat(pool.async().query("SELECT id FROM public.locked").join().isEmpty())
                .isTrue();
    }

    private static long blocked(Queries by) {
        return by.query("SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'cancel_test'"
                        + " AND wait_event_type = 'Lock'")
                .single()
                .getLong("n");
    }

    @Test
    void neighbours_of_a_cancelled_statement_do_not_notice() {
        CompletableFuture<Rows> slow = pool.async().query(SLEEP);
        List<CompletableFuture<Rows>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            others.add(pool.async().query("SELECT $1::int AS n", i));
        }
        TestPools.until(() -> sleeping() == 1);

        slow.cancel(true);

        for (int i = 0; i < 100; i++) {
            assertThat(others.get(i)
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join()
                            .single()
                            .getInt("n"))
                    .isEqualTo(i);
        }
    }

    @Test
    void a_future_that_times_out_elsewhere_stops_the_server_too() {
        CompletableFuture<Rows> future = pool.async().query(SLEEP).orTimeout(100, TimeUnit.MILLISECONDS);

        assertThatThrownBy(future::join).hasCauseInstanceOf(java.util.concurrent.TimeoutException.class);
        TestPools.until(() -> sleeping() == 0);
    }

    @Test
    void a_deadline_stops_the_server_and_says_so() {
        for (Statement statement : List.of(
                Statement.of(SLEEP).withTimeout(Duration.ofMillis(100)),
                Statement.of(SLEEP).withTimeout(Duration.ofMillis(100)).exclusively())) {
            assertThatThrownBy(() -> pool.query(statement))
                    .isInstanceOfSatisfying(
                            PostgresException.class,
                            e -> assertThat(e.error()).isEqualTo(PostgresError.DEADLINE_EXCEEDED))
                    .hasMessage(
                            "the statement took longer than its timeout of 100 ms; the server was asked to stop it");
        }
        TestPools.until(() -> sleeping() == 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_interrupt_cancels_and_keeps_the_flag(boolean virtual) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        Runnable body = () -> {
            try {
                pool.query(SLEEP);
            } catch (CancellationException expected) {
                thrown.set(expected);
            }
            flag.set(Thread.currentThread().isInterrupted());
        };
        Thread thread =
                virtual ? Thread.ofVirtual().start(body) : Thread.ofPlatform().start(body);
        TestPools.until(() -> sleeping() == 1);

        thread.interrupt();
        thread.join();

        assertThat(thrown.get()).isInstanceOf(CancellationException.class);
        assertThat(flag.get()).isTrue();
        TestPools.until(() -> sleeping() == 0);
        assertThat(pool.query("SELECT 1").size()).isEqualTo(1);
    }

    @Test
    void a_cancelled_statement_leaves_its_backend_to_the_next() {
        int before = pool.query("SELECT pg_backend_pid() AS pid").single().getInt("pid");
        assertThatThrownBy(() -> pool.query(
                        Statement.of(SLEEP).withTimeout(Duration.ofMillis(50)).exclusively()))
                .isInstanceOf(PostgresException.class);

        assertThat(pool.query("SELECT pg_backend_pid() AS pid").single().getInt("pid"))
                .isEqualTo(before);
    }

    @Test
    void a_cancelled_transaction_is_rolled_back() {
        pool.execute("CREATE TABLE IF NOT EXISTS public.cancelled (id int)");
        CompletableFuture<Rows> future = pool.async()
                .inTransaction(tx ->
                        tx.execute("INSERT INTO public.cancelled VALUES (1)").thenCompose(n -> tx.query(SLEEP)));
        TestPools.until(() -> sleeping() == 1);

        future.cancel(true);

        TestPools.until(() -> witness.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'cancel_test'"
                                + " AND (state LIKE 'idle in%' OR state = 'active')")
                        .isEmpty()
                && pool.stats().inUse() == 0);
        assertThat(pool.query("SELECT * FROM public.cancelled").isEmpty()).isTrue();
    }

    /** Between the answer to Parse and the Bind the server has nothing to do, and ignores a cancel. */
    @Test
    void a_cancel_while_a_text_is_prepared_is_not_lost() {
        Random random = new Random(7);
        for (int i = 0; i < 150; i++) {
            CompletableFuture<Rows> fresh = pool.async()
                    .query(Statement.of(SLEEP + " /* fresh " + i + " */").exclusively());
            LockSupport.parkNanos(random.nextInt(2_000_000));
            fresh.cancel(true);
        }

        TestPools.until(() -> pool.stats().inUse() == 0
                && witness.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'cancel_test'"
                                + " AND state = 'active' AND query LIKE '% /* fresh %'")
                        .isEmpty());
    }

    /** The server has nothing to do at that moment and takes no notice. */
    @Test
    void a_batch_cancelled_between_its_rows_is_not_committed() {
        pool.execute("CREATE TABLE IF NOT EXISTS public.batched (id int)");
        AtomicReference<CompletableFuture<List<Long>>> batch = new AtomicReference<>();
        CountDownLatch given = new CountDownLatch(1);
        Iterable<List<Integer>> values = () -> IntStream.range(0, 10)
                .mapToObj(i -> {
                    if (i == 5) {
                        awaitQuietly(given);
                        batch.get().cancel(true);
                        // the cancel has been sent and answered when the last row is given
                        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                    }
                    return List.of(i);
                })
                .iterator();

        batch.set(pool.async().executeBatch("INSERT INTO public.batched VALUES ($1)", values));
        given.countDown();

        assertThatThrownBy(() -> batch.get().join()).isInstanceOf(CancellationException.class);
        TestPools.until(() -> pool.stats().inUse() == 0);
        assertThat(pool.query("SELECT * FROM public.batched").isEmpty()).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** A cancel at any moment around the end never meets the statement after it. */
    @ParameterizedTest
    @EnumSource
    void a_late_cancel_never_hits_the_next_statement(Statement.Sharing sharing) {
        Random random = new Random(42);
        Statement victim = new Statement("SELECT pg_sleep(0.001)", List.of(), java.util.Optional.empty(), sharing);
        Statement sentinel = new Statement("SELECT 7 AS n", List.of(), java.util.Optional.empty(), sharing);
        for (int i = 0; i < 300; i++) {
            CompletableFuture<Rows> unlucky = pool.async().query(victim);
            LockSupport.parkNanos(random.nextInt(2_000_000));
            unlucky.cancel(true);
            assertThat(pool.async()
                            .query(sentinel)
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join()
                            .single()
                            .getInt("n"))
                    .isEqualTo(7);
        }
        TestPools.until(() -> pool.stats().inUse() == 0 && pool.stats().pipelined() == 0);
    }

    /** Five statements around each cancelled one, before it and behind it, all get their own answers. */
    @Tag("slow")
    @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ParameterizedTest
    @EnumSource
    void five_thousand_cancels_at_any_moment_hit_nobody_else(Statement.Sharing sharing) {
        Random random = new Random(5);
        Statement victim = new Statement("SELECT pg_sleep(0.001)", List.of(), java.util.Optional.empty(), sharing);
        for (int i = 0; i < 5_000 / Statement.Sharing.values().length; i++) {
            List<CompletableFuture<Rows>> others = new ArrayList<>();
            CompletableFuture<Rows> unlucky = pool.async().query(victim);
            for (int n = 0; n < 3; n++) {
                others.add(pool.async().query(sentinel(n, sharing)));
            }
            LockSupport.parkNanos(random.nextInt(2_500_000));
            unlucky.cancel(true);
            for (int n = 3; n < 5; n++) {
                others.add(pool.async().query(sentinel(n, sharing)));
            }
            for (int n = 0; n < 5; n++) {
                assertThat(others.get(n)
                                .orTimeout(20, TimeUnit.SECONDS)
                                .join()
                                .single()
                                .getInt("n"))
                        .isEqualTo(n);
            }
        }
        TestPools.until(() -> pool.stats().inUse() == 0 && pool.stats().pipelined() == 0);
    }

    private static Statement sentinel(int n, Statement.Sharing sharing) {
        return new Statement("SELECT $1::int AS n", List.of(n), java.util.Optional.empty(), sharing);
    }

    private long sleeping() {
        return witness.query("SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'cancel_test'"
                        + " AND state = 'active' AND query = '" + SLEEP + "'")
                .single()
                .getLong("n");
    }
}
