package io.penstock.documents.internal;

import io.penstock.documents.ReadOptions;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.internal.schema.LiveKeyspace;
import io.penstock.documents.schema.KeyspaceSettings;
import io.penstock.documents.schema.SchemaDescription;
import io.penstock.documents.schema.TableColumn;
import io.penstock.documents.schema.TableDescription;
import io.penstock.documents.schema.ViewDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads the schema from the database itself, anew each time: a cache of it would be wrong sooner or later. */
final class LiveSchema {
    private static final int PAGE_ROWS = 5_000;
    private static final String FROM = " FROM system_schema.";
    private static final String KEYSPACE =
            "SELECT replication, durable_writes" + FROM + "keyspaces WHERE keyspace_name = ?";
    private static final String TYPES =
            "SELECT type_name, field_names, field_types" + FROM + "types WHERE keyspace_name = ?";
    private static final String COLUMNS = "SELECT table_name, column_name, kind, position, type, clustering_order"
            + FROM + "columns WHERE keyspace_name = ?";
    // The columns of these differ between versions and products: each is an option.
    private static final String TABLES = "SELECT *" + FROM + "tables WHERE keyspace_name = ?";
    private static final String VIEWS = "SELECT *" + FROM + "views WHERE keyspace_name = ?";
    private static final String INDEXES =
            "SELECT table_name, index_name, kind, options" + FROM + "indexes WHERE keyspace_name = ?";
    private static final String DROPPED =
            "SELECT table_name, column_name, kind, type" + FROM + "dropped_columns WHERE keyspace_name = ?";
    private static final String OF_TABLE = " AND table_name = ?";

    private final Requests requests;

    LiveSchema(Requests requests) {
        this.requests = requests;
    }

    /** A table, without the options and indexes that writing rows does not need. */
    CompletableFuture<Optional<TableDescription>> columns(String keyspace, String table) {
        return Call.then(
                read(COLUMNS + OF_TABLE, keyspace, table),
                columns -> columns.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : Call.map(read(TYPES, keyspace), types -> {
                            SchemaRows rows = new SchemaRows(types);
                            return Optional.of(new TableDescription(
                                    keyspace,
                                    table,
                                    columns.stream().map(rows::column).toList(),
                                    Map.of(),
                                    List.of()));
                        }));
    }

    /** The whole keyspace. */
    CompletableFuture<LiveKeyspace> keyspace(String keyspace) {
        List<String> queries = List.of(KEYSPACE, TYPES, COLUMNS, TABLES, VIEWS, INDEXES, DROPPED);
        List<CompletableFuture<List<SchemaRow>>> reads =
                queries.stream().map(cql -> read(cql, keyspace)).toList();
        return Call.map(
                Call.all(reads),
                ignored -> described(
                        keyspace, reads.stream().map(CompletableFuture::join).toList()));
    }

    private static LiveKeyspace described(String keyspace, List<List<SchemaRow>> read) {
        SchemaRows rows = new SchemaRows(read.get(1));
        Map<String, List<TableColumn>> columns = new HashMap<>();
        read.get(2)
                .forEach(row -> columns.computeIfAbsent(row.text("table_name"), any -> new ArrayList<>())
                        .add(rows.column(row)));
        Map<String, List<io.penstock.documents.schema.IndexDescription>> indexes = new HashMap<>();
        read.get(5)
                .forEach(row -> indexes.computeIfAbsent(row.text("table_name"), any -> new ArrayList<>())
                        .add(SchemaRows.index(row)));
        Map<String, List<TableColumn>> dropped = new HashMap<>();
        read.get(6)
                .forEach(row -> dropped.computeIfAbsent(row.text("table_name"), any -> new ArrayList<>())
                        .add(rows.droppedColumn(row)));
        List<TableDescription> tables = new ArrayList<>();
        for (SchemaRow row : read.get(3)) {
            String name = row.text("table_name");
            tables.add(new TableDescription(
                    keyspace,
                    name,
                    columns.getOrDefault(name, List.of()),
                    SchemaRows.options(row),
                    indexes.getOrDefault(name, List.of())));
        }
        List<ViewDescription> views = new ArrayList<>();
        for (SchemaRow row : read.get(4)) {
            String name = row.text("view_name");
            views.add(new ViewDescription(
                    keyspace,
                    name,
                    row.text("base_table_name"),
                    columns.getOrDefault(name, List.of()),
                    row.text("where_clause"),
                    SchemaRows.options(row)));
        }
        Optional<KeyspaceSettings> settings =
                read.getFirst().stream().findFirst().map(SchemaRows::settings);
        return new LiveKeyspace(new SchemaDescription(keyspace, settings, rows.types(), tables, views), dropped);
    }

    private CompletableFuture<List<SchemaRow>> read(String cql, Object... values) {
        return read(
                CqlStatement.of(requests.forRead(ReadOptions.DEFAULT.withPageSize(PAGE_ROWS)), cql, values),
                new ArrayList<>());
    }

    private CompletableFuture<List<SchemaRow>> read(CqlStatement statement, List<SchemaRow> into) {
        return Call.then(requests.execute(statement), page -> {
            page.rows().forEach(row -> into.add(new SchemaRow(page, row)));
            return page.pagingState().isEmpty()
                    ? CompletableFuture.completedFuture(into)
                    : read(
                            statement.withOptions(statement
                                    .options()
                                    .withPagingState(page.pagingState().get())),
                            into);
        });
    }
}
