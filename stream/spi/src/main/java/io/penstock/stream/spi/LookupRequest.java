package io.penstock.stream.spi;

import io.penstock.stream.data.Schema;
import java.util.List;
import java.util.Map;

/**
 * What a lookup is opened for.
 *
 * @param name the lookup table's name in SQL
 * @param table the table to read
 * @param schema the columns wanted, by name
 * @param keyColumns the columns that rows are looked up by
 * @param options the remaining options of the WITH clause, without {@code connection} and {@code table}
 */
public record LookupRequest(
        String name, String table, Schema schema, List<String> keyColumns, Map<String, String> options) {
    public LookupRequest {
        keyColumns = List.copyOf(keyColumns);
        options = Map.copyOf(options);
    }
}
