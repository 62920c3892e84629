package io.penstock.connector.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Blocking;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.Documents;
import io.penstock.documents.Replication;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.apache.ApacheDriver;
import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.testkit.CassandraNodeExtension;
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

@ExtendWith(CassandraNodeExtension.class)
class CassandraConnectionTest {
    private static final Schema DELAYS = Schema.of(
            Field.required("airport", DataType.VARCHAR),
            Field.required("window_start", DataType.TIMESTAMP),
            Field.of("flights", DataType.BIGINT),
            Field.of("worst", DataType.INTEGER));
    private static final List<String> DELAYS_KEY = List.of("airport", "window_start");
    private static final Instant NINE = Instant.parse("2001-01-01T09:00:00Z");

    private static Documents documents;
    private static DocumentSession session;
    private static Connection connection;

    @BeforeAll
    static void open(CassandraNode node) {
        documents = Documents.over(ApacheDriver.builder()
                        .contactPoint(node.host(), node.port())
                        .localDatacenter(node.datacenter())
                        .connect())
                .open();
        session = documents.session("connector");
        session.schema().createKeyspace(Replication.simple(1));
        cql("CREATE TABLE connector.delays (airport text, window_start timestamp, flights bigint, worst int,"
                + " PRIMARY KEY (airport, window_start))");
        connection = CassandraConnection.over(session);
    }

    @AfterAll
    static void close() {
        documents.close();
    }

    @Test
    void rows_replace_each_other_by_key_and_retractions_delete() {
        try (Sink sink = connection.openSink(request("delays", DELAYS, DELAYS_KEY))) {
            BatchBuilder rows = new BatchBuilder(DELAYS);
            rows.addRow(1, "ATL", NINE, 3L, 41);
            rows.addRow(1, "BOS", NINE, 1L, null);
            write(sink, rows);
            rows.addRow(1, "ATL", NINE, 4L, null);
            rows.addRow(-1, "BOS", NINE, 1L, null);
            write(sink, rows);
        }
        assertThat(rows("SELECT airport, window_start, flights, worst FROM connector.delays"))
                .containsExactly(Arrays.asList("ATL", NINE, 4L, null));
    }

    @Test
    void a_batch_larger_than_the_window_is_written_whole() {
        cql("CREATE TABLE connector.many (id int PRIMARY KEY, v bigint)");
        Schema schema = Schema.of(Field.required("id", DataType.INTEGER), Field.of("v", DataType.BIGINT));
        BatchBuilder rows = new BatchBuilder(schema);
        for (int i = 0; i < 1_000; i++) {
            rows.addRow(1, i, i * 2L);
        }
        SinkRequest request = new SinkRequest("s", "many", schema, List.of("id"), Map.of("concurrency", "8"));
        try (Sink sink = connection.openSink(request)) {
            write(sink, rows);
        }
        assertThat(rows("SELECT count(*), sum(v) FROM connector.many")).containsExactly(List.of(1_000L, 999_000L));
    }

