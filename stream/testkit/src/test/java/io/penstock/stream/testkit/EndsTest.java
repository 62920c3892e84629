package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.PenstockException;
import io.penstock.stream.Database;
import io.penstock.stream.ExecutionMode;
import io.penstock.stream.RowWriter;
import io.penstock.stream.StreamLimits;
import io.penstock.stream.Subscription;
import io.penstock.stream.SubscriptionListener;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EndsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A row of the source. */
    public record Value(long v) {}

    /** Asks for nothing. */
    private static class Idle implements Flow.Subscriber<Value> {
        private final CompletableFuture<String> end = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription given) {
            // No demand.
        }

        @Override
        public void onNext(Value row) {
            end.complete("a row without demand");
        }

        @Override
        public void onError(Throwable failed) {
            end.complete("error: " + failed.getMessage());
        }

        @Override
        public void onComplete() {
            end.complete("complete");
        }
    }

    @Test
    void a_subscriber_without_demand_hears_of_the_end() {
        Idle dropped = new Idle();
        Idle closed = new Idle();
        try (Database database = Database.open()) {
            database.executeAll("CREATE SOURCE s (v BIGINT NOT NULL); CREATE STREAM o AS SELECT v FROM s");
            database.async().publisher("o", Value.class).subscribe(dropped);
            database.async().publisher("s", Value.class).subscribe(closed);
            database.execute("DROP STREAM o");
            assertThat(dropped.end).succeedsWithin(PATIENCE).isEqualTo("error: stream o was dropped");
        }
        assertThat(closed.end).succeedsWithin(PATIENCE).isEqualTo("complete");
    }

    @Test
    void a_write_that_is_cancelled_leaves_the_stream_at_work() throws InterruptedException {
        StreamLimits limits = StreamLimits.defaults().withSubscriptionRowsMax(4).withLinger(Duration.ZERO);
        try (Database database = Database.builder()
                .mode(ExecutionMode.CALLER_RUNS)
                .limits(limits)
                .open()) {
            database.executeAll("CREATE SOURCE s (v BIGINT NOT NULL); CREATE STREAM o AS SELECT v + 1 AS v FROM s;"
                    + "CREATE MATERIALIZED VIEW sums AS SELECT SUM(v) AS total FROM o");
            Subscription<Value> rows = database.subscribe("o", Value.class);
            AtomicBoolean interrupted = new AtomicBoolean();
            Thread writer = Thread.ofPlatform().start(() -> {
                try (RowWriter out = database.writer("s")) {
                    for (long v = 0; v < 10; v++) {
                        out.begin().setLong(0, v).end();
                        interrupted.compareAndSet(false, Thread.interrupted());
                    }
                }
            });
            // it waits for the subscriber, in the middle of the operators
            while (writer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            writer.interrupt();
            for (long v = 0; v < 10; v++) {
                assertThat(rows.next(PATIENCE)).contains(new Value(v + 1));
            }
            writer.join();
            assertThat(interrupted).isTrue();
            assertThat(database.health().isHealthy()).isTrue();
            assertThat(database.query("SELECT total FROM sums").single().getLong("total"))
                    .isEqualTo(55);
        }
    }

    @Test
    void a_writer_whose_close_was_interrupted_keeps_its_rows() {
        StreamLimits limits = StreamLimits.defaults().withLinger(Duration.ofHours(1));
        try (Database database = Database.builder().limits(limits).open()) {
            database.execute("CREATE SOURCE s (v BIGINT)");
            RowWriter writer = database.writer("s");
            writer.begin().setLong(0, 1).end();
            Thread.currentThread().interrupt();
            assertThatThrownBy(writer::close).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            writer.close();
            assertThat(database.query("SELECT v FROM s").size()).isEqualTo(1);
        }
    }

    /** Throws what no reader should, at its first row. */
    private static final class Throwing implements Flow.Subscriber<Value>, SubscriptionListener<Value> {
        private final CompletableFuture<Throwable> told = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription given) {
            given.request(10);
        }

        @Override
        public void onNext(Value row) {
            throw new AssertionError("at " + row.v());
        }

        @Override
        public void onRow(Value row) {
            onNext(row);
        }

        @Override
        public void onError(Throwable failed) {
            told.complete(failed);
        }

        @Override
        public void onError(PenstockException failed) {
            told.complete(failed);
        }

        @Override
        public void onComplete() {
            told.complete(new AssertionError("complete"));
        }
    }

    @Test
    void a_reader_that_throws_an_error_is_told_and_does_not_hold_the_stream_back() {
        Throwing listener = new Throwing();
        Throwing subscriber = new Throwing();
        StreamLimits limits = StreamLimits.defaults().withSubscriptionRowsMax(1);
        try (Database database = Database.builder().limits(limits).open()) {
            database.execute("CREATE SOURCE s (v BIGINT NOT NULL)");
            Subscription<Value> listening = database.subscribe("s", Value.class, listener);
            database.async().publisher("s", Value.class).subscribe(subscriber);
            database.execute("INSERT INTO s VALUES (1)");
            assertThat(subscriber.told).succeedsWithin(PATIENCE).isInstanceOf(AssertionError.class);
            assertThat(listener.told)
                    .succeedsWithin(PATIENCE)
                    .asString()
                    .contains("the listener of s threw java.lang.AssertionError: at 1; the subscription has ended");
            assertThat(listening.isActive()).isFalse();
            for (int i = 0; i < 5; i++) {
                assertThat(database.async().execute("INSERT INTO s VALUES (2)")).succeedsWithin(PATIENCE);
            }
        }
    }

    @Test
    void a_listener_that_throws_one_of_our_failures_is_named_as_the_reason() {
        CompletableFuture<PenstockException> told = new CompletableFuture<>();
        try (Database database = Database.open()) {
            database.execute("CREATE SOURCE s (v BIGINT NOT NULL)");
            database.subscribe("s", Value.class, new SubscriptionListener<>() {
                @Override
                public void onRow(Value row) {
                    database.query("SELECT nothing FROM s");
                }

                @Override
                public void onError(PenstockException failed) {
                    told.complete(failed);
                }
            });
            database.execute("INSERT INTO s VALUES (1)");
            assertThat(told)
                    .succeedsWithin(PATIENCE)
                    .asString()
                    .contains("the listener of s threw")
                    .contains("nothing");
        }
    }

    @Test
    void a_subscriber_that_refuses_its_subscription_does_not_hold_the_stream_back() {
        StreamLimits limits = StreamLimits.defaults().withSubscriptionRowsMax(1);
        try (Database database = Database.builder().limits(limits).open()) {
            database.execute("CREATE SOURCE s (v BIGINT NOT NULL)");
            Idle refusing = new Idle() {
                @Override
                public void onSubscribe(Flow.Subscription given) {
                    throw new IllegalStateException("not wanted");
                }
            };
            assertThatThrownBy(
                            () -> database.async().publisher("s", Value.class).subscribe(refusing))
                    .hasMessage("not wanted");
            for (int i = 0; i < 3; i++) {
                assertThat(database.async().execute("INSERT INTO s VALUES (1)")).succeedsWithin(PATIENCE);
            }
        }
    }
}
