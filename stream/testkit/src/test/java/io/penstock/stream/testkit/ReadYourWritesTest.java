package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.Threads;
import io.penstock.stream.Database;
import io.penstock.stream.ExecutionMode;
import io.penstock.stream.QueryResult;
import io.penstock.stream.Row;
import io.penstock.stream.StreamLimits;
import io.penstock.stream.Subscription;
import io.penstock.stream.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A query sees what calls that had returned before it have pushed. */
@Timeout(120)
class ReadYourWritesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OBJECTS = """
            CREATE SOURCE t (a BIGINT);
            CREATE MATERIALIZED VIEW m AS SELECT COUNT(*) AS n FROM t;
            CREATE STREAM evens AS SELECT a FROM t WHERE a >= 0;
            CREATE MATERIALIZED VIEW deep AS SELECT COUNT(*) AS n FROM evens""";

    /** A row of the source. */
    public record A(long a) {}

    private static long count(Database database, String view) {
        return count(database.query("SELECT n FROM " + view));
    }

    private static long count(QueryResult result) {
        return result.size() == 0 ? 0 : result.rows().getFirst().getLong("n");
    }

    @ParameterizedTest
    @EnumSource(ExecutionMode.class)
    void each_query_sees_the_insert_before_it(ExecutionMode mode) {
        try (Database database = Database.builder().mode(mode).open()) {
            database.executeAll(OBJECTS);
            for (int i = 1; i <= 200; i++) {
                database.execute("INSERT INTO t VALUES (" + i + ")");
                assertThat(count(database, i % 2 == 0 ? "m" : "deep")).isEqualTo(i);
                assertThat(database.query("SELECT a FROM evens").size()).isEqualTo(i);
            }
        }
    }

    @Test
    void an_asynchronous_query_sees_it_as_well() {
        try (Database database = Database.open()) {
            database.executeAll(OBJECTS);
            for (int i = 1; i <= 100; i++) {
                database.execute("INSERT INTO t VALUES (1)");
                CompletableFuture<QueryResult> answer =
                        database.async().query("SELECT n FROM deep").toCompletableFuture();
                assertThat(count(answer.join())).isEqualTo(i);
            }
        }
    }

    @Test
    void a_query_sees_the_rows_of_writers_flushed_or_not() {
        StreamLimits lazy = StreamLimits.defaults().withLinger(Duration.ofHours(1));
        try (Database database = Database.builder().limits(lazy).open()) {
            database.executeAll(OBJECTS);
            try (Writer<A> one = database.writer("t", A.class);
                    Writer<A> two = database.writer("t", A.class)) {
                for (int i = 1; i <= 100; i++) {
                    one.write(new A(i));
                    one.flush();
                    two.write(new A(i));
                    assertThat(count(database, "deep")).isEqualTo(2L * i);
                }
            }
        }
    }

    @Test
    void after_a_folder_was_opened_again(@TempDir Path folder) {
        try (Database database = Database.open(folder)) {
            database.executeAll(OBJECTS);
            database.execute("INSERT INTO t VALUES (1)");
        }
        try (Database database = Database.open(folder)) {
            assertThat(count(database, "deep")).isEqualTo(1);
            for (int i = 2; i <= 50; i++) {
                database.execute("INSERT INTO t VALUES (1)");
                assertThat(count(database, "deep")).isEqualTo(i);
                assertThat(count(database, "m")).isEqualTo(i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ExecutionMode.class)
    void a_view_made_over_a_view_shows_the_rows_there_are(ExecutionMode mode) {
        try (Database database = Database.builder().mode(mode).open()) {
            database.executeAll(OBJECTS);
            database.execute("INSERT INTO t VALUES (1), (2)");
            for (int i = 1; i <= 20; i++) {
                database.execute("CREATE MATERIALIZED VIEW over" + i + " AS SELECT n FROM m");
                assertThat(count(database, "over" + i)).isEqualTo(2);
            }
        }
    }

    @Test
    void a_writer_that_never_stops_does_not_starve_queries() {
        AtomicBoolean stop = new AtomicBoolean();
        try (Database database = Database.open()) {
            database.executeAll(OBJECTS);
            Thread busy = Threads.start("penstock-test-busy", () -> {
                try (Writer<A> writer = database.writer("t", A.class)) {
                    for (long i = 0; !stop.get(); i++) {
                        writer.write(new A(i));
                    }
                }
            });
            while (database.metrics().source("t").orElseThrow().rows() == 0) {
                // its first rows are those that the view counts
                Thread.onSpinWait();
            }
            try (Writer<A> mine = database.writer("t", A.class)) {
                for (int i = 1; i <= 50; i++) {
                    mine.write(new A(-i));
                    assertThat(count(database, "deep")).isPositive();
                    assertThat(busy.isAlive()).isTrue();
                }
            } finally {
                stop.set(true);
            }
        }
    }

    /** Fills the channels of {@code stuck}, whose subscriber does not read. */
    private static void fill(Database database) {
        try (Writer<A> writer = database.writer("s", A.class)) {
            for (int i = 0; i < 5; i++) {
                writer.write(new A(i));
                writer.flush();
            }
        }
    }

    private static Database withAStuckStream(Duration queryTimeout) {
        StreamLimits limits = StreamLimits.defaults().withSubscriptionRowsMax(1).withQueryTimeout(queryTimeout);
        Database database = Database.builder().limits(limits).open();
        database.executeAll(OBJECTS + """
                ;
                CREATE SOURCE s (a BIGINT);
                CREATE STREAM stuck AS SELECT a FROM s;
                CREATE MATERIALIZED VIEW beside AS SELECT COUNT(*) AS n FROM s""");
        return database;
    }

    @Test
    void streams_and_subscribers_beside_it_do_not_hold_a_query_up() {
        try (Database database = withAStuckStream(PATIENCE);
                Subscription<Row> unread = database.subscribe("stuck")) {
            fill(database);
            assertThat(count(database, "beside")).isEqualTo(5);
            database.execute("INSERT INTO t VALUES (1)");
            assertThat(count(database, "m")).isEqualTo(1);
            assertThat(unread.poll(1)).hasSize(1);
        }
    }

    @Test
    void what_holds_a_query_up_for_too_long_is_named() {
        try (Database database = withAStuckStream(Duration.ofMillis(200));
                Subscription<Row> unread = database.subscribe("stuck")) {
            fill(database);
            assertThatThrownBy(() -> database.query("SELECT a FROM stuck"))
                    .isInstanceOfSatisfying(
                            PenstockException.class,
                            late -> assertThat(late.code()).isEqualTo(BaseError.DEADLINE_EXCEEDED))
                    .hasMessage("queryTimeout = PT0.2S passed before the rows that were pushed before the query had"
                            + " been worked off; subscribers of stuck do not read, and their queues are full");
            assertThat(unread.poll(1)).hasSize(1);
        }
    }

    @Test
    void a_query_that_waits_can_be_cancelled() {
        StreamLimits limits = StreamLimits.defaults().withSubscriptionRowsMax(1).withQueryTimeout(Duration.ofHours(1));
        try (Database database = Database.builder().limits(limits).open()) {
            database.executeAll("CREATE SOURCE s (a BIGINT); CREATE STREAM stuck AS SELECT a FROM s");
            try (Subscription<Row> unread = database.subscribe("stuck")) {
                fill(database);
                CompletableFuture<QueryResult> query =
                        database.async().query("SELECT a FROM stuck").toCompletableFuture();
                assertThat(query.cancel(true)).isTrue();
                CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
                Thread waiting = Threads.start("penstock-test-waiting", () -> {
                    try {
                        database.query("SELECT a FROM stuck");
                    } catch (RuntimeException ended) {
                        interrupted.complete(Thread.currentThread().isInterrupted());
                    }
                });
                while (waiting.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
                waiting.interrupt();
                assertThat(interrupted).succeedsWithin(PATIENCE).isEqualTo(true);
                assertThat(unread.poll(1)).hasSize(1);
            }
            assertThat(database.query("SELECT a FROM stuck").size()).isEqualTo(5);
        }
    }

    @Test
    void the_records_of_one_write_may_come_from_a_query() {
        try (Database database = Database.open()) {
            database.executeAll(OBJECTS);
            database.execute("INSERT INTO t VALUES (1), (2)");
            try (Writer<A> writer = database.writer("t", A.class)) {
                writer.writeAll(
                        () -> database.query("SELECT a FROM evens", A.class).iterator());
                assertThat(count(database, "m")).isEqualTo(4);
            }
        }
    }
}