    @Test
    void every_type_goes_out_and_comes_back() {
        cql("CREATE TABLE connector.types (k tinyint PRIMARY KEY, b boolean, s smallint, i int, l bigint, f float,"
                + " d double, n decimal, v varint, t text, u uuid, x blob, dt date, tm time, ts timestamp,"
                + " li list<int>, ma map<text, double>)");
        Schema schema = Schema.of(
                Field.required("k", DataType.TINYINT),
                Field.of("b", DataType.BOOLEAN),
                Field.of("s", DataType.SMALLINT),
                Field.of("i", DataType.INTEGER),
                Field.of("l", DataType.BIGINT),
                Field.of("f", DataType.REAL),
                Field.of("d", DataType.DOUBLE),
                Field.of("n", new DataType.Decimal(10, 2)),
                Field.of("v", new DataType.Decimal(38, 0)),
                Field.of("t", DataType.VARCHAR),
                Field.of("u", DataType.VARCHAR),
                Field.of("x", DataType.VARBINARY),
                Field.of("dt", DataType.DATE),
                Field.of("tm", DataType.TIME),
                Field.of("ts", DataType.TIMESTAMP),
                Field.of("li", new DataType.Array(DataType.INTEGER)),
                Field.of("ma", new DataType.MapOf(DataType.VARCHAR, DataType.DOUBLE)));
        @Nullable
        Object[] full = {
            (byte) 1,
            true,
            (short) -2,
            3,
            -4L,
            0.5f,
            0.25,
            new BigDecimal("12.50"),
            new BigDecimal("99"),
            "grüß",
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "xyz".getBytes(StandardCharsets.US_ASCII),
            LocalDate.of(2001, 1, 31),
            LocalTime.of(23, 59, 59, 999_999_000),
            NINE,
            List.of(1, 2),
            Map.of("a", 1.5)
        };
        @Nullable Object[] empty = new @Nullable Object[full.length];
        empty[0] = (byte) 2;
        BatchBuilder rows = new BatchBuilder(schema);
        rows.addRow(1, full);
        rows.addRow(1, empty);
        try (Sink sink = connection.openSink(request("types", schema, List.of("k")))) {
            write(sink, rows);
        }
        List<List<@Nullable Object>> back = new ArrayList<>(scan("types", schema, 10));
        back.sort((one, other) -> String.valueOf(one.get(0)).compareTo(String.valueOf(other.get(0))));
        assertThat(back).hasSize(2);
        assertThat(back.get(0)).usingRecursiveComparison().isEqualTo(Arrays.asList(full));
        assertThat(back.get(1)).isEqualTo(Arrays.asList(empty));
    }

    @Test
    void describes_a_table_in_stream_types() {
        Connection.TableDescription description = connection.describe("delays");
        assertThat(description.schema()).isEqualTo(DELAYS);
        assertThat(description.keyColumns()).isEqualTo(DELAYS_KEY);
    }

    @Test
    void a_scan_goes_over_pages_and_stops_at_its_limit() {
        cql("CREATE TABLE connector.paged (id int PRIMARY KEY)");
        Schema schema = Schema.of(Field.required("id", DataType.INTEGER));
        BatchBuilder rows = new BatchBuilder(schema);
        for (int i = 0; i < 2_500; i++) {
            rows.addRow(1, i);
        }
        try (Sink sink = connection.openSink(request("paged", schema, List.of("id")))) {
            write(sink, rows);
        }
        assertThat(scan("paged", schema, 2_500)).hasSize(2_500).doesNotHaveDuplicates();
        assertFails(ConnectorError.CONFIGURATION, () -> scan("paged", schema, 2_499))
                .hasMessage("lookup table 'l': the table has more than 2499 rows; raise the limit, or look up a"
                        + " smaller table");
    }

    @Test
    void an_unknown_table_is_answered_with_the_nearest_name() {
        assertFails(ConnectorError.SINK_NOT_FOUND, () -> connection.openSink(request("delay", DELAYS, DELAYS_KEY)))
                .hasMessage("keyspace 'connector' has no table 'delay'; did you mean 'delays'?");
        assertFails(
                        ConnectorError.SOURCE_NOT_FOUND,
                        () -> connection.openLookup(
                                new LookupRequest("l", "dalays", DELAYS, List.of("airport"), Map.of())))
                .hasMessage("keyspace 'connector' has no table 'dalays'; did you mean 'delays'?");
    }

    @Test
    void an_unknown_column_is_answered_with_the_nearest_name() {
        Schema wrong = Schema.of(DELAYS.field(0), DELAYS.field(1), Field.of("fligths", DataType.BIGINT));
        assertFails(ConnectorError.SCHEMA, () -> connection.openSink(request("delays", wrong, DELAYS_KEY)))
                .hasMessage("sink 's': table 'connector.delays' has no column 'fligths'; did you mean 'flights'?");
    }

