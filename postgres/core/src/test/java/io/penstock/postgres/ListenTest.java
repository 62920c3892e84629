package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.ListenEvent.Cause;
import io.penstock.postgres.ListenEvent.Gap;
import io.penstock.postgres.ListenEvent.Notification;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenTest {
    private PostgresConfig config;
    private Pool pool;

    @BeforeAll
    void open(PostgresServer server) {
        config = TestPools.config(server, "listen_test")
                .limits(PoolLimits.DEFAULT.withNotifications(5))
                .timeouts(Timeouts.DEFAULT.withKeepalive(Duration.ofMillis(500)))
                .build();
        pool = Pool.open(config);
    }

    @AfterAll
    void close() {
        pool.close();
    }

    @Test
    void hears_what_is_notified_after_it_began() {
        List<ListenEvent> heard = new CopyOnWriteArrayList<>();
        try (Listening listening = pool.listen(heard::add, "orders", "Über \"alles\"")) {
            pool.notifyListeners("orders", "7");
            pool.notifyListeners("Über \"alles\"", "äöü");
            pool.notifyListeners("others", "not for us");
            pool.inTransaction(tx -> {
                tx.notifyListeners("orders", "8");
                return 1;
            });
            TestPools.until(() -> heard.size() == 4);

            assertThat(listening.ended()).isNotDone();
        }
        assertThat(heard.getFirst()).isEqualTo(new Gap(Cause.STARTED));
        assertThat(heard.stream().skip(1).map(Notification.class::cast).map(n -> n.channel() + " " + n.payload()))
                .containsExactly("orders 7", "Über \"alles\" äöü", "orders 8");
        TestPools.until(() -> listeners() == 0);
    }

    @Test
    void listens_again_when_its_connection_was_lost_and_tells_of_the_gap() {
        List<ListenEvent> heard = new CopyOnWriteArrayList<>();
        try (Listening listening = pool.listen(heard::add, "lossy")) {
            pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'listen_test' AND query LIKE 'LISTEN %'");
            TestPools.until(() -> heard.size() == 2);
            pool.notifyListeners("lossy", "after");
            TestPools.until(() -> heard.size() == 3);

            assertThat(heard.get(1)).isEqualTo(new Gap(Cause.RECONNECTED));
            assertThat(heard.get(2))
                    .isInstanceOfSatisfying(
                            Notification.class, n -> assertThat(n.payload()).isEqualTo("after"));
            assertThat(listening.ended()).isNotDone();
        }
    }

    @Test
    void a_quiet_connection_stays() {
        List<ListenEvent> heard = new CopyOnWriteArrayList<>();
        try (Listening listening = pool.listen(heard::add, "quiet")) {
            // two pulses
            pool.query("SELECT pg_sleep(1.2)");
            pool.notifyListeners("quiet", "still here");
            TestPools.until(() -> heard.size() == 2);
            assertThat(heard).doesNotContain(new Gap(Cause.RECONNECTED));
            assertThat(listening.ended()).isNotDone();
        }
    }

    @Test
    void a_slow_subscriber_is_told_what_it_lost() {
        RecordingSubscriber slow = new RecordingSubscriber();
        pool.async().listen("busy").subscribe(slow);
        slow.request(1);
        TestPools.until(() -> slow.heard.size() == 1);
        for (int i = 0; i < 8; i++) {
            pool.notifyListeners("busy", "n" + i);
        }
        pool.notifyListeners("busy", "last");
        TestPools.until(() -> {
            slow.request(1);
            return slow.heard.stream()
                    .anyMatch(e -> e instanceof Notification n && n.payload().equals("last"));
        });

        assertThat(slow.heard).contains(new Gap(Cause.OVERFLOW));
        assertThat(slow.heard.size()).isLessThan(10);
        slow.cancel();
    }

    @Test
    void a_consumer_that_throws_ends_its_listening() {
        Listening listening = pool.listen(
                event -> {
                    throw new IllegalStateException("no more");
                },
                "wrong");

        assertThatThrownBy(
                        () -> listening.ended().orTimeout(10, TimeUnit.SECONDS).join())
                .hasRootCauseMessage("no more");
        TestPools.until(() -> listeners() == 0);
    }

    @Test
    void a_closed_pool_is_told() {
        Pool closing = Pool.open(config);
        Listening listening = closing.listen(event -> {}, "closing");
        closing.close();

        assertThatThrownBy(
                        () -> listening.ended().orTimeout(10, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(PostgresException.class)
                .hasMessageContaining("the pool is closed");
        assertThatThrownBy(() -> closing.listen(event -> {}, "closed")).hasMessageContaining("the pool is closed");
    }

    @Test
    void what_is_too_large_is_refused_before_it_is_sent() {
        assertThatThrownBy(() -> pool.notifyListeners("large", "ä".repeat(4000)))
                .hasMessage("a payload of a notification has at most 7999 bytes in UTF-8, got 8000; send a key, and let"
                        + " the listener read the rest");
        assertThat(pool.async().notifyListeners("x".repeat(64), "")).isCompletedExceptionally();
    }

    private long listeners() {
        return pool.query("SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'listen_test'"
                        + " AND query LIKE 'LISTEN %'")
                .single()
                .getLong("n");
    }

    private static final class RecordingSubscriber implements Flow.Subscriber<ListenEvent> {
        private final List<ListenEvent> heard = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

        void request(long n) {
            subscription.join().request(n);
        }

        void cancel() {
            subscription.join().cancel();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.complete(given);
        }

        @Override
        public void onNext(ListenEvent item) {
            heard.add(item);
        }

        @Override
        public void onError(Throwable failed) {
            throw new AssertionError(failed);
        }

        @Override
        public void onComplete() {
            // never
        }
    }
}
