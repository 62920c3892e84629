package io.penstock.stream.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.penstock.Blocking;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.spi.Connection;
import io.penstock.stream.spi.Connection.Capability;
import io.penstock.stream.spi.ConnectorException;
import io.penstock.stream.spi.Sink;
import io.penstock.stream.spi.SinkRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every sink must do. A connector's tests extend it and give it a connection with one table, empty before each
 * test: {@code id BIGINT} (the key), {@code name VARCHAR}, {@code amount DOUBLE}, {@code at TIMESTAMP}.
 */
public abstract class SinkContract {
    /** The columns of the table. */
    protected static final Schema SCHEMA = Schema.of(
            Field.required("id", DataType.BIGINT),
            Field.of("name", DataType.VARCHAR),
            Field.of("amount", DataType.DOUBLE),
            Field.of("at", DataType.TIMESTAMP));

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");

    /** For subclasses. */
    protected SinkContract() {}

    protected abstract Connection connection();

    /** The name of the table. */
    protected abstract String table();

    /** The rows of the table, boxed, columns as in {@link #SCHEMA}, in the order of {@code id}. */
    protected abstract List<List<@Nullable Object>> storedRows();

    private Sink upserts() {
        return connection().openSink(new SinkRequest("contract", table(), SCHEMA, List.of("id"), Map.of()));
    }

    private static Batch batch(BatchBuilder rows) {
        return rows.build();
    }

    private static BatchBuilder rows() {
        return new BatchBuilder(SCHEMA);
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    @Test
    void says_that_it_can_upsert() {
        assertTrue(connection().capabilities().contains(Capability.UPSERT));
    }

    @Test
    void describes_its_table() {
        assertEquals(
                Set.copyOf(SCHEMA.names()),
                Set.copyOf(connection().describe(table()).schema().names()));
        assertEquals(List.of("id"), connection().describe(table()).keyColumns());
    }

    @Test
    void writes_rows_with_all_values_and_with_nulls() {
        try (Sink sink = upserts()) {
            BatchBuilder rows = rows();
            rows.addRow(1, 1L, "ann", 1.5, NOON);
            rows.addRow(1, 2L, null, null, null);
            Blocking.await(sink.write(batch(rows)));
        }
        assertEquals(List.of(row(1L, "ann", 1.5, NOON), row(2L, null, null, null)), storedRows());
    }

    @Test
    void replaces_the_row_of_a_key() {
        try (Sink sink = upserts()) {
            BatchBuilder first = rows();
            first.addRow(1, 1L, "ann", 1.5, NOON);
            Blocking.await(sink.write(batch(first)));
            BatchBuilder second = rows();
            second.addRow(1, 1L, "bob", null, NOON);
            Blocking.await(sink.write(batch(second)));
        }
        assertEquals(List.of(row(1L, "bob", null, NOON)), storedRows());
    }

    @Test
    void deletes_the_row_of_a_key() {
        try (Sink sink = upserts()) {
            BatchBuilder first = rows();
            first.addRow(1, 1L, "ann", 1.5, NOON);
            first.addRow(1, 2L, "bob", 2.5, NOON);
            Blocking.await(sink.write(batch(first)));
            BatchBuilder second = rows();
            second.addRow(-1, 1L, "ann", 1.5, NOON);
            Blocking.await(sink.write(batch(second)));
        }
        assertEquals(List.of(row(2L, "bob", 2.5, NOON)), storedRows());
    }

    @Test
    void deleting_what_is_not_there_changes_nothing() {
        try (Sink sink = upserts()) {
            BatchBuilder rows = rows();
            rows.addRow(-1, 7L, "none", 0.0, NOON);
            Blocking.await(sink.write(batch(rows)));
        }
        assertEquals(List.of(), storedRows());
    }

    @Test
    void writing_a_batch_again_is_the_same_as_once() {
        try (Sink sink = upserts()) {
            BatchBuilder rows = rows();
            rows.addRow(1, 1L, "ann", 1.5, NOON);
            rows.addRow(-1, 2L, "bob", 2.5, NOON);
            Batch batch = batch(rows);
            Blocking.await(sink.write(batch));
            Blocking.await(sink.write(batch));
        }
        assertEquals(List.of(row(1L, "ann", 1.5, NOON)), storedRows());
    }

    @Test
    void writes_many_rows_in_one_batch() {
        try (Sink sink = upserts()) {
            BatchBuilder rows = rows();
            for (long id = 0; id < 1_000; id++) {
                rows.addRow(1, id, "row " + id, id / 2.0, NOON);
            }
            Blocking.await(sink.write(batch(rows)));
        }
        assertEquals(1_000, storedRows().size());
        assertEquals(row(999L, "row 999", 499.5, NOON), storedRows().getLast());
    }

    @Test
    void refuses_an_unknown_table() {
        ConnectorException refused = assertThrows(
                ConnectorException.class,
                () -> connection()
                        .openSink(new SinkRequest("contract", "no_such_table", SCHEMA, List.of("id"), Map.of())));
        assertEquals("5011", refused.code().code());
        assertTrue(refused.getMessage().contains("no_such_table"), refused.getMessage());
    }

    @Test
    void refuses_a_column_that_the_table_does_not_have() {
        Schema other = Schema.of(Field.required("id", DataType.BIGINT), Field.of("colour", DataType.VARCHAR));
        ConnectorException refused = assertThrows(
                ConnectorException.class,
                () -> connection().openSink(new SinkRequest("contract", table(), other, List.of("id"), Map.of())));
        assertEquals("5021", refused.code().code());
        assertTrue(refused.getMessage().contains("colour"), refused.getMessage());
    }

    @Test
    void refuses_a_column_of_another_type() {
        Schema other = Schema.of(Field.required("id", DataType.BIGINT), Field.of("name", DataType.DOUBLE));
        ConnectorException refused = assertThrows(
                ConnectorException.class,
                () -> connection().openSink(new SinkRequest("contract", table(), other, List.of("id"), Map.of())));
        assertEquals("5021", refused.code().code());
        assertTrue(refused.getMessage().contains("name"), refused.getMessage());
    }

    @Test
    void closing_twice_is_the_same_as_once() {
        Sink sink = upserts();
        sink.close();
        sink.close();
    }
}
