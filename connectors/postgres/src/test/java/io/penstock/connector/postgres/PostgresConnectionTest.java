package io.penstock.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Blocking;
import io.penstock.postgres.Pool;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.Row;
import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.spi.Connection;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.spi.ConnectorException;
import io.penstock.stream.spi.Lookup;
import io.penstock.stream.spi.LookupRequest;
import io.penstock.stream.spi.Sink;
import io.penstock.stream.spi.SinkRequest;
import io.penstock.testkit.FaultProxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServerExtension.class)
class PostgresConnectionTest {
    private static final Schema DELAYS = Schema.of(
            Field.required("airport", DataType.VARCHAR),
            Field.required("window_start", DataType.TIMESTAMP),
            Field.of("flights", DataType.BIGINT),
            Field.of("worst", DataType.INTEGER));
    private static final List<String> DELAYS_KEY = List.of("airport", "window_start");
    private static final Instant NINE = Instant.parse("2001-01-01T09:00:00Z");

    private static PostgresServer server;
    private static Pool pool;
    private static Connection connection;

    @BeforeAll
    static void open(PostgresServer shared) {
        server = shared;
        pool = Pool.open(PostgresConfig.parse(server.url()));
        connection = PostgresConnection.over(pool);
        pool.execute("CREATE TABLE delays (airport text, window_start timestamptz, flights bigint, worst int,"
                + " PRIMARY KEY (airport, window_start))");
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Test
    void rows_replace_each_other_by_key_and_retractions_delete() {
        try (Sink sink = connection.openSink(request("delays", DELAYS, DELAYS_KEY))) {
            BatchBuilder rows = new BatchBuilder(DELAYS);
            rows.addRow(1, "ATL", NINE, 3L, 41);
            rows.addRow(1, "BOS", NINE, 1L, null);
            rows.addRow(1, "CLT", NINE, 7L, 8);
            write(sink, rows);
            rows.addRow(1, "ATL", NINE, 4L, null);
            rows.addRow(-1, "BOS", NINE, 1L, null);
            write(sink, rows);
            rows.addRow(-1, "CLT", NINE, 7L, 8);
            write(sink, rows);
            write(sink, rows);
        }
        assertThat(rows("SELECT airport, window_start, flights, worst FROM delays"))
                .containsExactly(Arrays.asList("ATL", NINE, 4L, null));
    }

    @Test
    void columns_that_the_stream_has_not_keep_their_values() {
        pool.execute("CREATE TABLE noted (id int PRIMARY KEY, n int, note text NOT NULL DEFAULT 'new')");
        Schema schema = Schema.of(Field.required("id", DataType.INTEGER), Field.of("n", DataType.SMALLINT));
        BatchBuilder rows = new BatchBuilder(schema);
        try (Sink sink = connection.openSink(request("noted", schema, List.of("id")))) {
            rows.addRow(1, 1, (short) 1);
            write(sink, rows);
            pool.execute("UPDATE noted SET note = 'kept'");
            rows.addRow(1, 1, (short) 2);
            write(sink, rows);
        }
        assertThat(rows("SELECT id, n, note FROM noted")).containsExactly(List.of(1, 2, "kept"));
    }

    @Test
    void without_a_key_rows_are_added() {
        pool.execute("CREATE TABLE added (id int)");
        Schema schema = Schema.of(Field.of("id", DataType.INTEGER));
        BatchBuilder rows = new BatchBuilder(schema);
        rows.addRow(1, 7);
        rows.addRow(1, 7);
        try (Sink sink = connection.openSink(request("added", schema, List.of()))) {
            write(sink, rows);
        }
        assertThat(rows("SELECT id FROM added")).containsExactly(List.of(7), List.of(7));
    }

    @Test
    void a_batch_takes_effect_whole_or_not_at_all_and_the_sink_lives_on() {
        pool.execute("CREATE TABLE checked (id int PRIMARY KEY, n int CHECK (n > 0))");
        Schema schema = Schema.of(Field.required("id", DataType.INTEGER), Field.of("n", DataType.INTEGER));
        BatchBuilder rows = new BatchBuilder(schema);
        try (Sink sink = connection.openSink(request("checked", schema, List.of("id")))) {
            rows.addRow(1, 1, 1);
            rows.addRow(1, 2, -1);
            assertFails(ConnectorError.WRITE, () -> write(sink, rows))
                    .hasMessageStartingWith("sink 's': a batch was not written: ")
                    .hasMessageContaining("checked_n_check");
            assertThat(rows("SELECT * FROM checked")).isEmpty();
            rows.addRow(1, 3, 3);
            write(sink, rows);
        }
        assertThat(rows("SELECT id FROM checked")).containsExactly(List.of(3));
    }

    @Test
    void every_type_goes_out_and_comes_back() {
        pool.execute("CREATE TABLE types (k smallint PRIMARY KEY, b boolean, i integer, l bigint, f real,"
                + " d double precision, n numeric(10,2), m numeric, t text, vc varchar(5), u uuid, x bytea, dt date,"
                + " tm time, ts timestamptz, tl timestamp)");
        Schema schema = Schema.of(
                Field.required("k", DataType.SMALLINT),
                Field.of("b", DataType.BOOLEAN),
                Field.of("i", DataType.INTEGER),
                Field.of("l", DataType.BIGINT),
                Field.of("f", DataType.REAL),
                Field.of("d", DataType.DOUBLE),
                Field.of("n", new DataType.Decimal(10, 2)),
                Field.of("m", new DataType.Decimal(38, 9)),
                Field.of("t", DataType.VARCHAR),
                Field.of("vc", DataType.VARCHAR),
                Field.of("u", DataType.VARCHAR),
                Field.of("x", DataType.VARBINARY),
                Field.of("dt", DataType.DATE),
                Field.of("tm", DataType.TIME),
                Field.of("ts", DataType.TIMESTAMP),
                Field.of("tl", DataType.TIMESTAMP));
        @Nullable
        Object[] full = {
            (short) 1,
            true,
            3,
            -4L,
            0.5f,
            0.25,
            new BigDecimal("12.50"),
            new BigDecimal("99.123456789"),
            "grüß \"',{}",
            "five!",
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "xyz".getBytes(StandardCharsets.US_ASCII),
            LocalDate.of(2001, 1, 31),
            LocalTime.of(23, 59, 59, 999_999_000),
            NINE.plusNanos(1_000),
            NINE
        };
        @Nullable Object[] empty = new @Nullable Object[full.length];
        empty[0] = (short) 2;
        BatchBuilder rows = new BatchBuilder(schema);
        rows.addRow(1, full);
        rows.addRow(1, empty);
        try (Sink sink = connection.openSink(request("types", schema, List.of("k")))) {
            write(sink, rows);
        }
        List<List<@Nullable Object>> back = scan("types", schema, 10);
        assertThat(back).hasSize(2);
        assertThat(back.get(0)).usingRecursiveComparison().isEqualTo(Arrays.asList(full));
        assertThat(back.get(1)).isEqualTo(Arrays.asList(empty));
        assertThat(connection.describe("types").schema().names()).isEqualTo(schema.names());
    }

    @Test
    void describes_a_table_in_stream_types() {
        Connection.TableDescription description = connection.describe("public.delays");
        assertThat(description.schema()).isEqualTo(DELAYS);
        assertThat(description.keyColumns()).isEqualTo(DELAYS_KEY);
    }

    @Test
    void a_scan_stops_at_its_limit() {
        pool.execute("CREATE TABLE numbers AS SELECT generate_series(1, 2500) AS id");
        Schema schema = Schema.of(Field.of("id", DataType.BIGINT));
        assertThat(scan("numbers", schema, 2_500)).hasSize(2_500).doesNotHaveDuplicates();
        assertFails(ConnectorError.CONFIGURATION, () -> scan("numbers", schema, 2_499))
                .hasMessage("lookup table 'l': the table has more than 2499 rows; raise the limit, or look up a"
                        + " smaller table");
    }

    @Test
    void nothing_is_created_unless_asked() {
        assertFails(ConnectorError.SINK_NOT_FOUND, () -> connection.openSink(request("fresh", DELAYS, DELAYS_KEY)))
                .hasMessageStartingWith("there is no table 'fresh'");
        SinkRequest creating = new SinkRequest("s", "fresh", DELAYS, DELAYS_KEY, Map.of("create", "true"));
        connection.openSink(creating).close();
        connection.openSink(creating).close();
        assertThat(connection.describe("fresh"))
                .isEqualTo(new Connection.TableDescription("fresh", DELAYS, DELAYS_KEY));
        pool.execute("DROP TABLE fresh");
    }

    @Test
    void unknown_names_are_answered_with_the_nearest_ones() {
        assertFails(ConnectorError.SINK_NOT_FOUND, () -> connection.openSink(request("delay", DELAYS, DELAYS_KEY)))
                .hasMessage("there is no table 'delay'; did you mean 'delays'?");
        LookupRequest lookup = new LookupRequest("l", "dalays", DELAYS, List.of("airport"), Map.of());
        assertFails(ConnectorError.SOURCE_NOT_FOUND, () -> connection.openLookup(lookup))
                .hasMessage("there is no table 'dalays'; did you mean 'delays'?");
        Schema wrong = Schema.of(DELAYS.field(0), DELAYS.field(1), Field.of("fligths", DataType.BIGINT));
        assertFails(ConnectorError.SCHEMA, () -> connection.openSink(request("delays", wrong, DELAYS_KEY)))
                .hasMessage("sink 's': table 'delays' has no column 'fligths'; did you mean 'flights'?");
    }

    @Test
    void a_wrong_type_names_the_column_and_both_types() {
        Schema wrong = Schema.of(DELAYS.field(0), DELAYS.field(1), Field.of("worst", DataType.BIGINT));
        assertFails(ConnectorError.SCHEMA, () -> connection.openSink(request("delays", wrong, DELAYS_KEY)))
                .hasMessage("sink 's': column 'worst' is BIGINT in SQL, but integer in table 'delays';"
                        + " change one of them, or CAST in the query");
        pool.execute("CREATE TABLE exact (n numeric(5,2))");
        Schema finer = Schema.of(Field.of("n", new DataType.Decimal(5, 3)));
        assertFails(ConnectorError.SCHEMA, () -> connection.openSink(request("exact", finer, List.of())))
                .hasMessage("sink 's': column 'n' is DECIMAL(5, 3) in SQL, but numeric(5,2) in table 'exact';"
                        + " change one of them, or CAST in the query");
    }

    @Test
    void a_key_that_is_not_unique_is_refused() {
        assertFails(ConnectorError.SCHEMA, () -> connection.openSink(request("delays", DELAYS, List.of("airport"))))
                .hasMessage("sink 's': rows replace each other by (airport), but table 'delays' is unique by"
                        + " (airport, window_start)");
    }

    @Test
    void a_key_that_may_be_null_is_refused() {
        pool.execute("CREATE TABLE loose (id int UNIQUE, n int)");
        Schema schema = Schema.of(Field.of("id", DataType.INTEGER), Field.of("n", DataType.INTEGER));
        assertFails(ConnectorError.SCHEMA, () -> connection.openSink(request("loose", schema, List.of("id"))))
                .hasMessage("sink 's': rows replace each other by column 'id', but table 'loose' lets it be NULL, and"
                        + " rows with NULL would be added instead; make it NOT NULL");
        pool.execute("ALTER TABLE loose ALTER id SET NOT NULL");
        connection.openSink(request("loose", schema, List.of("id"))).close();
    }

    @Test
    void text_of_a_fixed_length_is_kept_whole_and_refused_when_too_long() {
        pool.execute("CREATE TABLE fixed (code char(3) PRIMARY KEY, city char(5))");
        Schema schema = Schema.of(Field.required("code", DataType.VARCHAR), Field.of("city", DataType.VARCHAR));
        BatchBuilder rows = new BatchBuilder(schema);
        try (Sink sink = connection.openSink(request("fixed", schema, List.of("code")))) {
            rows.addRow(1, "BOS", "first");
            rows.addRow(1, "BUF", "third");
            write(sink, rows);
            rows.addRow(1, "BOS", "later");
            rows.addRow(-1, "BUF", "third");
            write(sink, rows);
            assertThat(rows("SELECT code::text, city::text FROM fixed")).containsExactly(List.of("BOS", "later"));
            rows.addRow(1, "LONG", "x");
            assertFails(ConnectorError.WRITE, () -> write(sink, rows)).hasMessageContaining("too long");
        }
    }

    @Test
    void columns_that_cannot_or_must_be_written_are_named() {
        pool.execute("CREATE TABLE strict (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) STORED,"
                + " must text NOT NULL)");
        Schema id = Schema.of(Field.required("id", DataType.INTEGER));
        assertFails(ConnectorError.SCHEMA, () -> connection.openSink(request("strict", id, List.of("id"))))
                .hasMessage("sink 's': column 'must' of table 'strict' is NOT NULL without a default, but the rows do"
                        + " not have it");
        Schema all = Schema.of(id.field(0), Field.of("twice", DataType.INTEGER), Field.of("must", DataType.VARCHAR));
        assertFails(ConnectorError.SCHEMA, () -> connection.openSink(request("strict", all, List.of("id"))))
                .hasMessage("sink 's': column 'twice' of table 'strict' is computed by the server and cannot be"
                        + " written; leave it out of the query");
    }

    @Test
    void names_are_taken_exactly_as_they_are() {
        pool.execute("CREATE SCHEMA \"My Schema\"");
        pool.execute("CREATE TABLE \"My Schema\".\"Odd \"\"Table\" (\"select\" int PRIMARY KEY, \"Größe\" int)");
        Schema schema = Schema.of(Field.required("select", DataType.INTEGER), Field.of("Größe", DataType.INTEGER));
        BatchBuilder rows = new BatchBuilder(schema);
        rows.addRow(1, 1, 2);
        try (Sink sink = connection.openSink(request("My Schema.Odd \"Table", schema, List.of("select")))) {
            write(sink, rows);
            rows.addRow(1, 1, 3);
            write(sink, rows);
        }
        assertThat(scan("My Schema.Odd \"Table", schema, 10)).containsExactly(List.of(1, 3));
    }

    @Test
    void a_lost_connection_is_told_apart_and_the_same_batch_can_be_written_again() {
        pool.execute("CREATE TABLE cut (id int PRIMARY KEY)");
        Schema schema = Schema.of(Field.required("id", DataType.INTEGER));
        BatchBuilder rows = new BatchBuilder(schema);
        rows.addRow(1, 1);
        Batch batch = rows.build();
        try (FaultProxy proxy = FaultProxy.to(server.host(), server.port());
                Pool cutPool = Pool.open(PostgresConfig.parse(server.url()).toBuilder()
                        .endpoint(proxy.host(), proxy.port())
                        .build());
                Sink sink = PostgresConnection.over(cutPool).openSink(request("cut", schema, List.of("id")))) {
            proxy.refusing();
            proxy.cut();
            assertFails(ConnectorError.CONNECT, () -> Blocking.await(sink.write(batch)));
            proxy.accepting();
            Blocking.await(sink.write(batch));
            Blocking.await(sink.write(batch));
        }
        assertThat(rows("SELECT id FROM cut")).containsExactly(List.of(1));
    }

    private static SinkRequest request(String table, Schema schema, List<String> key) {
        return new SinkRequest("s", table, schema, key, Map.of());
    }

    private static void write(Sink sink, BatchBuilder rows) {
        Blocking.await(sink.write(rows.build()));
    }

    private static List<List<@Nullable Object>> scan(String table, Schema schema, long rowsMax) {
        LookupRequest request =
                new LookupRequest("l", table, schema, List.of(schema.field(0).name()), Map.of());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (Lookup lookup = connection.openLookup(request)) {
            for (Batch batch : Blocking.await(lookup.scan(rowsMax))) {
                for (int row = 0; row < batch.size(); row++) {
                    List<@Nullable Object> values = new ArrayList<>();
                    for (int i = 0; i < schema.size(); i++) {
                        values.add(batch.get(row, i));
                    }
                    rows.add(values);
                }
            }
        }
        return rows;
    }

    private static List<List<@Nullable Object>> rows(String sql) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Row row : pool.query(sql)) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < row.columns().count(); i++) {
                values.add(row.value(i));
            }
            rows.add(values);
        }
        return rows;
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
            ConnectorError code, ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ConnectorException.class,
                        failed -> assertThat(failed.code()).isEqualTo(code));
    }
}
