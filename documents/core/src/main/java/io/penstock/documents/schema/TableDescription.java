package io.penstock.documents.schema;

import io.penstock.documents.EntityColumn;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table: as the database has it, or as record classes need it. Immutable.
 *
 * @param keyspace its keyspace
 * @param name its name
 * @param columns the partition key, the clustering columns, then the others by name
 * @param options its options by name: all that the database shows, or those that a class names
 * @param indexes its secondary indexes by name
 */
public record TableDescription(
        String keyspace,
        String name,
        List<TableColumn> columns,
        Map<String, OptionValue> options,
        List<IndexDescription> indexes) {
    public TableDescription {
        columns = ordered(columns);
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        indexes = indexes.stream()
                .sorted(Comparator.comparing(IndexDescription::name))
                .toList();
    }

    /** The primary key: the partition key, then the clustering columns. */
    public List<TableColumn> primaryKey() {
        return columns.stream().filter(column -> column.role().isKey()).toList();
    }

    /** A column by its name. */
    public Optional<TableColumn> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }

    static List<TableColumn> ordered(List<TableColumn> columns) {
        return columns.stream()
                .sorted(Comparator.comparingInt(TableDescription::place).thenComparing(TableColumn::name))
                .toList();
    }

    private static int place(TableColumn column) {
        return switch (column.role()) {
            case EntityColumn.Partition partition -> partition.order();
            case EntityColumn.Clustering clustering -> 1_000 + clustering.order();
            case EntityColumn.Static ignored -> 2_000;
            case EntityColumn.Regular ignored -> 2_000;
        };
    }
}
