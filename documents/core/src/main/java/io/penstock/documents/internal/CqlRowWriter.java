package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.RowWriter;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.documents.schema.TableColumn;
import io.penstock.documents.schema.TableDescription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes rows by column names. Thread-safe. */
final class CqlRowWriter implements RowWriter {
    private final Requests requests;
    private final TableDescription table;
    private final List<TableColumn> columns;
    private final List<TableColumn> key;
    private final WriteOptions options;
    private final String upsert;
    private final String delete;

    CqlRowWriter(Requests requests, TableDescription table, List<TableColumn> columns, WriteOptions options) {
        this.requests = requests;
        this.table = table;
        this.columns = List.copyOf(columns);
        this.key = table.primaryKey();
        this.options = options;
        String name = CqlNames.quoted(table.keyspace(), table.name());
        this.upsert = "INSERT INTO " + name + " ("
                + columns.stream().map(column -> CqlNames.quoted(column.name())).collect(Collectors.joining(", "))
                + ") VALUES (" + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")"
                + using(options);
        this.delete = "DELETE FROM " + name
                + options.timestamp().map(ignored -> " USING TIMESTAMP ?").orElse("")
                + key.stream()
                        .map(column -> CqlNames.quoted(column.name()) + " = ?")
                        .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    private static String using(WriteOptions options) {
        if (options.ttl().isPresent()) {
            return options.timestamp().isPresent() ? " USING TTL ? AND TIMESTAMP ?" : " USING TTL ?";
        }
        return options.timestamp().isPresent() ? " USING TIMESTAMP ?" : "";
    }

    @Override
    public TableDescription table() {
        return table;
    }

    @Override
    public List<TableColumn> columns() {
        return columns;
    }

    @Override
    public List<TableColumn> keyColumns() {
        return key;
    }

    @Override
    public CompletableFuture<Void> upsert(@Nullable Object... values) {
        try {
            check(columns, values);
        } catch (DocumentsException wrong) {
            return CompletableFuture.failedFuture(wrong);
        }
        int at = values.length;
        @Nullable
        Object[] all = new @Nullable
                Object
                [at + (options.ttl().isPresent() ? 1 : 0) + (options.timestamp().isPresent() ? 1 : 0)];
        System.arraycopy(values, 0, all, 0, at);
        if (options.ttl().isPresent()) {
            all[at++] = (int) options.ttl().get().toSeconds();
        }
        if (options.timestamp().isPresent()) {
            all[at] = Mutations.micros(options.timestamp().get());
        }
        return run(upsert, all);
    }

    @Override
    public CompletableFuture<Void> delete(Object... keyValues) {
        try {
            check(key, keyValues);
        } catch (DocumentsException wrong) {
            return CompletableFuture.failedFuture(wrong);
        }
        int before = options.timestamp().isPresent() ? 1 : 0;
        @Nullable Object[] all = new @Nullable Object[keyValues.length + before];
        if (before == 1) {
            all[0] = Mutations.micros(options.timestamp().get());
        }
        System.arraycopy(keyValues, 0, all, before, keyValues.length);
        return run(delete, all);
    }

    private CompletableFuture<Void> run(String cql, @Nullable Object[] values) {
        RequestOptions run = requests.forWrite(options);
        return Call.done(requests.execute(CqlStatement.of(run, cql, values)));
    }

    private void check(List<TableColumn> expected, @Nullable Object[] values) {
        if (values.length != expected.size()) {
            throw new DocumentsException(
                    DocumentsError.WRONG_TYPE,
                    "table '" + table.name() + "': expected " + expected.size() + " values for "
                            + expected.stream().map(TableColumn::name).toList() + ", got " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            TableColumn column = expected.get(i);
            if (value == null) {
                if (column.role().isKey()) {
                    throw new DocumentsException(
                            DocumentsError.NULL_VALUE,
                            "column '" + column.name() + "' of table '" + table.name() + "' is a " + column.role()
                                    + " and must have a value, but got null");
                }
            } else if (!column.type().javaClass().isInstance(value)) {
                throw new DocumentsException(
                        DocumentsError.WRONG_TYPE,
                        "column '" + column.name() + "' of table '" + table.name() + "' has type "
                                + column.type().cql() + " and takes "
                                + column.type().javaClass().getName() + ", got "
                                + value.getClass().getName());
            }
        }
    }
}
