package io.penstock.stream.spi;

import io.penstock.stream.data.Schema;
import java.util.List;
import java.util.Map;

/**
 * What a sink is opened for.
 *
 * @param name the sink's name in SQL
 * @param table the table to write to
 * @param schema the columns of the rows that will come; they go to the table's columns of the same names
 * @param keyColumns the columns by which rows replace each other; empty for rows that are only added
 * @param options the remaining options of the WITH clause, without {@code connection} and {@code table}
 */
public record SinkRequest(
        String name, String table, Schema schema, List<String> keyColumns, Map<String, String> options) {
    public SinkRequest {
        keyColumns = List.copyOf(keyColumns);
        options = Map.copyOf(options);
    }
}
