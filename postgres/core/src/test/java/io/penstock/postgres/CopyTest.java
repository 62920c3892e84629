package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CopyTest {
    private Pool pool;

    record Town(int id, String name) {}

    @BeforeAll
    void open(PostgresServer server) {
        pool = Pool.open(TestPools.config(server, "copy_test").build());
        pool.execute("DROP SCHEMA IF EXISTS copy_test CASCADE");
        pool.execute("CREATE SCHEMA copy_test");
        pool.execute("CREATE TABLE town (id int PRIMARY KEY, name text)");
        pool.execute("CREATE TYPE mood AS ENUM ('SAD', 'HAPPY')");
        pool.execute("CREATE TABLE person (id int, mood mood)");
    }

    @AfterAll
    void close() {
        pool.close();
    }

    @BeforeEach
    void empty() {
        pool.execute("TRUNCATE town, person");
    }

    @Test
    void sends_bytes_as_they_are() {
        InputStream csv = new ByteArrayInputStream("1,Lhota\n2,\"Říčany, u lesa\"\n".getBytes(StandardCharsets.UTF_8));

        assertThat(pool.copyIn("COPY town FROM STDIN (FORMAT csv)", csv)).isEqualTo(2);

        assertThat(pool.query(Town.class, "SELECT * FROM town ORDER BY id"))
                .containsExactly(new Town(1, "Lhota"), new Town(2, "Říčany, u lesa"));
    }

    @Test
    void fetches_bytes_as_they_are() {
        pool.execute("INSERT INTO town VALUES (1, 'Lhota'), (2, NULL)");
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        assertThat(pool.copyOut("COPY (SELECT * FROM town ORDER BY id) TO STDOUT", text))
                .isEqualTo(2);

        assertThat(text.toString(StandardCharsets.UTF_8)).isEqualTo("1\tLhota\n2\t\\N\n");
    }

    @Test
    void sends_rows_of_values() {
        assertThat(pool.copyIn(
                        "town",
                        List.of("name", "id"),
                        List.of(Arrays.asList(null, 1), List.of("Lhota", 2L), List.of("Ves", (short) 3))))
                .isEqualTo(3);

        assertThat(pool.query("SELECT id FROM town WHERE name IS NULL").single().getInt("id"))
                .isEqualTo(1);
    }

    @Test
    void notices_a_column_whose_type_was_altered() {
        pool.execute("CREATE TABLE altered (id int, name text)");
        pool.copyIn("altered", Town.class, List.of(new Town(1, "Lhota")));
        List<Town> before = new ArrayList<>();
        pool.copyOut("SELECT id, name FROM altered", Town.class, before::add);

        pool.execute("ALTER TABLE altered ALTER COLUMN id TYPE bigint");

        assertThat(pool.copyIn("altered", Town.class, List.of(new Town(2, "Praha"))))
                .isEqualTo(1);
        pool.execute("ALTER TABLE altered ALTER COLUMN id TYPE smallint");
        List<Town> after = new ArrayList<>();
        pool.copyOut("SELECT id, name FROM altered ORDER BY id", Town.class, after::add);
        assertThat(after).containsExactly(new Town(1, "Lhota"), new Town(2, "Praha"));
    }

    @Test
    void a_type_without_a_codec_goes_as_text() {
        enum Mood {
            SAD,
            HAPPY
        }
        record Person(int id, Mood mood) {}

        pool.copyIn("person", Person.class, List.of(new Person(1, Mood.HAPPY)));

        assertThat(pool.query(Person.class, "SELECT * FROM person")).containsExactly(new Person(1, Mood.HAPPY));
    }

    /** Their binary forms are not their texts. */
    @Test
    void a_type_without_a_codec_comes_as_its_text() {
        record Odd(int id, String span, String range, String price, String pair) {}
        String query = "SELECT g AS id, g AS other, make_interval(hours => g) AS span, int4range(g, g + 2) AS range,"
                + " g::numeric::money AS price, (g, 'x') AS pair, 1 AS other FROM generate_series(1, 100) g"
                + " ORDER BY g DESC -- the last first";
        List<Odd> copied = new ArrayList<>();

        assertThat(pool.copyOut(query, Odd.class, copied::add)).isEqualTo(100);

        assertThat(copied).isEqualTo(pool.query(Odd.class, query));
        assertThat(copied.getLast().span()).isEqualTo("01:00:00");
        assertThat(copied.getLast().range()).isEqualTo("[1,3)");
        assertThatThrownBy(() -> pool.copyOut(
                        "INSERT INTO person VALUES (1, 'SAD') RETURNING id, interval '1 h' AS span, '' AS range,"
                                + " '' AS price, '' AS pair",
                        Odd.class,
                        copied::add))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.TYPE_MISMATCH))
                .hasMessageContaining("[span]");
    }

    @Test
    void an_error_of_the_server_ends_it_early_and_undoes_it() {
        AtomicLong given = new AtomicLong();
        Iterable<Town> endless = () -> Stream.generate(() -> new Town(1, "again " + given.incrementAndGet()))
                .limit(50_000_000)
                .iterator();

        assertThatThrownBy(() -> pool.copyIn("town", Town.class, endless))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.UNIQUE_VIOLATION));

        assertThat(given.get()).isLessThan(50_000_000);
        assertThat(pool.query("SELECT * FROM town").isEmpty()).isTrue();
    }

    @Test
    void a_source_that_fails_undoes_it() {
        Iterator<Town> failing = IntStream.range(0, 10_000)
                .mapToObj(i -> {
                    if (i == 9_999) {
                        throw new IllegalStateException("the file ended too early");
                    }
                    return new Town(i, "x");
                })
                .iterator();

        assertThatThrownBy(() -> pool.copyIn("town", Town.class, () -> failing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the file ended too early");
        assertThat(pool.query("SELECT * FROM town").isEmpty()).isTrue();
    }

    @Test
    void a_target_that_fails_ends_it() {
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("disk full");
            }
        };

        assertThatThrownBy(() -> pool.copyOut("COPY (SELECT generate_series(1, 100000000)) TO STDOUT", failing))
                .hasStackTraceContaining("disk full");
        assertThat(pool.query("SELECT 1").size()).isEqualTo(1);
    }

    @Test
    void a_cancel_ends_it() {
        Iterable<Town> endless = () ->
                IntStream.iterate(0, i -> i + 1).mapToObj(i -> new Town(i, "n")).iterator();
        CompletableFuture<Long> copy = pool.async().copyIn("town", Town.class, endless);
        TestPools.until(() -> pool.stats().inUse() == 1);

        copy.cancel(true);

        TestPools.until(() -> pool.stats().inUse() == 0);
        assertThat(pool.query("SELECT * FROM town").isEmpty()).isTrue();
    }

    @Test
    void other_text_than_copy_is_refused() {
        assertThatThrownBy(() -> pool.copyIn("SELECT 1", InputStream.nullInputStream()))
                .hasMessage("the text is not COPY … FROM STDIN: SELECT 1");
        assertThatThrownBy(() -> pool.copyOut("COPY town FROM STDIN", OutputStream.nullOutputStream()))
                .hasMessage("the text is not COPY … TO STDOUT: COPY town FROM STDIN");
        assertThatThrownBy(() -> pool.copyIn("COPY nowhere FROM STDIN", InputStream.nullInputStream()))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.UNDEFINED_TABLE));
        assertThat(pool.query("SELECT 1").size()).isEqualTo(1);
    }
}
