package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.penstock.stream.Database;
import io.penstock.stream.Row;
import io.penstock.stream.Subscription;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.spi.Sink;
import io.penstock.stream.spi.SinkRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FailedPartsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void nothing_new_reads_what_has_failed() {
        try (Database database = Database.builder()
                .connection("rec", new RecordingConnection().table("t", Schema.of(Field.of("x", DataType.BIGINT))))
                .open()) {
            database.executeAll("CREATE SOURCE s (v BIGINT); CREATE MATERIALIZED VIEW o AS SELECT 10 / v AS x FROM s");
            database.execute("INSERT INTO s VALUES (5)");
            database.execute("INSERT INTO s VALUES (0)");
            assertThatThrownBy(() -> database.awaitQuiescent(PATIENCE)).hasMessageContaining("o has stopped");
            for (String sql : List.of(
                    "SELECT x FROM o",
                    "CREATE STREAM p AS SELECT x FROM o",
                    "CREATE SINK k FROM o WITH (connection = 'rec', table = 't', key = 'x')")) {
                assertThatThrownBy(() -> database.execute(sql)).hasMessageContaining("o has stopped");
            }
            database.execute("DROP MATERIALIZED VIEW o");
        }
    }

    @Test
    void a_replacement_over_what_has_failed_leaves_the_old_stream_at_work() {
        try (Database database = Database.open()) {
            database.executeAll("CREATE SOURCE s (v BIGINT); CREATE STREAM broken AS SELECT 10 / v AS v FROM s;"
                    + "CREATE STREAM o AS SELECT v FROM s");
            database.execute("INSERT INTO s VALUES (0)");
            assertThatThrownBy(() -> database.awaitQuiescent(PATIENCE)).hasMessageContaining("broken has stopped");
            assertThatThrownBy(() -> database.execute("CREATE OR REPLACE STREAM o AS SELECT v FROM broken"))
                    .hasMessageContaining("broken has stopped");
            database.execute("DROP STREAM broken");
            database.execute("INSERT INTO s VALUES (7)");
            database.awaitQuiescent(PATIENCE);
            assertThat(database.query("SELECT v FROM o").rows())
                    .extracting(row -> row.getLong("v"))
                    .containsExactly(0L, 7L);
        }
    }

    @Test
    void a_replacement_takes_the_place_of_the_old_stream_and_ends_its_readers(@TempDir Path directory) {
        try (Database database = Database.open(directory)) {
            database.executeAll("CREATE SOURCE s (v BIGINT); CREATE STREAM o AS SELECT v FROM s;"
                    + "CREATE STREAM doubled AS SELECT v * 2 AS v FROM s");
            Subscription<Row> old = database.subscribe("o");
            // it reads what was made after the old one, so it must come after it when the directory is opened again
            database.execute("CREATE OR REPLACE STREAM o AS SELECT v FROM doubled");
            assertThatThrownBy(() -> old.next(PATIENCE)).hasMessage("stream o was dropped");
            database.execute("INSERT INTO s VALUES (7)");
        }
        try (Database database = Database.open(directory)) {
            assertThat(database.query("SELECT v FROM o").single().getLong("v")).isEqualTo(14);
        }
    }

    @Test
    void a_connector_that_throws_an_error_stops_its_sink_with_the_reason() {
        try (Database database =
                Database.builder().connection("broken", new BrokenConnection()).open()) {
            database.executeAll(
                    "CREATE SOURCE s (v BIGINT);" + "CREATE SINK out FROM s WITH (connection = 'broken', table = 't')");
            database.execute("INSERT INTO s VALUES (1)");
            assertThatThrownBy(() -> database.awaitQuiescent(PATIENCE))
                    .hasMessageContaining("sink out has stopped")
                    .hasMessageContaining("com/example/Driver");
            database.execute("DROP SINK out");
        }
    }

    @Test
    void close_lets_the_parts_that_run_finish_though_another_has_failed(@TempDir Path directory) {
        RecordingConnection outside = new RecordingConnection().table("t", Schema.of(Field.of("v", DataType.BIGINT)));
        try (Database database = Database.builder()
                .connection("rec", outside)
                .directory(directory)
                .open()) {
            database.executeAll("CREATE SOURCE s (v BIGINT); CREATE STREAM broken AS SELECT 10 / v AS v FROM s;"
                    + "CREATE SINK out FROM s WITH (connection = 'rec', table = 't')");
            outside.hold();
            database.execute("INSERT INTO s VALUES (0)");
            await().until(() -> !database.health().isHealthy());
            CompletableFuture<Void> closing = database.async().close().toCompletableFuture();
            await().until(database::isClosed);
            // the last checkpoint is refused at once, and the sink still has its row
            assertThat(closing).isNotCompleted();
            outside.release();
            assertThat(closing)
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("no checkpoint while a part has failed");
        }
        assertThat(outside.rows("t")).containsExactly(List.of(0L));
    }

    /** A connector whose driver is not on the class path. */
    private static final class BrokenConnection extends DescribedConnection {
        BrokenConnection() {
            super(new RecordingConnection().table("t", Schema.of(Field.of("v", DataType.BIGINT))));
        }

        @Override
        public String kind() {
            return "broken";
        }

        @Override
        public Sink openSink(SinkRequest request) {
            return new Sink() {
                @Override
                public CompletionStage<Void> write(Batch batch) {
                    throw new NoClassDefFoundError("com/example/Driver");
                }

                @Override
                public void close() {
                    // Nothing is held.
                }
            };
        }
    }
}
