package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.PenstockException;
import io.penstock.observe.OperationListener;
import io.penstock.stream.Database;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.spi.ConnectorException;
import io.penstock.testkit.RecordingMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an application's metrics and listener are told. */
@Timeout(60)
class ObservedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RecordingMetrics metrics = new RecordingMetrics();
    private final RecordingConnection connection = new RecordingConnection()
            .table("totals", Schema.of(Field.required("k", DataType.VARCHAR), Field.of("total", DataType.BIGINT)), "k");

    @Test
    void rows_are_counted_where_they_pass(@TempDir Path directory) {
        try (Database database = Database.builder()
                .connection("rec", connection)
                .metrics(metrics)
                .directory(directory)
                .open()) {
            database.executeAll("""
                    CREATE SOURCE s (k VARCHAR NOT NULL, v BIGINT, ts TIMESTAMP, WATERMARK FOR ts);
                    CREATE STREAM sums AS SELECT k, SUM(v) AS total FROM s
                        GROUP BY k, TUMBLE(ts, INTERVAL '1' SECOND) EMIT ON WINDOW CLOSE;
                    CREATE SINK out FROM sums WITH (connection = 'rec', table = 'totals', key = 'k')
                    """);
            connection.fail(1, new ConnectorException(ConnectorError.WRITE, "the disk over there is full"));
            database.execute("INSERT INTO s VALUES ('a', 1, TIMESTAMP '1970-01-01 00:00:00.5'),"
                    + " ('b', 2, TIMESTAMP '1970-01-01 00:00:00.6'), ('c', 3, NULL),"
                    + " ('a', 4, TIMESTAMP '1970-01-01 00:00:02'), ('a', 5, TIMESTAMP '1970-01-01 00:00:00')");
            database.awaitQuiescent(PATIENCE);
            assertThat(metrics.count("stream.source.rows{source=s}")).isEqualTo(5);
            assertThat(metrics.count("stream.source.dropped{source=s}")).isEqualTo(1);
            assertThat(metrics.count("stream.query.rows{query=sums}")).isEqualTo(2);
            assertThat(metrics.count("stream.sink.rows{sink=out}")).isEqualTo(2);
            assertThat(metrics.count("stream.sink.errors{sink=out}")).isEqualTo(1);
            assertThat(metrics.durations("stream.sink.time{sink=out}")).isNotEmpty();
            assertThat(metrics.value("stream.source.watermark{source=s}")).isEqualTo(2_000);
            assertThat(metrics.value("stream.query.late{query=sums}")).isEqualTo(1);
            // the group and its window
            assertThat(metrics.value("stream.query.groups{query=sums}")).isEqualTo(2);
            assertThat(metrics.value("stream.query.queued{query=sums}")).isZero();
            assertThat(metrics.value("stream.sink.queued{sink=out}")).isZero();
            assertThat(metrics.value("stream.parts.failed")).isZero();
            database.checkpoint();
            assertThat(metrics.durations("stream.checkpoint.time")).hasSize(1);
            database.execute("DROP SINK out");
            assertThatThrownBy(() -> metrics.value("stream.sink.queued{sink=out}"))
                    .isInstanceOf(AssertionError.class);
        }
        assertThatThrownBy(() -> metrics.value("stream.parts.failed")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> metrics.value("stream.source.watermark{source=s}"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_replaced_object_is_measured_in_its_successor() {
        try (Database database = Database.builder().metrics(metrics).open()) {
            database.execute("CREATE SOURCE s (v BIGINT)");
            database.execute("CREATE STREAM o AS SELECT v FROM s");
            database.execute("CREATE OR REPLACE STREAM o AS SELECT v, COUNT(*) AS n FROM s GROUP BY v");
            database.execute("INSERT INTO s VALUES (1), (2)");
            database.awaitQuiescent(PATIENCE);
            assertThat(metrics.value("stream.query.groups{query=o}")).isEqualTo(2);
        }
    }

    @Test
    void statements_are_timed_and_heard_without_their_constants() {
        List<String> heard = new ArrayList<>();
        OperationListener listener = operation -> {
            heard.add(operation.engine() + " " + operation.kind() + " " + operation.statement());
            return (outcome, error) -> {
                heard.add(outcome.rows()
                        + (error == null ? "" : " " + error.getClass().getSimpleName()));
                throw new IllegalStateException("a listener changes nothing");
            };
        };
        try (Database database =
                Database.builder().metrics(metrics).listener(listener).open()) {
            database.execute("CREATE SOURCE s (v BIGINT, t VARCHAR)");
            database.execute("INSERT INTO s VALUES (1, 'secret'), (2, NULL)");
            database.query("SELECT v FROM s WHERE t = 'secret'");
            assertThatThrownBy(() -> database.query("SELECT w FROM s")).isInstanceOf(PenstockException.class);
        }
        assertThat(heard)
                .containsExactly(
                        "stream create CREATE SOURCE s (v BIGINT, t VARCHAR)",
                        "-1",
                        "stream insert INSERT INTO s VALUES (?, ?), (?, NULL)",
                        "2",
                        "stream select SELECT v FROM s WHERE t = ?",
                        "1",
                        "stream select SELECT w FROM s",
                        "-1 PenstockException");
        assertThat(metrics.durations("stream.statement.time{kind=select}")).hasSize(2);
        assertThat(metrics.count("stream.statement.errors{code=1100}")).isEqualTo(1);
    }
}
