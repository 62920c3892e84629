package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.RowWriter;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.Unset;
import io.penstock.documents.schema.TableColumn;
import io.penstock.documents.schema.TableDescription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
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
    private final String deleteFrom;

    CqlRowWriter(Requests requests, TableDescription table, List<TableColumn> columns, WriteOptions options) {
        this.requests = requests;
        this.table = table;
        this.columns = List.copyOf(columns);
        this.key = table.primaryKey();
        this.options = options;
        String name = CqlNames.quoted(table.keyspace(), table.name());
        this.upsert = "INSERT INTO " + name + " ("
                + columns.stream().map(column -> CqlNames.quoted(column.name())).collect(Collectors.joining(", "))
                + ") VALUES (" + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
        this.deleteFrom = "DELETE FROM " + name;
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
        @Nullable Object[] written = values.clone();
        if (options.nulls() == WriteOptions.Nulls.KEEP) {
            for (int i = 0; i < written.length; i++) {
                written[i] = written[i] == null ? Unset.INSTANCE : written[i];
            }
        }
        return run(() -> {
            Draft draft = new Draft(upsert, written);
            Updates.using(options, draft);
            return draft;
        });
    }

    @Override
    public CompletableFuture<Void> delete(Object... keyValues) {
        try {
            check(key, keyValues);
        } catch (DocumentsException wrong) {
            return CompletableFuture.failedFuture(wrong);
        }
        return run(() -> {
            Draft draft = new Draft(deleteFrom);
            // A time to live is of what is written, so it is none of a delete's.
            Updates.using(
                    new WriteOptions(Optional.empty(), options.timestamp(), options.nulls(), options.run()), draft);
            String separator = " WHERE ";
            for (int i = 0; i < keyValues.length; i++) {
                draft.text(separator + CqlNames.quoted(key.get(i).name()) + " = ")
                        .bind(keyValues[i]);
                separator = " AND ";
            }
            return draft;
        });
    }

    private CompletableFuture<Void> run(Supplier<Draft> draft) {
        return Call.done(Call.start(() -> requests.execute(draft.get().statement(requests.forWrite(options)))));
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
