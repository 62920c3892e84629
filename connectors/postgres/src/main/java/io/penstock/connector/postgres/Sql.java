package io.penstock.connector.postgres;

import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The statements of one sink. Each takes one array a column, so a batch is one statement with a few values, whatever
 * its size, and takes effect whole or not at all. Immutable.
 */
final class Sql {
    private final TableName table;
    private final List<SinkColumn> columns;
    private final List<SinkColumn> key;

    Sql(TableName table, List<SinkColumn> columns, List<String> keyColumns) {
        this.table = table;
        this.columns = List.copyOf(columns);
        Map<String, SinkColumn> byName = new HashMap<>();
        columns.forEach(column -> byName.put(column.name(), column));
        this.key = keyColumns.stream().map(byName::get).toList();
    }

    List<SinkColumn> key() {
        return key;
    }

    /** Writes rows: {@code $1} … are the columns. */
    String write() {
        return write(1);
    }

    /** Deletes rows: {@code $1} … are the key columns. */
    String delete() {
        return delete(1);
    }

    /** Deletes and writes at once: first the key columns of the rows to delete, then the columns of those to write. */
    String deleteAndWrite() {
        return "WITH deleted AS (" + delete(1) + ") " + write(1 + key.size());
    }

    private String write(int firstMarker) {
        String insert = "INSERT INTO " + table.quoted() + " (" + names(columns) + ") SELECT * FROM "
                + unnest(columns, firstMarker);
        if (key.isEmpty()) {
            return insert;
        }
        String updates = columns.stream()
                .filter(column -> !key.contains(column))
                .map(column -> TableName.quoted(column.name()))
                .map(name -> name + " = excluded." + name)
                .collect(Collectors.joining(", "));
        return insert + " ON CONFLICT (" + names(key) + ") "
                + (updates.isEmpty() ? "DO NOTHING" : "DO UPDATE SET " + updates);
    }

    private String delete(int firstMarker) {
        List<String> matches = new ArrayList<>();
        List<String> aliases = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            aliases.add("k" + i);
            matches.add("t." + TableName.quoted(key.get(i).name()) + " = k.k" + i);
        }
        return "DELETE FROM " + table.quoted() + " AS t USING " + unnest(key, firstMarker) + " AS k("
                + String.join(", ", aliases) + ") WHERE " + String.join(" AND ", matches);
    }

    private static String unnest(List<SinkColumn> columns, int firstMarker) {
        List<String> markers = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            markers.add("$" + (firstMarker + i) + "::" + columns.get(i).sqlType() + "[]");
        }
        return "unnest(" + String.join(", ", markers) + ")";
    }

    private static String names(List<SinkColumn> columns) {
        return columns.stream().map(column -> TableName.quoted(column.name())).collect(Collectors.joining(", "));
    }

    /** Makes the table of a sink when there is none. */
    static String createTable(String who, TableName table, Schema schema, List<String> key) {
        List<String> parts = new ArrayList<>();
        for (Field field : schema.fields()) {
            String type = ColumnTypes.forNewColumn(field.type()).orElseThrow(() -> Failures.noColumnType(who, field));
            boolean required = !field.nullable() || key.contains(field.name());
            parts.add(TableName.quoted(field.name()) + " " + type + (required ? " NOT NULL" : ""));
        }
        if (!key.isEmpty()) {
            parts.add(key.stream().map(TableName::quoted).collect(Collectors.joining(", ", "PRIMARY KEY (", ")")));
        }
        return "CREATE TABLE IF NOT EXISTS " + table.quoted() + " (" + String.join(", ", parts) + ")";
    }
}
