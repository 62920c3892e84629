package io.penstock.documents.internal.schema;

import io.penstock.documents.schema.SchemaDescription;
import io.penstock.documents.schema.TableColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A keyspace as the database has it at a moment.
 *
 * @param schema what is in it
 * @param dropped columns that its tables once had, by table: their names cannot stand for anything else again
 */
public record LiveKeyspace(SchemaDescription schema, Map<String, List<TableColumn>> dropped) {
    Optional<TableColumn> droppedColumn(String table, String column) {
        return dropped.getOrDefault(table, List.of()).stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst();
    }
}
