package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamTest {
    private Pool pool;

    record Counted(long n) {}

    @BeforeAll
    void open(PostgresServer server) {
        pool = Pool.open(TestPools.config(server, "stream_test").build());
    }

    @AfterAll
    void close() {
        pool.close();
    }

    @Test
    void gives_all_rows_in_order() {
        RecordingSubscriber all = subscribe("SELECT generate_series(1, $1)::bigint AS n", 10_000);
        all.request(Long.MAX_VALUE);

        all.ended();

        assertThat(all.received)
                .isEqualTo(LongStream.rangeClosed(1, 10_000).boxed().toList());
        TestPools.until(() -> pool.stats().inUse() == 0);
    }

    @Test
    void gives_no_more_than_was_asked_for() {
        RecordingSubscriber some = subscribe("SELECT generate_series(1, $1)::bigint AS n", 1_000_000);
        some.request(3);
        TestPools.until(() -> some.received.size() == 3);
        some.request(2);
        TestPools.until(() -> some.received.size() == 5);

        some.cancel();

        TestPools.until(() -> pool.stats().inUse() == 0);
        assertThat(some.received).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(some.done).isNotDone();
    }

    @Test
    void all_rows_are_of_one_moment() {
        pool.execute("CREATE TABLE IF NOT EXISTS public.moving AS SELECT n::bigint FROM generate_series(1, 100) n");
        RecordingSubscriber slow = subscribe("SELECT n FROM public.moving WHERE $1 = 1 ORDER BY n", 1);
        slow.request(10);
        TestPools.until(() -> slow.received.size() == 10);

        pool.execute("INSERT INTO public.moving SELECT n FROM generate_series(101, 200) n");
        pool.execute("DELETE FROM public.moving WHERE n = 50");
        slow.request(Long.MAX_VALUE);
        slow.ended();

        assertThat(slow.received)
                .isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
        pool.execute("DROP TABLE public.moving");
    }

    @Test
    void an_abandoned_query_is_stopped_on_the_server() {
        RecordingSubscriber slow = subscribe("SELECT 1::bigint AS n FROM pg_sleep(30 * $1)", 1);
        slow.request(1);
        TestPools.until(() -> active() == 1);

        slow.cancel();

        TestPools.until(() -> active() == 0 && pool.stats().inUse() == 0);
    }

    @Test
    void an_empty_result_completes() {
        RecordingSubscriber none = subscribe("SELECT 1::bigint AS n WHERE $1 = 0", 1);
        none.request(1);

        none.ended();

        assertThat(none.received).isEmpty();
    }

    @Test
    void a_failure_comes_as_a_signal() {
        RecordingSubscriber failing = subscribe("SELECT (10 / (3 - n))::bigint AS n FROM generate_series(1, $1) n", 5);
        failing.request(10);

        assertThat(failing.failure())
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.DIVISION_BY_ZERO));
        assertThat(failing.received).containsExactly(5L, 10L);
        TestPools.until(() -> pool.stats().inUse() == 0);
    }

    @Test
    void asking_for_nothing_is_a_misuse() {
        RecordingSubscriber wrong = subscribe("SELECT generate_series(1, $1)::bigint AS n", 5);
        wrong.request(0);

        assertThat(wrong.failure()).isInstanceOf(IllegalArgumentException.class);
        TestPools.until(() -> pool.stats().inUse() == 0);
    }

    @Test
    void a_subscriber_that_throws_an_error_is_told_and_the_session_comes_back() {
        RecordingSubscriber broken = new RecordingSubscriber() {
            @Override
            public void onNext(Counted item) {
                throw new AssertionError("not this one");
            }
        };
        pool.async().stream(Counted.class, "SELECT generate_series(1, 5)::bigint AS n")
                .subscribe(broken);
        broken.request(5);

        assertThat(broken.failure()).isInstanceOf(AssertionError.class);
        TestPools.until(() -> pool.stats().inUse() == 0);
    }

    @Test
    void a_deadline_that_passes_in_the_line_is_told_as_such(PostgresServer server) {
        try (Pool single = Pool.open(TestPools.config(server, "stream_test")
                .limits(PoolLimits.DEFAULT.withConnections(0, 1))
                .build())) {
            RecordingSubscriber queued = new RecordingSubscriber();
            single.inTransaction(tx -> {
                single.async().stream(
                                Counted.class,
                                Statement.of("SELECT 1::bigint AS n").withTimeout(Duration.ofMillis(50)))
                        .subscribe(queued);
                return queued.failure();
            });

            assertThat(queued.failure())
                    .isInstanceOfSatisfying(
                            PostgresException.class,
                            e -> assertThat(e.error()).isEqualTo(PostgresError.DEADLINE_EXCEEDED));
        }
    }

    @Test
    void a_closed_pool_is_told(PostgresServer server) {
        Pool closed = Pool.open(TestPools.config(server, "stream_test").build());
        closed.close();
        RecordingSubscriber late = new RecordingSubscriber();
        closed.async().stream(Counted.class, "SELECT 1::bigint AS n").subscribe(late);

        assertThat(late.failure())
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.POOL_CLOSED));
    }

    private RecordingSubscriber subscribe(String sql, int arg) {
        RecordingSubscriber subscriber = new RecordingSubscriber();
        pool.async().stream(Counted.class, sql, arg).subscribe(subscriber);
        return subscriber;
    }

    private long active() {
        return pool.query("SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'stream_test'"
                        + " AND state = 'active' AND query LIKE '%FROM pg_sleep%' AND pid <> pg_backend_pid()")
                .single()
                .getLong("n");
    }

    private static class RecordingSubscriber implements Flow.Subscriber<Counted> {
        private final List<Long> received = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();
        private volatile Flow.@Nullable Subscription subscription;

        void request(long n) {
            java.util.Objects.requireNonNull(subscription).request(n);
        }

        void cancel() {
            java.util.Objects.requireNonNull(subscription).cancel();
        }

        void ended() {
            assertThat(done.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
        }

        Throwable failure() {
            return done.handle((ok, failed) -> failed)
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(Counted item) {
            received.add(item.n());
        }

        @Override
        public void onError(Throwable failed) {
            done.completeExceptionally(failed);
        }

        @Override
        public void onComplete() {
            done.complete(true);
        }
    }
}
