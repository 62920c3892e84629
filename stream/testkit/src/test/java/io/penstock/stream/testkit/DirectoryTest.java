package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.penstock.PenstockException;
import io.penstock.stream.Database;
import io.penstock.stream.Health;
import io.penstock.stream.RowWriter;
import io.penstock.stream.StreamLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryTest {
    private static final String VIEW = "CREATE SOURCE s (k VARCHAR, v BIGINT);"
            + "CREATE MATERIALIZED VIEW sums AS SELECT k, SUM(v) AS total FROM s GROUP BY k";

    @TempDir
    Path directory;

    private static String code(Throwable failed) {
        return ((PenstockException) failed).code().code();
    }

    private long total() {
        try (Database database = Database.open(directory)) {
            return database.query("SELECT SUM(total) AS t FROM sums").single().getLong("t");
        }
    }

    @Test
    void what_was_closed_comes_back() {
        try (Database database = Database.open(directory)) {
            database.executeAll(VIEW);
            database.execute("INSERT INTO s VALUES ('a', 1), ('b', 2)");
        }
        assertThat(total()).isEqualTo(3);
        try (Database database = Database.open(directory)) {
            database.execute("INSERT INTO s VALUES ('a', 10)");
        }
        assertThat(total()).isEqualTo(13);
    }

    @Test
    void checkpoints_are_numbered_upwards_and_only_the_last_is_kept() throws IOException {
        try (Database database = Database.open(directory)) {
            database.executeAll(VIEW);
            long first = database.checkpoint();
            database.awaitQuiescent(Duration.ofSeconds(10));
            long second = database.checkpoint();
            assertThat(second).isGreaterThan(first);
            assertThat(database.metric("checkpoint_epoch")).hasValue(Long.toString(second));
            assertThat(database.query("SHOW CHECKPOINT STATUS").single().toMap())
                    .containsEntry("checkpoint_id", second)
                    .containsEntry("sources", 1L)
                    .containsEntry("sinks", 0L)
                    .containsEntry("total_checkpoints", 2L)
                    .containsKey("timestamp_ms");
            assertThat(files()).filteredOn(name -> name.startsWith("state-")).containsExactly("state-" + second);
        }
    }

    @Test
    void a_checkpoint_counts_though_what_is_left_of_others_cannot_be_removed() throws IOException {
        try (Database database = Database.open(directory)) {
            database.executeAll(VIEW);
            database.execute("INSERT INTO s VALUES ('a', 1)");
            Files.createDirectories(directory.resolve("state-0").resolve("in-the-way"));
            long epoch = database.checkpoint();
            assertThat(database.metric("checkpoint_epoch")).hasValue(Long.toString(epoch));
        }
        assertThat(total()).isEqualTo(1);
    }

    @Test
    void a_drop_that_cannot_be_stored_leaves_everything_at_work() throws IOException {
        try (Database database = Database.open(directory)) {
            database.executeAll(VIEW);
            Path inTheWay = Files.createDirectory(directory.resolve("MANIFEST.tmp"));
            assertThatThrownBy(() -> database.execute("DROP SOURCE s CASCADE"))
                    .hasMessageContaining("the catalog could not be stored")
                    .extracting(DirectoryTest::code)
                    .isEqualTo("6001");
            database.execute("INSERT INTO s VALUES ('a', 1)");
            assertThat(database.query("SELECT total FROM sums").single().getLong("total"))
                    .isEqualTo(1);
            Files.delete(inTheWay);
            database.execute("DROP SOURCE s CASCADE");
            assertThat(database.query("SHOW SOURCES").size()).isZero();
            assertThat(database.metrics().streams()).isEmpty();
        }
        try (Database database = Database.open(directory)) {
            assertThat(database.query("SHOW SOURCES").size()).isZero();
        }
    }

    @Test
    void a_row_that_was_taken_while_the_database_closed_is_there_afterwards() throws InterruptedException {
        AtomicLong taken = new AtomicLong();
        AtomicReference<Throwable> refused = new AtomicReference<>();
        Thread writing;
        try (Database database = Database.open(directory)) {
            database.executeAll(VIEW);
            RowWriter writer = database.writer("s");
            writing = Thread.ofPlatform().start(() -> {
                try {
                    while (true) {
                        writer.write(List.of("k", 1L));
                        taken.incrementAndGet();
                    }
                } catch (PenstockException closed) {
                    refused.set(closed);
                }
            });
            await().until(() -> taken.get() > 5_000);
        }
        writing.join();
        assertThat(refused.get()).extracting(DirectoryTest::code).isEqualTo("101");
        assertThat(total()).isEqualTo(taken.get());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void the_catalog_is_stored_with_each_statement() throws IOException {
        Path copy = directory.resolve("copy");
        Path live = directory.resolve("live");
        try (Database database = Database.open(live)) {
            database.executeAll(VIEW);
            database.execute("INSERT INTO s VALUES ('a', 1)");
            Files.createDirectory(copy);
            Files.copy(live.resolve("MANIFEST"), copy.resolve("MANIFEST"));
        }
        // As after a crash: no checkpoint was taken, so the objects are there and their rows are not.
        try (Database database = Database.open(copy)) {
            assertThat(database.catalog().streams()).hasSize(1);
            assertThat(database.query("SELECT k FROM sums").size()).isZero();
        }
    }

    @Test
    void a_second_open_names_the_holder() {
        try (Database database = Database.open(directory)) {
            assertThat(database.health()).isEqualTo(new Health(List.of()));
            assertThatThrownBy(() -> Database.open(directory))
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid())
                    .extracting(DirectoryTest::code)
                    .isEqualTo("102");
        }
        Database.open(directory).close();
    }

    @Test
    void damaged_files_are_refused_with_their_name() throws IOException {
        try (Database database = Database.open(directory)) {
            database.executeAll(VIEW);
            database.execute("INSERT INTO s VALUES ('a', 1)");
        }
        String state = files().stream()
                .filter(name -> name.startsWith("state-"))
                .findFirst()
                .orElseThrow();
        for (String name : List.of(state, "MANIFEST")) {
            Path file = directory.resolve(name);
            byte[] good = Files.readAllBytes(file);
            byte[] bad = good.clone();
            bad[bad.length / 2] ^= 1;
            Files.write(file, bad);
            refused(name);
            Files.write(file, Arrays.copyOf(good, good.length - 5));
            refused(name);
            Files.write(file, good);
        }
        Files.move(directory.resolve(state), directory.resolve("elsewhere"));
        refused(state);
        Files.move(directory.resolve("elsewhere"), directory.resolve(state));
        assertThat(total()).isEqualTo(1);
    }

    private void refused(String name) {
        assertThatThrownBy(() -> Database.open(directory))
                .hasMessageContaining(name)
                .extracting(DirectoryTest::code)
                .isEqualTo("4006");
    }

    @Test
    void what_an_interrupted_write_has_left_is_ignored() throws IOException {
        try (Database database = Database.open(directory)) {
            database.executeAll(VIEW);
            database.execute("INSERT INTO s VALUES ('a', 1)");
        }
        Files.writeString(directory.resolve("MANIFEST.tmp"), "half");
        Files.writeString(directory.resolve("state-999.tmp"), "half");
        assertThat(total()).isEqualTo(1);
        assertThat(files()).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void a_directory_that_is_a_file_is_refused() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThatThrownBy(() -> Database.open(file))
                .extracting(DirectoryTest::code)
                .isEqualTo("100");
    }

    @Test
    void a_dropped_objects_state_is_not_given_to_its_namesake() {
        try (Database database = Database.open(directory)) {
            database.executeAll(VIEW);
            database.execute("INSERT INTO s VALUES ('a', 1)");
            database.checkpoint();
            database.execute("DROP SOURCE s CASCADE");
            database.executeAll(VIEW);
        }
        try (Database database = Database.open(directory)) {
            assertThat(database.query("SELECT k FROM sums").size()).isZero();
        }
    }

    /** What a crash at this moment would leave. */
    private static Path crashed(Path live, Path copy) throws IOException {
        Files.createDirectory(copy);
        try (Stream<Path> files = Files.list(live)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.equals("MANIFEST") || name.startsWith("state-")) {
                    Files.copy(file, copy.resolve(name));
                }
            }
        }
        return copy;
    }

    @Test
    void after_a_crash_a_new_object_does_not_come_by_the_state_of_a_dropped_one() throws IOException {
        Path live = directory.resolve("live");
        Path first;
        try (Database database = Database.open(live)) {
            database.executeAll(VIEW);
            database.execute("INSERT INTO s VALUES ('a', 1)");
            database.checkpoint();
            database.execute("DROP MATERIALIZED VIEW sums");
            first = crashed(live, directory.resolve("first"));
        }
        Path second;
        try (Database database = Database.open(first)) {
            database.execute("CREATE MATERIALIZED VIEW sums AS SELECT k, SUM(v) AS total FROM s GROUP BY k");
            second = crashed(first, directory.resolve("second"));
        }
        try (Database database = Database.open(second)) {
            assertThat(database.query("SELECT k FROM sums").size()).isZero();
        }
    }

    @Test
    void after_a_crash_a_stream_without_state_begins_with_the_rows_of_its_view() throws IOException {
        Path live = directory.resolve("live");
        Path copy;
        try (Database database = Database.open(live)) {
            database.executeAll(VIEW);
            database.execute("INSERT INTO s VALUES ('a', 1)");
            database.checkpoint();
            database.execute("CREATE MATERIALIZED VIEW large AS SELECT k, total FROM sums WHERE total > 0");
            copy = crashed(live, directory.resolve("copy"));
        }
        try (Database database = Database.open(copy)) {
            database.awaitQuiescent(Duration.ofSeconds(10));
            assertThat(database.query("SELECT k FROM large").size()).isEqualTo(1);
        }
    }

    @Test
    void a_directory_can_be_opened_with_fewer_rows_to_retain() {
        try (Database database = Database.open(directory);
                RowWriter writer = openSource(database)) {
            for (long i = 0; i < 3_000; i++) {
                writer.write(List.of("k", i));
            }
        }
        try (Database database = Database.builder()
                .directory(directory)
                .limits(StreamLimits.defaults().withRetainedRowsMax(5))
                .open()) {
            assertThat(database.query("SELECT v FROM s").rows())
                    .extracting(row -> row.getLong("v"))
                    .containsExactly(2995L, 2996L, 2997L, 2998L, 2999L);
        }
    }

    private static RowWriter openSource(Database database) {
        database.execute("CREATE SOURCE s (k VARCHAR, v BIGINT)");
        return database.writer("s");
    }
}
