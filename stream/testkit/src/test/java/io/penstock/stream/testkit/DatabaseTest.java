package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.record.Truncate;
import io.penstock.stream.Change;
import io.penstock.stream.Database;
import io.penstock.stream.ExecuteResult;
import io.penstock.stream.ExecutionMode;
import io.penstock.stream.ObjectKind;
import io.penstock.stream.Row;
import io.penstock.stream.RowWriter;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.StreamLimits;
import io.penstock.stream.Subscription;
import io.penstock.stream.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class DatabaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A pushed row. */
    public record Tick(String symbol, long qty, Instant ts) {}

    /** A window's row. */
    public record Total(@Nullable String symbol, long total) {}

    private static final String TICKS =
            "CREATE SOURCE ticks (symbol VARCHAR, qty BIGINT, ts TIMESTAMP, WATERMARK FOR ts)";
    private static final String TOTALS = "CREATE STREAM totals AS SELECT symbol, SUM(qty) AS total FROM ticks"
            + " GROUP BY symbol, TUMBLE(ts, INTERVAL '1' SECOND) EMIT ON WINDOW CLOSE";

    @ParameterizedTest
    @EnumSource(ExecutionMode.class)
    void records_go_in_and_windows_come_out(ExecutionMode mode) {
        try (Database database = Database.builder().mode(mode).open()) {
            database.executeAll(TICKS + ";" + TOTALS);
            try (Subscription<Total> totals = database.subscribe("totals", Total.class);
                    Writer<Tick> ticks = database.writer("ticks", Tick.class)) {
                ticks.write(new Tick("a", 1, Instant.ofEpochMilli(100)));
                ticks.write(new Tick("a", 2, Instant.ofEpochMilli(900)));
                ticks.write(new Tick("b", 5, Instant.ofEpochMilli(950)));
                ticks.watermark(Instant.ofEpochSecond(1));
                database.awaitQuiescent(PATIENCE);
                assertThat(totals.poll(10)).containsExactlyInAnyOrder(new Total("a", 3), new Total("b", 5));
                assertThat(ticks.currentWatermark()).hasValue(1_000_000);
            }
        }
    }

    @Test
    void null_in_place_of_a_record_is_refused_with_what_to_do() {
        try (Database database = Database.open()) {
            database.execute(TICKS);
            try (Writer<Tick> writer = database.writer("ticks", Tick.class)) {
                assertThatThrownBy(() -> writer.write(nothing()))
                        .isInstanceOfSatisfying(
                                PenstockException.class,
                                refused -> assertThat(refused.code()).isEqualTo(StreamError.ROW_MISMATCH))
                        .hasMessage("null was given instead of a record Tick for source ticks; leave the call out when"
                                + " there is no row, or set the components to null that have no value");
                assertThatThrownBy(() -> writer.writeAll(nothing()))
                        .hasMessageStartingWith("null was given instead of an Iterable;");
                writer.write(new Tick("a", 1, Instant.EPOCH));
                assertThat(database.query("SELECT * FROM ticks").size()).isEqualTo(1);
            }
        }
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // callers that are not checked for null
    private static <T> T nothing() {
        return null;
    }

    @Test
    void a_wrong_record_names_the_component_and_both_types() {
        record Wrong(String symbol, String qty, Instant ts) {}
        record Unknown(String symbol, long qty, Instant ts, int quantityy) {}
        record Few(String symbol, long qty) {}
        try (Database database = Database.open()) {
            database.execute(TICKS);
            assertThatThrownBy(() -> database.writer("ticks", Wrong.class))
                    .hasMessage(
                            "component 'qty' of record Wrong is java.lang.String, but column 'qty' of source ticks is"
                                    + " BIGINT");
            assertThatThrownBy(() -> database.writer("ticks", Unknown.class)).hasMessageContaining("'quantityy'");
            assertThatThrownBy(() -> database.writer("ticks", Few.class)).hasMessageContaining("'ts'");
            assertThatThrownBy(() -> database.subscribe("ticks", Wrong.class))
                    .hasMessageContaining("component 'qty'")
                    .hasMessageContaining("java.lang.String")
                    .hasMessageContaining("BIGINT");
        }
    }

    @Test
    void a_value_that_does_not_fit_leaves_no_trace_and_the_writer_goes_on() {
        record Fine(String symbol, long qty, @Truncate Instant ts) {}
        try (Database database = Database.open()) {
            database.execute(TICKS);
            try (Writer<Tick> ticks = database.writer("ticks", Tick.class);
                    Writer<Fine> fine = database.writer("ticks", Fine.class)) {
                Instant nanos = Instant.ofEpochSecond(1, 1_500);
                assertThatThrownBy(() -> ticks.write(new Tick("a", 1, nanos)))
                        .isInstanceOf(StreamException.class)
                        .hasMessageContaining("component 'ts', column 'ts'")
                        .hasMessageContaining("@Truncate");
                ticks.write(new Tick("b", 2, Instant.ofEpochSecond(2)));
                fine.write(new Fine("c", 3, nanos));
            }
            assertThat(database.query("SELECT symbol FROM ticks ORDER BY symbol")
                            .rows())
                    .extracting(row -> row.getString("symbol"))
                    .containsExactly("b", "c");
        }
    }

    @Test
    void many_threads_write_at_once() throws InterruptedException {
        try (Database database = Database.open()) {
            database.executeAll("CREATE SOURCE s (k VARCHAR, v BIGINT);"
                    + "CREATE MATERIALIZED VIEW sums AS SELECT k, SUM(v) AS total, COUNT(*) AS n FROM s GROUP BY k");
            record Pair(String k, long v) {}
            try (Writer<Pair> shared = database.writer("s", Pair.class)) {
                List<Thread> threads = IntStream.range(0, 4)
                        .mapToObj(t -> Thread.ofPlatform().start(() -> {
                            try (RowWriter own = database.writer("s")) {
                                for (int i = 0; i < 5_000; i++) {
                                    shared.write(new Pair("shared", 1));
                                    own.begin().setText(0, "own").setLong(1, 1).end();
                                }
                            }
                        }))
                        .toList();
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            database.awaitQuiescent(PATIENCE);
            assertThat(database.query("SELECT k, total, n FROM sums ORDER BY k").rows())
                    .extracting(row -> row.getString("k") + row.getLong("total") + "/" + row.getLong("n"))
                    .containsExactly("own20000/20000", "shared20000/20000");
        }
    }

    @Test
    void the_untyped_writer_names_what_is_wrong() {
        try (Database database = Database.open();
                RowWriter writer = writerOf(database)) {
            assertThatThrownBy(() -> writer.begin().set("nam", "x")).hasMessageContaining("did you mean 'name'?");
            writer.abandon();
            assertThatThrownBy(() -> writer.begin().set("id", "one")).hasMessageContaining("column 'id' of source s");
            writer.abandon();
            assertThatThrownBy(() -> writer.begin().set("name", "x").end()).hasMessageContaining("NOT NULL");
            writer.abandon();
            assertThatThrownBy(() -> writer.begin().setLong(0, 1L << 40)).hasMessageContaining("INTEGER's range");
            writer.abandon();
            writer.begin().set("id", 1).set("name", "x").end();
            assertThat(database.query("SELECT id, name FROM s").single().toMap())
                    .containsEntry("id", 1)
                    .containsEntry("name", "x");
        }
    }

    private static RowWriter writerOf(Database database) {
        database.execute("CREATE SOURCE s (id INTEGER NOT NULL, name VARCHAR)");
        return database.writer("s");
    }

    @Test
    void a_slow_subscriber_slows_the_writer_and_loses_nothing() throws InterruptedException {
        StreamLimits limits = StreamLimits.defaults().withSubscriptionRowsMax(16);
        try (Database database = Database.builder().limits(limits).open()) {
            database.execute("CREATE SOURCE s (v BIGINT)");
            Subscription<Row> slow = database.subscribe("s");
            Thread writer = Thread.ofPlatform().start(() -> {
                try (RowWriter rows = database.writer("s")) {
                    for (long i = 0; i < 20_000; i++) {
                        rows.begin().setLong(0, i).end();
                    }
                }
            });
            while (database.metrics().source("s").orElseThrow().rows() == 0) {
                Thread.onSpinWait();
            }
            assertThatThrownBy(() -> database.awaitQuiescent(Duration.ofMillis(300)))
                    .isInstanceOf(StreamException.class)
                    .extracting(failed -> ((StreamException) failed).code())
                    .isEqualTo(BaseError.DEADLINE_EXCEEDED);
            for (long i = 0; i < 20_000; i++) {
                assertThat(slow.next(PATIENCE).orElseThrow().getLong("v")).isEqualTo(i);
            }
            writer.join();
            slow.close();
            assertThat(slow.next(PATIENCE)).isEmpty();
        }
    }

    @Test
    void a_subscription_ends_with_a_clear_code() throws InterruptedException {
        Database database = Database.open();
        database.executeAll("CREATE SOURCE s (v BIGINT); CREATE STREAM o AS SELECT v FROM s");
        Subscription<Row> timed = database.subscribe("o");
        assertThatThrownBy(() -> timed.next(Duration.ofMillis(5)))
                .extracting(DatabaseTest::code)
                .isEqualTo("502");

        Subscription<Row> cancelled = database.subscribe("o");
        Thread canceller = Thread.ofVirtual().start(cancelled::cancel);
        assertThatThrownBy(() -> cancelled.next(PATIENCE))
                .extracting(DatabaseTest::code)
                .isEqualTo("402");
        canceller.join();
        assertThat(cancelled.end()).hasValue(StreamError.QUERY_CANCELLED);

        database.execute("DROP STREAM o");
        assertThatThrownBy(() -> timed.next(PATIENCE))
                .hasMessage("stream o was dropped")
                .extracting(DatabaseTest::code)
                .isEqualTo("501");

        Subscription<Row> open = database.subscribe("s");
        database.execute("INSERT INTO s VALUES (1)");
        database.close();
        assertThat(open.next(PATIENCE)).isPresent();
        assertThat(open.next(PATIENCE)).isEmpty();
        assertThat(open.end()).hasValue(StreamError.SHUTDOWN);
    }

    private static String code(Throwable failed) {
        return ((PenstockException) failed).code().code();
    }

    @Test
    void a_changelog_is_read_with_its_weights_only() {
        try (Database database = Database.open()) {
            database.executeAll("CREATE SOURCE s (k VARCHAR, v BIGINT);"
                    + "CREATE STREAM o AS SELECT k AS symbol, SUM(v) AS total FROM s GROUP BY k EMIT CHANGES");
            assertThatThrownBy(() -> database.subscribe("o")).hasMessageContaining("subscribeChanges()");
            try (Subscription<Change<Total>> changes = database.subscribeChanges("o", Total.class)) {
                database.execute("INSERT INTO s VALUES ('a', 1)");
                database.execute("INSERT INTO s VALUES ('a', 2)");
                database.awaitQuiescent(PATIENCE);
                List<Change<Total>> all = changes.poll(10);
                assertThat(all).contains(new Change<>(1, new Total("a", 3)));
                assertThat(all.stream().mapToInt(Change::weight).sum()).isEqualTo(1);
            }
        }
    }

    @Test
    void a_listener_and_a_publisher_get_every_row() throws InterruptedException {
        try (Database database = Database.open()) {
            database.execute("CREATE SOURCE s (symbol VARCHAR, total BIGINT)");
            List<Total> heard = new ArrayList<>();
            CountDownLatch ended = new CountDownLatch(1);
            CountDownLatch came = new CountDownLatch(2);
            Subscription<Total> listened = database.subscribe("s", Total.class, row -> {
                heard.add(row);
                came.countDown();
            });
            List<Total> published = new ArrayList<>();
            database.async().publisher("s", Total.class).subscribe(new TwoRows(published, ended));
            database.execute("INSERT INTO s VALUES ('a', 1), ('b', 2)");
            assertThat(came.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            listened.close();
            assertThat(heard).containsExactly(new Total("a", 1), new Total("b", 2));
            assertThat(published).isEqualTo(heard);
        }
    }

    private static final class TwoRows implements Flow.Subscriber<Total> {
        private final List<Total> rows;
        private final CountDownLatch done;
        private Flow.@Nullable Subscription subscription;

        TwoRows(List<Total> rows, CountDownLatch done) {
            this.rows = rows;
            this.done = done;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(Total row) {
            rows.add(row);
            if (rows.size() == 2) {
                done.countDown();
            } else if (subscription != null) {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable failed) {
            throw new AssertionError(failed);
        }

        @Override
        public void onComplete() {
            // The database was closed.
        }
    }

    @Test
    void results_say_what_was_done() {
        try (Database database = Database.open()) {
            assertThat(database.execute("CREATE SOURCE s (v BIGINT)"))
                    .isEqualTo(new ExecuteResult.Created(ObjectKind.SOURCE, "s", false));
            assertThat(database.execute("CREATE SOURCE IF NOT EXISTS s (v BIGINT)"))
                    .isEqualTo(new ExecuteResult.Created(ObjectKind.SOURCE, "s", true));
            assertThat(database.execute("INSERT INTO s VALUES (1), (2)").rowsAffected())
                    .isEqualTo(2);
            assertThat(database.execute("EXPLAIN SELECT v FROM s WHERE v > 1"))
                    .isInstanceOfSatisfying(
                            ExecuteResult.Explained.class,
                            plan -> assertThat(plan.plan()).contains("Scan s"));
            assertThat(database.query("SELECT v FROM s WHERE v > 1").single().getLong("v"))
                    .isEqualTo(2);
            assertThatThrownBy(() -> database.query("DROP SOURCE s"))
                    .extracting(DatabaseTest::code)
                    .isEqualTo("400");
            assertThat(database.execute("DROP SOURCE s"))
                    .isEqualTo(new ExecuteResult.Dropped(ObjectKind.SOURCE, List.of("s")));
            assertThatThrownBy(() -> database.execute("CHECKPOINT")).hasMessageContaining("in memory");
        }
    }

    @Test
    void the_catalog_shows_objects_and_edges() {
        try (Database database = Database.open()) {
            database.executeAll(TICKS + ";" + TOTALS);
            assertThat(database.catalog().sources().getFirst().watermarkColumn())
                    .isEqualTo(Optional.of("ts"));
            assertThat(database.catalog().streams().getFirst().sql()).isEqualTo(TOTALS);
            assertThat(database.catalog().edges()).singleElement().hasToString("Edge[from=ticks, to=totals]");
        }
    }

    @Test
    void a_query_that_fails_while_running_is_seen_and_ends_its_readers() {
        try (Database database = Database.open()) {
            database.executeAll("CREATE SOURCE s (v BIGINT); CREATE STREAM o AS SELECT 10 / v AS x FROM s;"
                    + "CREATE STREAM p AS SELECT x FROM o");
            Subscription<Row> rows = database.subscribe("o");
            Subscription<Row> behind = database.subscribe("p");
            database.execute("INSERT INTO s VALUES (0)");
            assertThatThrownBy(() -> rows.next(PATIENCE))
                    .extracting(DatabaseTest::code)
                    .isEqualTo("500");
            assertThatThrownBy(() -> behind.next(PATIENCE))
                    .extracting(DatabaseTest::code)
                    .isEqualTo("500");
            assertThatThrownBy(() -> database.awaitQuiescent(PATIENCE)).hasMessageContaining("stream o has stopped");
            assertThat(database.health().problems()).hasSize(2);
            database.execute("DROP STREAM o CASCADE");
            database.awaitQuiescent(PATIENCE);
        }
    }

    @Test
    void a_view_that_grows_too_large_stops() {
        StreamLimits limits = StreamLimits.defaults().withViewRowsMax(2);
        try (Database database = Database.builder().limits(limits).open()) {
            database.executeAll("CREATE SOURCE s (v BIGINT); CREATE MATERIALIZED VIEW o AS SELECT v FROM s");
            database.execute("INSERT INTO s VALUES (1), (2), (3)");
            assertThatThrownBy(() -> database.awaitQuiescent(PATIENCE)).hasMessageContaining("viewRowsMax = 2 rows");
        }
    }

    @Test
    void every_call_on_a_closed_database_fails_with_101() {
        Database database = Database.open();
        database.execute("CREATE SOURCE s (v BIGINT)");
        RowWriter writer = database.writer("s");
        database.close();
        database.close();
        assertThat(database.isClosed()).isTrue();
        assertThatThrownBy(() -> database.execute("SHOW SOURCES"))
                .extracting(DatabaseTest::code)
                .isEqualTo("101");
        assertThatThrownBy(() -> database.query("SHOW SOURCES"))
                .extracting(DatabaseTest::code)
                .isEqualTo("101");
        assertThatThrownBy(() -> database.writer("s"))
                .extracting(DatabaseTest::code)
                .isEqualTo("101");
        assertThatThrownBy(() -> database.subscribe("s"))
                .extracting(DatabaseTest::code)
                .isEqualTo("101");
        assertThatThrownBy(database::metrics).extracting(DatabaseTest::code).isEqualTo("101");
        assertThatThrownBy(database::checkpoint).extracting(DatabaseTest::code).isEqualTo("101");
        assertThatThrownBy(() -> writer.begin().set(0, 1).end())
                .extracting(DatabaseTest::code)
                .isEqualTo("101");
        writer.close();
    }

    @Test
    void fifty_cycles_leave_no_thread() {
        for (int i = 0; i < 50; i++) {
            try (Database database = Database.open()) {
                database.executeAll(TICKS + ";" + TOTALS);
                database.execute("INSERT INTO ticks VALUES ('a', 1, TIMESTAMP '1970-01-01 00:00:01')");
            }
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .filteredOn(name -> name.startsWith("penstock-") && !name.equals("penstock-timer"))
                .isEmpty();
    }
}
