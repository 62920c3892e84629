package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.stream.Database;
import io.penstock.stream.ExecutionMode;
import io.penstock.stream.RowWriter;
import io.penstock.stream.StreamLimits;
import io.penstock.stream.Subscription;
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
    private static final class Idle implements Flow.Subscriber<Value> {
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
}
