package io.penstock.connector.postgres;

import java.util.List;
import java.util.Optional;

/**
 * A table as the server has it.
 *
 * @param columns in table order
 * @param uniqueKeys the columns of each unique index over plain columns and all rows; the primary key comes first
 * @param hasPrimaryKey whether the first of them is the primary key
 */
record Table(TableName name, List<Column> columns, List<List<String>> uniqueKeys, boolean hasPrimaryKey) {
    Table {
        columns = List.copyOf(columns);
        uniqueKeys = List.copyOf(uniqueKeys);
    }

    /**
     * A column.
     *
     * @param type as the server spells it, for example {@code numeric(10,2)}
     * @param required whether it refuses NULL
     * @param hasDefault whether a row may be inserted without it although it is required
     * @param generated whether the server alone computes it
     */
    record Column(String name, String type, boolean required, boolean hasDefault, boolean generated) {}

    Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    List<String> primaryKey() {
        return hasPrimaryKey ? uniqueKeys.getFirst() : List.of();
    }
}
