package io.penstock.documents.internal;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.TableColumn;
import io.penstock.documents.TableDescription;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.CqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads the schema from the database itself, anew each time: a cache of it would be wrong sooner or later. */
final class LiveSchema {
    private static final int ROWS_MAX = 5_000;
    private static final String COLUMNS = "SELECT column_name, kind, position, type, clustering_order"
            + " FROM system_schema.columns WHERE keyspace_name = ? AND table_name = ?";
    private static final String TYPES =
            "SELECT type_name, field_names, field_types FROM system_schema.types WHERE keyspace_name = ?";

    private final Requests requests;

    LiveSchema(Requests requests) {
        this.requests = requests;
    }

    CompletableFuture<Optional<TableDescription>> table(String keyspace, String table) {
        return Call.then(
                read(COLUMNS, keyspace, table),
                columns -> columns.rows().isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : Call.map(
                                read(TYPES, keyspace),
                                types -> Optional.of(description(keyspace, table, columns, types))));
    }

    private CompletableFuture<CqlPage> read(String cql, Object... values) {
        return requests.execute(
                CqlStatement.of(requests.forRead(ReadOptions.DEFAULT.withPageSize(ROWS_MAX)), cql, values));
    }

    private static TableDescription description(String keyspace, String table, CqlPage columns, CqlPage types) {
        UserTypes userTypes = new UserTypes(types);
        List<TableColumn> all = new ArrayList<>();
        for (CqlRow row : columns.rows()) {
            all.add(new TableColumn(text(row, 0), CqlType.parse(text(row, 3), userTypes::named), role(row)));
        }
        return new TableDescription(keyspace, table, all);
    }

    private static EntityColumn.Role role(CqlRow row) {
        int position = (Integer) Objects.requireNonNull(row.get(2));
        return switch (text(row, 1)) {
            case "partition_key" -> new EntityColumn.Partition(position);
            case "clustering" ->
                new EntityColumn.Clustering(position, text(row, 4).equalsIgnoreCase("desc"));
            case "static" -> new EntityColumn.Static();
            default -> new EntityColumn.Regular();
        };
    }

    private static String text(CqlRow row, int index) {
        return String.valueOf(row.get(index));
    }

    /** The user-defined types of a keyspace by name. Confined to one call. */
    private static final class UserTypes {
        private final Map<String, CqlRow> rows = new HashMap<>();

        UserTypes(CqlPage page) {
            page.rows().forEach(row -> rows.put(text(row, 0), row));
        }

        CqlType.UserType named(String name) {
            CqlRow row = rows.get(name);
            if (row == null) {
                return new CqlType.UserType(name, List.of(), false);
            }
            List<?> names = (List<?>) Objects.requireNonNull(row.get(1));
            List<?> fieldTypes = (List<?>) Objects.requireNonNull(row.get(2));
            List<CqlColumn> fields = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                fields.add(new CqlColumn(
                        String.valueOf(names.get(i)), CqlType.parse(String.valueOf(fieldTypes.get(i)), this::named)));
            }
            return new CqlType.UserType(name, fields, false);
        }
    }
}
