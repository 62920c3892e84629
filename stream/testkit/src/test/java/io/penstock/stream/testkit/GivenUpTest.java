package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.stream.Database;
import io.penstock.stream.Health;
import io.penstock.stream.QueryResult;
import io.penstock.stream.Row;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamLimits;
import io.penstock.stream.Subscription;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.spi.Connection;
import io.penstock.stream.spi.Lookup;
import io.penstock.stream.spi.LookupRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Waits that are given up while something is in the way. */
@Timeout(60)
class GivenUpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void a_wait_given_up_between_two_sources_does_not_stop_what_reads_both() {
        try (Database database = Database.builder()
                .limits(StreamLimits.defaults()
                        .withSubscriptionRowsMax(1)
                        .withQueryTimeout(PATIENCE)
                        .withCloseTimeout(Duration.ofSeconds(5)))
                .open()) {
            database.executeAll("CREATE SOURCE a (v BIGINT); CREATE SOURCE b (v BIGINT);"
                    + "CREATE STREAM u AS SELECT v FROM a UNION ALL SELECT v FROM b");
            Subscription<Row> slow = database.subscribe("b");
            database.execute("INSERT INTO b VALUES (1)");
            CompletionStage<?> stuck = database.async().execute("INSERT INTO b VALUES (2)");
            assertThatThrownBy(() -> database.awaitQuiescent(Duration.ofMillis(500)))
                    .isInstanceOf(PenstockException.class)
                    .extracting(failed -> ((PenstockException) failed).code())
                    .isEqualTo(BaseError.DEADLINE_EXCEEDED);
            assertThat(slow.next(PATIENCE)).isPresent();
            assertThat(slow.next(PATIENCE)).isPresent();
            assertThat(stuck).succeedsWithin(PATIENCE);
            database.execute("INSERT INTO a VALUES (3)");
            assertThat(database.query("SELECT COUNT(*) AS n FROM u").single().getLong("n"))
                    .isEqualTo(3);
            slow.close();
            database.awaitQuiescent(PATIENCE);
        }
    }

    private static final Schema NUMBERS = Schema.of(Field.of("v", DataType.BIGINT));

    private static Database.Builder over(RecordingConnection outside, StreamLimits limits) {
        return Database.builder().connection("rec", outside).limits(limits);
    }

    @Test
    void a_checkpoint_that_takes_too_long_names_what_it_waits_for(@TempDir Path directory) {
        RecordingConnection outside = new RecordingConnection().table("t", NUMBERS);
        StreamLimits limits = StreamLimits.defaults().withCheckpointTimeout(Duration.ofMillis(300));
        try (Database database = over(outside, limits).directory(directory).open()) {
            database.executeAll(
                    "CREATE SOURCE s (v BIGINT); CREATE SINK out FROM s WITH (connection = 'rec', table = 't')");
            outside.hold();
            database.execute("INSERT INTO s VALUES (1)");
            assertThatThrownBy(database::checkpoint)
                    .hasMessageStartingWith("checkpointTimeout = PT0.3S passed before the checkpoint was complete:"
                            + " these have not worked off what came before it: sink out")
                    .extracting(failed -> ((PenstockException) failed).code())
                    .isEqualTo(StreamError.CHECKPOINT_FAILED);
            outside.release();
            assertThat(database.checkpoint()).isPositive();
        }
    }

    @Test
    void a_checkpoint_under_way_keeps_no_other_statement_waiting(@TempDir Path directory) {
        RecordingConnection outside = new RecordingConnection().table("t", NUMBERS);
        try (Database database =
                over(outside, StreamLimits.defaults()).directory(directory).open()) {
            database.executeAll(
                    "CREATE SOURCE s (v BIGINT); CREATE SINK out FROM s WITH (connection = 'rec', table = 't')");
            outside.hold();
            database.execute("INSERT INTO s VALUES (1)");
            CompletableFuture<Long> taking = database.async().checkpoint().toCompletableFuture();
            for (String sql : List.of("CREATE SOURCE other (v BIGINT)", "DROP SOURCE other", "SHOW SOURCES")) {
                assertThat(database.async().execute(sql)).as(sql).succeedsWithin(PATIENCE);
            }
            assertThat(taking).isNotDone();
            outside.release();
            assertThat(taking).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void a_write_that_takes_too_long_is_cancelled_told_and_tried_again() {
        RecordingConnection outside = new RecordingConnection().table("t", NUMBERS);
        StreamLimits limits = StreamLimits.defaults().withSinkWriteTimeout(Duration.ofMillis(100));
        try (Database database = over(outside, limits).open()) {
            database.executeAll(
                    "CREATE SOURCE s (v BIGINT); CREATE SINK out FROM s WITH (connection = 'rec', table = 't')");
            outside.hold();
            database.execute("INSERT INTO s VALUES (1)");
            await().until(() -> !database.health().isHealthy());
            Health.Part late = database.health().problems().getFirst();
            assertThat(late.status()).isEqualTo(Health.Status.RETRYING);
            assertThat(late.failure().orElseThrow())
                    .hasMessage("sinkWriteTimeout = PT0.1S passed before a write of sink out was done;"
                            + " it was cancelled");
            outside.release();
            database.awaitQuiescent(PATIENCE);
            assertThat(outside.rows("t")).containsExactly(List.of(1L));
        }
    }

    @Test
    void a_lookup_table_that_is_never_read_ends_by_its_time_limit_and_keeps_nobody_waiting() {
        Connection never = new UnreadableConnection(new RecordingConnection().table("t", NUMBERS, "v"));
        String create = "CREATE LOOKUP TABLE l (v BIGINT, PRIMARY KEY (v)) WITH (connection = 'never', table = 't')";
        StreamLimits limits = StreamLimits.defaults();
        try (Database database =
                Database.builder().connection("never", never).limits(limits).open()) {
            CompletableFuture<?> reading = database.async().execute(create).toCompletableFuture();
            assertThat(database.async().execute("CREATE SOURCE s (v BIGINT)")).succeedsWithin(PATIENCE);
            assertThat(reading).isNotDone();
            reading.cancel(true);
        }
        try (Database database = Database.builder()
                .connection("never", never)
                .limits(limits.withLookupTimeout(Duration.ofMillis(100)))
                .open()) {
            assertThatThrownBy(() -> database.execute(create))
                    .hasMessage("lookupTimeout = PT0.1S passed before table t of connection 'never' had been read");
        }
    }

    /** A connection whose tables are never read to their end. */
    private static final class UnreadableConnection extends DescribedConnection {
        UnreadableConnection(RecordingConnection described) {
            super(described);
        }

        @Override
        public Lookup openLookup(LookupRequest request) {
            return new Lookup() {
                @Override
                public CompletionStage<List<Batch>> scan(long rowsMax) {
                    return new CompletableFuture<>();
                }

                @Override
                public void close() {
                    // Nothing is held.
                }
            };
        }
    }

    @Test
    void a_query_is_answered_by_what_it_was_asked_of() {
        StreamLimits limits = StreamLimits.defaults().withSubscriptionRowsMax(1);
        try (Database database = Database.builder().limits(limits).open()) {
            database.executeAll("CREATE SOURCE s (v BIGINT); CREATE STREAM o AS SELECT v FROM s");
            Subscription<Row> slow = database.subscribe("o");
            for (int i = 1; i <= 3; i++) {
                database.execute("INSERT INTO s VALUES (" + i + ")");
            }
            CompletableFuture<QueryResult> asked =
                    database.async().query("SELECT v FROM o").toCompletableFuture();
            await().until(() -> database.metrics().stream("o").orElseThrow().rowsOut() >= 2);
            assertThat(asked).isNotDone();
            database.execute("CREATE OR REPLACE STREAM o AS SELECT 'text' AS v, v AS w FROM s");
            assertThat(asked).succeedsWithin(PATIENCE);
            assertThat(asked.join().rows()).extracting(row -> row.getLong("v")).startsWith(1L, 2L);
            slow.close();
        }
    }

    @Test
    void rows_that_were_to_go_into_a_source_that_is_replaced_go_into_the_new_one() throws InterruptedException {
        StreamLimits limits = StreamLimits.defaults().withSubscriptionRowsMax(1);
        try (Database database = Database.builder().limits(limits).open()) {
            database.execute("CREATE SOURCE s (v BIGINT)");
            Subscription<Row> slow = database.subscribe("s");
            database.execute("INSERT INTO s VALUES (1)");
            Thread first = waiting(() -> database.execute("INSERT INTO s VALUES (2)"));
            Thread second = waiting(() -> database.execute("INSERT INTO s VALUES (3)"));
            database.execute("CREATE OR REPLACE SOURCE s (v BIGINT)");
            first.join();
            second.join();
            assertThat(database.query("SELECT v FROM s").single().getLong("v")).isEqualTo(3);
            slow.close();
        }
    }

    /** Runs a call on a thread of its own up to where it waits. */
    private static Thread waiting(Runnable call) {
        Thread thread = Thread.ofPlatform().start(call);
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return thread;
    }
}
