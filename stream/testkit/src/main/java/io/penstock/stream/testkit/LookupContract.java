package io.penstock.stream.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.penstock.Blocking;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.spi.Connection;
import io.penstock.stream.spi.Connection.Capability;
import io.penstock.stream.spi.ConnectorException;
import io.penstock.stream.spi.Lookup;
import io.penstock.stream.spi.LookupRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every lookup must do. A connector's tests extend it and give it a connection with one table of columns
 * {@code code VARCHAR} (the key), {@code city VARCHAR}, {@code elevation INTEGER}, and the rows of {@link #ROWS}.
 */
public abstract class LookupContract {
    /** The columns of the table. */
    protected static final Schema SCHEMA = Schema.of(
            Field.required("code", DataType.VARCHAR),
            Field.of("city", DataType.VARCHAR),
            Field.of("elevation", DataType.INTEGER));

    /** The rows of the table, in the order of {@code code}. */
    protected static final List<List<@Nullable Object>> ROWS =
            List.of(Arrays.asList("ATL", "Atlanta", 313), Arrays.asList("JFK", "New York", 4), row("ZZZ", null, null));

    /** For subclasses. */
    protected LookupContract() {}

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    protected abstract Connection connection();

    /** The name of the table. */
    protected abstract String table();

    private List<List<@Nullable Object>> scan(Schema schema, long rowsMax) {
        LookupRequest request = new LookupRequest("contract", table(), schema, List.of("code"), Map.of());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (Lookup lookup = connection().openLookup(request)) {
            for (Batch batch : Blocking.await(lookup.scan(rowsMax))) {
                assertEquals(schema.names(), batch.schema().names());
                for (int i = 0; i < batch.size(); i++) {
                    List<@Nullable Object> row = new ArrayList<>();
                    for (int column = 0; column < schema.size(); column++) {
                        row.add(batch.get(i, column));
                    }
                    rows.add(row);
                }
            }
        }
        rows.sort((a, b) -> String.valueOf(a.getFirst()).compareTo(String.valueOf(b.getFirst())));
        return rows;
    }

    @Test
    void says_that_it_can_scan() {
        assertTrue(connection().capabilities().contains(Capability.SCAN));
    }

    @Test
    void reads_the_whole_table() {
        assertEquals(ROWS, scan(SCHEMA, 100));
    }

    @Test
    void reads_only_the_columns_asked_for_in_their_order() {
        Schema some = Schema.of(Field.required("code", DataType.VARCHAR), Field.of("elevation", DataType.INTEGER));
        assertEquals(List.of(row("ATL", 313), row("JFK", 4), row("ZZZ", null)), scan(some, 100));
    }

    @Test
    void takes_a_table_of_just_the_size_allowed() {
        assertEquals(ROWS.size(), scan(SCHEMA, ROWS.size()).size());
    }

    @Test
    void refuses_a_table_that_is_too_large() {
        ConnectorException refused = assertThrows(ConnectorException.class, () -> scan(SCHEMA, ROWS.size() - 1));
        assertEquals("5005", refused.code().code());
    }

    @Test
    void refuses_an_unknown_table() {
        ConnectorException refused = assertThrows(
                ConnectorException.class,
                () -> connection()
                        .openLookup(new LookupRequest("contract", "no_such_table", SCHEMA, List.of("code"), Map.of())));
        assertTrue(
                List.of("5010", "5011").contains(refused.code().code()),
                refused.code().code());
    }

    @Test
    void refuses_a_column_that_the_table_does_not_have() {
        Schema other = Schema.of(Field.required("code", DataType.VARCHAR), Field.of("colour", DataType.VARCHAR));
        ConnectorException refused = assertThrows(ConnectorException.class, () -> scan(other, 100));
        assertEquals("5021", refused.code().code());
        assertTrue(refused.getMessage().contains("colour"), refused.getMessage());
    }
}
