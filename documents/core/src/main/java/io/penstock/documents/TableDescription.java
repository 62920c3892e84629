package io.penstock.documents;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A table as the database has it.
 *
 * @param keyspace its keyspace
 * @param name its name
 * @param columns the partition key, the clustering columns, then the others by name
 */
public record TableDescription(String keyspace, String name, List<TableColumn> columns) {
    public TableDescription {
        columns = columns.stream()
                .sorted(Comparator.comparingInt(TableDescription::place).thenComparing(TableColumn::name))
                .toList();
    }

    /** The primary key: the partition key, then the clustering columns. */
    public List<TableColumn> primaryKey() {
        return columns.stream().filter(column -> column.role().isKey()).toList();
    }

    public Optional<TableColumn> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
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
