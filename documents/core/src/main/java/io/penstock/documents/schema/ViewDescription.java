package io.penstock.documents.schema;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A materialized view: rows of a base table, kept by the database under another primary key. Immutable.
 *
 * @param keyspace the keyspace of both
 * @param name its name
 * @param base its base table
 * @param columns the partition key, the clustering columns, then the others by name
 * @param where which rows it has, in CQL
 * @param options its options by name: all that the database shows, or those that a class names
 */
public record ViewDescription(
        String keyspace,
        String name,
        String base,
        List<TableColumn> columns,
        String where,
        Map<String, OptionValue> options) {
    public ViewDescription {
        columns = TableDescription.ordered(columns);
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** A column by its name. */
    public Optional<TableColumn> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }
}