    @Test
    void a_wrong_type_names_the_column_and_both_types() {
        Schema wrong = Schema.of(DELAYS.field(0), DELAYS.field(1), Field.of("worst", DataType.BIGINT));
        assertFails(ConnectorError.SCHEMA, () -> connection.openSink(request("delays", wrong, DELAYS_KEY)))
                .hasMessage("sink 's': column 'worst' is BIGINT in SQL, but int in table 'connector.delays';"
                        + " change one of them, or CAST in the query");
    }

    @Test
    void another_key_than_the_tables_is_refused() {
        assertFails(ConnectorError.SCHEMA, () -> connection.openSink(request("delays", DELAYS, List.of("airport"))))
                .hasMessage("sink 's': rows replace each other by (airport), but the primary key of table"
                        + " 'connector.delays' is (airport, window_start)");
        Schema part = Schema.of(DELAYS.field(0), DELAYS.field(2));
        assertFails(ConnectorError.SCHEMA, () -> connection.openSink(request("delays", part, List.of())))
                .hasMessage("sink 's': column 'window_start' belongs to the primary key of table 'connector.delays',"
                        + " but the rows have only airport, flights");
    }

    @Test
    void a_value_finer_than_the_column_fails_the_write_unless_it_may_be_cut() {
        BatchBuilder rows = new BatchBuilder(DELAYS);
        Batch fine = batch(rows, "MIA", NINE.plusNanos(1_000), 1L, 2);
        try (Sink sink = connection.openSink(request("delays", DELAYS, DELAYS_KEY))) {
            assertFails(ConnectorError.WRITE, () -> Blocking.await(sink.write(fine)))
                    .hasMessage("sink 's': column 'window_start': the TIMESTAMP has microseconds, and Cassandra keeps"
                            + " milliseconds; name the column in option 'truncate' to cut them");
        }
        SinkRequest cutting = new SinkRequest("s", "delays", DELAYS, DELAYS_KEY, Map.of("truncate", "window_start"));
        try (Sink sink = connection.openSink(cutting)) {
            Blocking.await(sink.write(fine));
        }
        assertThat(rows("SELECT window_start FROM connector.delays WHERE airport = 'MIA'"))
                .containsExactly(List.of(NINE));
        cql("DELETE FROM connector.delays WHERE airport = 'MIA'");
    }

    @Test
    void wrong_options_are_refused() {
        assertFails(
                        ConnectorError.CONFIGURATION,
                        () -> connection.openSink(
                                new SinkRequest("s", "delays", DELAYS, DELAYS_KEY, Map.of("concurency", "8"))))
                .hasMessage("sink 's': option 'concurency' is unknown; did you mean 'concurrency'?");
        assertFails(
                        ConnectorError.CONFIGURATION,
                        () -> connection.openSink(
                                new SinkRequest("s", "delays", DELAYS, DELAYS_KEY, Map.of("concurrency", "0"))))
                .hasMessage("sink 's': option 'concurrency' is a number from 1 to 4096, got '0'");
        assertFails(
                        ConnectorError.CONFIGURATION,
                        () -> connection.openSink(
                                new SinkRequest("s", "delays", DELAYS, DELAYS_KEY, Map.of("truncate", "airport"))))
                .hasMessage("sink 's': option 'truncate' names 'airport', which is no TIMESTAMP column of the sink");
    }

    private static SinkRequest request(String table, Schema schema, List<String> key) {
        return new SinkRequest("s", table, schema, key, Map.of());
    }

    private static Batch batch(BatchBuilder rows, @Nullable Object... values) {
        rows.addRow(1, values);
        return rows.build();
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

    private static void cql(String text) {
        session.execute(CqlStatement.of(text));
    }

    private static List<List<@Nullable Object>> rows(String text) {
        CqlPage page = session.execute(CqlStatement.of(text));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (CqlRow row : page.rows()) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < page.columns().size(); i++) {
                values.add(row.get(i));
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
