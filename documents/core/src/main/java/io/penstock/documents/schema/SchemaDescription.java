package io.penstock.documents.schema;

import io.penstock.documents.driver.CqlType;
import java.util.List;
import java.util.Optional;

/**
 * The schema of a keyspace: as the database has it, or as record classes need it. Immutable.
 *
 * @param keyspace the keyspace
 * @param settings how it keeps rows; empty when it does not exist, or when nothing is said about it
 * @param types its user-defined types
 * @param tables its tables
 * @param views its materialized views
 */
public record SchemaDescription(
        String keyspace,
        Optional<KeyspaceSettings> settings,
        List<CqlType.UserType> types,
        List<TableDescription> tables,
        List<ViewDescription> views) {
    public SchemaDescription {
        types = List.copyOf(types);
        tables = List.copyOf(tables);
        views = List.copyOf(views);
    }

    /** A user-defined type by its name. */
    public Optional<CqlType.UserType> type(String name) {
        return types.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /** A table by its name. */
    public Optional<TableDescription> table(String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** A view by its name. */
    public Optional<ViewDescription> view(String name) {
        return views.stream().filter(view -> view.name().equals(name)).findFirst();
    }
}
