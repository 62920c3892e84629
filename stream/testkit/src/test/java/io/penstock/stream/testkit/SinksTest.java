package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.PenstockException;
import io.penstock.stream.Database;
import io.penstock.stream.Health.Status;
import io.penstock.stream.StreamLimits;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.spi.ConnectorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SinksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Schema TOTALS =
            Schema.of(Field.required("k", DataType.VARCHAR), Field.of("total", DataType.BIGINT));
    private static final String PIPELINE = """
            CREATE SOURCE s (k VARCHAR NOT NULL, v BIGINT);
            CREATE STREAM sums AS SELECT k, SUM(v) AS total FROM s GROUP BY k EMIT CHANGES;
            CREATE SINK out FROM sums WITH (connection = 'rec', table = 'totals')
            """;

    private final RecordingConnection connection = new RecordingConnection().table("totals", TOTALS, "k");

    private Database.Builder builder() {
        return Database.builder().connection("rec", connection);
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static ConnectorException outside() {
        return new ConnectorException(ConnectorError.WRITE, "the disk over there is full");
    }

    @Test
    void what_was_pushed_is_written_when_the_database_is_quiet() {
        try (Database database = builder().open()) {
            database.executeAll(PIPELINE);
            database.execute("INSERT INTO s VALUES ('a', 1), ('b', 2), ('a', 3)");
            database.awaitQuiescent(PATIENCE);
            assertThat(connection.rows("totals")).containsExactlyInAnyOrder(row("a", 4L), row("b", 2L));
            assertThat(database.metrics().sink("out").orElseThrow().rowsWritten())
                    .isPositive();
            assertThat(database.health().isHealthy()).isTrue();
        }
    }

    @Test
    void a_replacement_that_cannot_be_opened_leaves_the_old_sink_at_work() {
        try (Database database = builder().open()) {
            database.executeAll(PIPELINE);
            for (String wrong : List.of(
                    "connection = 'rec', table = 'nowhere'",
                    "connection = 'none', table = 'totals'",
                    "connection = 'rec', table = 'totals', nonsense = '1'")) {
                assertThatThrownBy(() -> database.execute("CREATE OR REPLACE SINK out FROM sums WITH (" + wrong + ")"))
                        .isInstanceOf(PenstockException.class);
            }
            database.execute("INSERT INTO s VALUES ('a', 1)");
            database.awaitQuiescent(PATIENCE);
            assertThat(connection.rows("totals")).containsExactly(row("a", 1L));
            database.execute("CREATE OR REPLACE SINK out FROM sums WITH (connection = 'rec', table = 'totals')");
            database.execute("INSERT INTO s VALUES ('a', 1)");
            database.awaitQuiescent(PATIENCE);
            assertThat(connection.rows("totals")).containsExactly(row("a", 2L));
        }
    }

    @Test
    void changes_of_a_key_that_wait_together_are_written_once() {
        try (Database database = builder().open()) {
            database.executeAll(PIPELINE);
            connection.hold();
            database.execute("INSERT INTO s VALUES ('a', 1)");
            for (int i = 0; i < 50; i++) {
                database.execute("INSERT INTO s VALUES ('a', 1)");
            }
            connection.release();
            database.awaitQuiescent(PATIENCE);
            assertThat(connection.rows("totals")).containsExactly(row("a", 51L));
            assertThat(connection.written()).hasSizeLessThan(51);
        }
    }

    @Test
    void a_failed_write_is_repeated_until_it_succeeds() {
        try (Database database = builder().open()) {
            database.executeAll(PIPELINE);
            connection.fail(2, outside());
            database.execute("INSERT INTO s VALUES ('a', 1)");
            database.awaitQuiescent(PATIENCE);
            assertThat(connection.rows("totals")).containsExactly(row("a", 1L));
            assertThat(database.metric("sink_write_failures_total")).hasValue("2");
            assertThat(database.health().isHealthy()).isTrue();
        }
    }

    @Test
    void a_sink_that_cannot_write_stops_and_says_why() {
        try (Database database = builder().open()) {
            database.executeAll(PIPELINE);
            connection.fail(1, new ConnectorException(ConnectorError.SCHEMA, "column 'total' is gone"));
            database.execute("INSERT INTO s VALUES ('a', 1)");
            assertThatThrownBy(() -> database.awaitQuiescent(PATIENCE))
                    .isInstanceOf(PenstockException.class)
                    .hasMessageContaining("sink out has stopped")
                    .hasMessageContaining("column 'total' is gone");
            assertThat(database.health().problems()).singleElement().satisfies(part -> {
                assertThat(part.name()).isEqualTo("out");
                assertThat(part.status()).isEqualTo(Status.FAILED);
            });
            database.execute("DROP SINK out");
            database.awaitQuiescent(PATIENCE);
            assertThat(database.health().isHealthy()).isTrue();
        }
    }

    @Test
    void a_sink_gives_up_when_its_time_is_up() {
        StreamLimits limits = StreamLimits.defaults().withSinkRetryFor(Duration.ofMillis(100));
        try (Database database = builder().limits(limits).open()) {
            database.executeAll(PIPELINE);
            connection.fail(1_000, outside());
            database.execute("INSERT INTO s VALUES ('a', 1)");
            assertThatThrownBy(() -> database.awaitQuiescent(PATIENCE)).hasMessageContaining("the disk over there");
            connection.fail(0, outside());
            database.execute("DROP SINK out");
        }
    }

    @Test
    void a_slow_sink_slows_the_writer_and_loses_nothing() {
        StreamLimits limits = StreamLimits.defaults().withSinkRowsMax(8);
        try (Database database = builder().limits(limits).open()) {
            database.executeAll(PIPELINE);
            connection.hold();
            Thread writer = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 2_000; i++) {
                    database.execute("INSERT INTO s VALUES ('k" + i + "', 1)");
                }
            });
            connection.release();
            join(writer);
            database.awaitQuiescent(PATIENCE);
            assertThat(connection.rows("totals")).hasSize(2_000);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void lookup_rows_are_read_at_create_and_joined(@TempDir Path directory) {
        connection.table("airports", LookupContract.SCHEMA, "code");
        LookupContract.ROWS.forEach(row -> connection.row("airports", row.toArray()));
        try (Database database = builder().directory(directory).open()) {
            database.executeAll("""
                    CREATE SOURCE flights (origin VARCHAR, delay BIGINT);
                    CREATE LOOKUP TABLE airports (code VARCHAR, city VARCHAR, PRIMARY KEY (code))
                        WITH (connection = 'rec', table = 'airports');
                    CREATE STREAM named AS SELECT a.city, f.delay FROM flights f JOIN airports a ON f.origin = a.code
                    """);
            database.execute("INSERT INTO flights VALUES ('JFK', 5), ('XXX', 6)");
            database.awaitQuiescent(PATIENCE);
            assertThat(database.query("SELECT city, delay FROM named").rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.getString("city")).isEqualTo("New York"));
        }
        connection.row("airports", "XXX", "Nowhere", 1);
        try (Database database = builder().directory(directory).open()) {
            database.execute("INSERT INTO flights VALUES ('XXX', 7)");
            database.awaitQuiescent(PATIENCE);
            assertThat(database.query("SELECT city, delay FROM named WHERE delay = 7")
                            .single()
                            .getString("city"))
                    .isEqualTo("Nowhere");
        }
    }

    @Test
    void a_lookup_table_that_is_too_large_or_fails_is_refused() {
        connection.table("airports", LookupContract.SCHEMA, "code");
        LookupContract.ROWS.forEach(row -> connection.row("airports", row.toArray()));
        String create = "CREATE LOOKUP TABLE airports (code VARCHAR, city VARCHAR, PRIMARY KEY (code))"
                + " WITH (connection = 'rec', table = 'airports')";
        StreamLimits limits = StreamLimits.defaults().withLookupRowsMax(2);
        try (Database database = builder().limits(limits).open()) {
            assertThatThrownBy(() -> database.execute(create)).hasMessageContaining("more than the 2 rows");
        }
        try (Database database = builder().open()) {
            connection.fail(1, new ConnectorException(ConnectorError.READ, "connection reset"));
            assertThatThrownBy(() -> database.execute(create)).hasMessageContaining("connection reset");
            assertThat(database.catalog().lookupTables()).isEmpty();
            database.execute(create);
            assertThat(database.catalog().lookupTables().getFirst().rows()).isEqualTo(3);
        }
    }

    @Test
    void a_lookup_table_whose_key_does_not_tell_its_rows_apart_is_refused() {
        connection.table("codes", LookupContract.SCHEMA);
        connection.row("codes", "JFK", "New York", 4).row("codes", "JFK", "Jamaica", 5);
        String create = "CREATE LOOKUP TABLE codes (code VARCHAR, city VARCHAR, PRIMARY KEY (%s))"
                + " WITH (connection = 'rec', table = 'codes')";
        try (Database database = builder().open()) {
            assertThatThrownBy(() -> database.execute(create.formatted("code")))
                    .hasMessage(
                            "lookup table codes declares PRIMARY KEY (code), but table 'codes' has more than one row"
                                    + " for a value of it; declare the columns that tell its rows apart, or read a table or"
                                    + " view that has them apart")
                    .extracting(refused -> ((PenstockException) refused).code())
                    .isEqualTo(ConnectorError.SCHEMA);
            assertThat(database.catalog().lookupTables()).isEmpty();
            database.execute(create.formatted("code, city"));
            database.execute("DROP LOOKUP TABLE codes");
            connection.row("codes", "LGA", null, 6);
            assertThatThrownBy(() -> database.execute(create.formatted("code, city")))
                    .hasMessageContaining("city");
        }
    }

    @Test
    void after_a_restart_a_table_by_key_has_the_rows_of_its_view(@TempDir Path directory) {
        try (Database database = builder().directory(directory).open()) {
            database.executeAll("""
                    CREATE SOURCE s (k VARCHAR NOT NULL, v BIGINT);
                    CREATE MATERIALIZED VIEW sums AS SELECT k, SUM(v) AS total FROM s GROUP BY k;
                    CREATE SINK out FROM sums WITH (connection = 'rec', table = 'totals')
                    """);
            database.execute("INSERT INTO s VALUES ('a', 1), ('b', 2)");
        }
        RecordingConnection emptied = new RecordingConnection().table("totals", TOTALS, "k");
        try (Database database = Database.builder()
                .connection("rec", emptied)
                .directory(directory)
                .open()) {
            while (emptied.rows("totals").size() < 2) {
                Thread.onSpinWait();
            }
            assertThat(emptied.rows("totals")).containsExactlyInAnyOrder(row("a", 1L), row("b", 2L));
            assertThat(database.health().isHealthy()).isTrue();
        }
    }

    @Test
    void after_a_restart_rows_are_not_added_again(@TempDir Path directory) {
        connection.table("counts", Schema.of(Field.of("n", DataType.BIGINT)));
        try (Database database = builder().directory(directory).open()) {
            database.executeAll("""
                    CREATE SOURCE s (ts TIMESTAMP, WATERMARK FOR ts);
                    CREATE MATERIALIZED VIEW counts AS SELECT COUNT(*) AS n FROM s
                        GROUP BY TUMBLE(ts, INTERVAL '1' SECOND) EMIT ON WINDOW CLOSE;
                    """);
            database.execute(
                    "INSERT INTO s VALUES (TIMESTAMP '1970-01-01 00:00:00'), (TIMESTAMP '1970-01-01 00:00:09')");
            database.checkpoint();
            database.execute("CREATE SINK out FROM counts WITH (connection = 'rec', table = 'counts')");
        }
        assertThat(connection.rows("counts")).containsExactly(row(1L));
        try (Database database = builder().directory(directory).open()) {
            database.awaitQuiescent(PATIENCE);
            assertThat(connection.rows("counts")).containsExactly(row(1L));
        }
    }

    @Test
    void a_variable_is_given_to_the_connection_and_never_shown(@TempDir Path directory) {
        String create = "CREATE SINK out FROM sums WITH (connection = '${WHERE}', table = 'to${WHAT}')";
        Map<String, String> variables = Map.of("WHERE", "rec", "WHAT", "tals");
        try (Database database =
                builder().directory(directory).variables(variables).open()) {
            database.executeAll(PIPELINE.substring(0, PIPELINE.indexOf("CREATE SINK")));
            database.execute(create);
            database.execute("INSERT INTO s VALUES ('a', 1)");
            assertThat(database.query("SHOW CREATE SINK out").single().getString("create_statement"))
                    .isEqualTo(create);
        }
        assertThat(connection.rows("totals")).containsExactly(row("a", 1L));
        assertThatThrownBy(() -> builder().directory(directory).open())
                .hasMessageContaining("sink 'out' cannot be restored")
                .hasMessageContaining("the variable 'WHERE' has no value");
        try (Database database =
                builder().directory(directory).variables(variables).open()) {
            assertThat(database.catalog().sinks())
                    .singleElement()
                    .satisfies(sink -> assertThat(sink.table()).isEqualTo("totals"));
        }
    }

    @Test
    void what_a_connection_does_not_know_is_refused_at_create() {
        try (Database database = builder().open()) {
            database.execute("CREATE SOURCE s (k VARCHAR, total BIGINT)");
            assertThatThrownBy(
                            () -> database.execute(
                                    "CREATE SINK out FROM s WITH (connection = 'rec', table = 'totals', key = 'k', colour = 'red')"))
                    .hasMessageContaining("colour");
            assertThatThrownBy(() ->
                            database.execute("CREATE SINK out FROM s WITH (connection = 'red', table = 'totals')"))
                    .hasMessageContaining("'rec'");
            assertThatThrownBy(
                            () -> database.execute("CREATE SINK out FROM s WITH (connection = 'rec', table = 'none')"))
                    .hasMessageContaining("none");
            assertThat(database.catalog().sinks()).isEmpty();
        }
    }

    @Test
    void after_a_restart_the_sink_goes_on_by_key(@TempDir Path directory) {
        try (Database database = builder().directory(directory).open()) {
            database.executeAll(PIPELINE);
            database.execute("INSERT INTO s VALUES ('a', 1)");
        }
        assertThat(connection.rows("totals")).containsExactly(row("a", 1L));
        try (Database database = builder().directory(directory).open()) {
            database.execute("INSERT INTO s VALUES ('a', 2)");
        }
        assertThat(connection.rows("totals")).containsExactly(row("a", 3L));
    }

    @Test
    void a_missing_connection_is_named_when_the_directory_is_opened(@TempDir Path directory) {
        try (Database database = builder().directory(directory).open()) {
            database.executeAll(PIPELINE);
        }
        assertThatThrownBy(() -> Database.open(directory))
                .isInstanceOf(PenstockException.class)
                .hasMessageContaining("sink 'out' cannot be restored")
                .hasMessageContaining("'rec'");
        builder().directory(directory).open().close();
    }

    @Test
    void a_key_that_does_not_tell_the_rows_apart_is_refused() {
        try (Database database = builder().open()) {
            database.executeAll("CREATE SOURCE s (k VARCHAR, region VARCHAR, v BIGINT);"
                    + "CREATE STREAM sums AS SELECT k, region, SUM(v) AS total FROM s GROUP BY k, region EMIT CHANGES");
            assertThatThrownBy(() -> database.execute(
                            "CREATE SINK out FROM sums WITH (connection = 'rec', table = 'totals', key = 'k')"))
                    .hasMessageContaining("the sink's key (k) must contain the key of 'sums' (k, region)");
        }
    }
}
