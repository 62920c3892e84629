package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.TransactionOptions.Isolation;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import io.penstock.testkit.RecordingMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RetryTest {
    private static final TransactionOptions SERIALIZABLE =
            TransactionOptions.DEFAULT.withIsolation(Isolation.SERIALIZABLE);

    private Pool pool;

    @BeforeAll
    void open(PostgresServer server) {
        pool = Pool.open(TestPools.config(server, "retry_test")
                .metrics(new RecordingMetrics())
                .build());
        pool.execute("DROP SCHEMA IF EXISTS retry_test CASCADE");
        pool.execute("CREATE SCHEMA retry_test");
        pool.execute("CREATE TABLE account (id int PRIMARY KEY, amount int NOT NULL)");
        pool.execute("INSERT INTO account SELECT n, 0 FROM generate_series(1, 2) n");
    }

    @AfterAll
    void close() {
        pool.close();
    }

    private static long increment(Queries tx) {
        int amount =
                tx.query("SELECT amount FROM account WHERE id = 1").single().getInt("amount");
        return tx.execute("UPDATE account SET amount = $1 WHERE id = 1", amount + 1);
    }

    @Test
    void colliding_transactions_all_succeed_in_the_end() {
        pool.execute("UPDATE account SET amount = 0");
        List<CompletableFuture<Long>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(CompletableFuture.supplyAsync(
                    () -> pool.inTransaction(SERIALIZABLE.withRetry(Retry.times(50)), RetryTest::increment)));
        }
        for (int i = 0; i < 8; i++) {
            all.add(pool.async().inTransaction(SERIALIZABLE.withRetry(Retry.times(50)), tx -> {
                CompletionStage<Rows> read = tx.query("SELECT amount FROM account WHERE id = 1");
                return read.thenCompose(rows -> tx.execute(
                        "UPDATE account SET amount = $1 WHERE id = 1",
                        rows.single().getInt("amount") + 1));
            }));
        }
        all.forEach(future -> future.orTimeout(30, TimeUnit.SECONDS).join());

        assertThat(pool.query("SELECT amount FROM account WHERE id = 1")
                        .single()
                        .getInt("amount"))
                .isEqualTo(16);
    }

    @Test
    void without_a_retry_the_failure_is_told_after_one_try() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> pool.inTransaction(SERIALIZABLE, tx -> {
                    tries.incrementAndGet();
                    return collide(tx);
                }))
                .isInstanceOfSatisfying(
                        PostgresException.class,
                        e -> assertThat(e.error()).isEqualTo(PostgresError.SERIALIZATION_FAILURE));
        assertThat(tries).hasValue(1);
    }

    @Test
    void tries_are_bounded_and_no_session_is_held_between_them() {
        AtomicInteger tries = new AtomicInteger();
        Retry three = new Retry(3, Duration.ofMillis(300), Duration.ofMillis(300));
        CompletableFuture<Long> failing =
                CompletableFuture.supplyAsync(() -> pool.inTransaction(SERIALIZABLE.withRetry(three), tx -> {
                    tries.incrementAndGet();
                    return collide(tx);
                }));

        TestPools.until(() -> tries.get() >= 1 && pool.stats().inUse() == 0);
        assertThatThrownBy(() -> failing.orTimeout(20, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(PostgresException.class);
        assertThat(tries).hasValue(3);
    }

    @Test
    void other_failures_are_not_tried_again() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> pool.async()
                        .inTransaction(TransactionOptions.DEFAULT.withRetry(Retry.times(5)), tx -> {
                            tries.incrementAndGet();
                            return tx.execute("INSERT INTO account VALUES (1, 1)");
                        })
                        .join())
                .hasCauseInstanceOf(PostgresException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void a_cancel_between_two_tries_ends_it() {
        AtomicInteger tries = new AtomicInteger();
        Retry slow = new Retry(100, Duration.ofSeconds(30), Duration.ofSeconds(30));
        CompletableFuture<Long> future = pool.async().inTransaction(SERIALIZABLE.withRetry(slow), tx -> {
            tries.incrementAndGet();
            return tx.execute("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$");
        });
        TestPools.until(() -> tries.get() == 1 && pool.stats().inUse() == 0);

        future.cancel(true);

        assertThat(tries).hasValue(1);
    }

    @Test
    void a_pool_that_closes_between_two_tries_is_told() {
        AtomicInteger tries = new AtomicInteger();
        Pool closing = Pool.open(pool.config());
        Retry soon = new Retry(100, Duration.ofMillis(400), Duration.ofMillis(400));
        CompletableFuture<Long> future = closing.async().inTransaction(SERIALIZABLE.withRetry(soon), tx -> {
            tries.incrementAndGet();
            return tx.execute("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$");
        });
        TestPools.until(() -> tries.get() >= 1 && closing.stats().inUse() == 0);

        closing.close();

        assertThatThrownBy(() -> future.orTimeout(20, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(PostgresException.class)
                .hasMessageContaining("the pool is closed");
    }

    private static long collide(Queries tx) {
        return tx.execute("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$");
    }
}
