package io.penstock.connector.cassandra;

import io.penstock.Blocking;
import io.penstock.Nearest;
import io.penstock.PenstockException;
import io.penstock.documents.AsyncDocumentSession;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.schema.TableColumn;
import io.penstock.documents.schema.TableDescription;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.spi.SinkRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** The tables of a keyspace, and whether they fit what is asked of them. Thread-safe; blocks. */
record KeyspaceTables(AsyncDocumentSession session, String keyspace) {
    TableDescription find(String name, ConnectorError missing) {
        return await(session.schema().table(name)).orElseThrow(() -> {
            List<String> known = tableNames();
            return Failures.noTable(missing, keyspace, name, Nearest.hint(name, known), known);
        });
    }

    private List<String> tableNames() {
        CqlPage page = await(session.execute(
                CqlStatement.of("SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?", keyspace)));
        List<String> names = new ArrayList<>();
        for (CqlRow row : page.rows()) {
            names.add(Objects.toString(row.get(0)));
        }
        return names;
    }

    static TableColumn column(String who, TableDescription table, String name) {
        return table.column(name)
                .orElseThrow(() -> Failures.noColumn(
                        who,
                        table,
                        name,
                        table.columns().stream().map(TableColumn::name).toList()));
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return Blocking.await(future);
        } catch (PenstockException failed) {
            throw Failures.translated(ConnectorError.READ, "the schema cannot be read", failed);
        }
    }

    /** Rows must replace each other by what the table replaces them by. */
    static void checkKey(String who, TableDescription table, SinkRequest request) {
        List<String> primaryKey =
                table.primaryKey().stream().map(TableColumn::name).toList();
        if (request.keyColumns().isEmpty()) {
            List<String> columns = request.schema().names();
            for (String part : primaryKey) {
                if (!columns.contains(part)) {
                    throw Failures.keyPartMissing(who, table, part, columns);
                }
            }
        } else if (!new HashSet<>(request.keyColumns()).equals(new HashSet<>(primaryKey))) {
            throw Failures.otherKey(who, table, request.keyColumns(), primaryKey);
        }
    }
}
