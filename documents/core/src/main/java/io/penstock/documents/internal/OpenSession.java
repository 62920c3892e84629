package io.penstock.documents.internal;

import io.penstock.Nearest;
import io.penstock.documents.AsyncDocumentSession;
import io.penstock.documents.AsyncRepository;
import io.penstock.documents.AsyncSchema;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.RowWriter;
import io.penstock.documents.TableColumn;
import io.penstock.documents.TableDescription;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Work in one keyspace. Thread-safe. */
final class OpenSession implements AsyncDocumentSession {
    private final Requests requests;
    private final Suggestions suggestions;
    private final String keyspace;
    private final CqlSchema schema;

    OpenSession(Requests requests, String keyspace) {
        if (keyspace.isEmpty()) {
            throw new IllegalArgumentException("the keyspace's name is empty");
        }
        this.requests = requests;
        this.keyspace = keyspace;
        this.suggestions = new Suggestions(requests);
        this.schema = new CqlSchema(requests, keyspace);
    }

    String keyspace() {
        return keyspace;
    }

    @Override
    public <E> AsyncRepository<E> repository(Class<E> entity) {
        EntityPlan<E> plan = new EntityPlan<>(entity, keyspace);
        return new CqlRepository<>(plan, new Sender(requests, suggestions, plan.target()));
    }

    @Override
    public AsyncSchema schema() {
        return schema;
    }

    @Override
    public CompletableFuture<RowWriter> rowWriter(String table, List<String> columns, WriteOptions options) {
        Target target = new Target(keyspace, table);
        return Call.then(
                schema.table(table),
                found -> found.isPresent()
                        ? CompletableFuture.completedFuture(writer(found.get(), columns, options))
                        : Call.then(suggestions.missingTable(target), CompletableFuture::failedFuture));
    }

    private RowWriter writer(TableDescription table, List<String> names, WriteOptions options) {
        List<TableColumn> columns = new ArrayList<>();
        List<String> known = table.columns().stream().map(TableColumn::name).toList();
        for (String name : names) {
            columns.add(table.column(name)
                    .orElseThrow(() -> new DocumentsException(
                            DocumentsError.UNKNOWN_COLUMN,
                            "table '" + table.name() + "' has no column '" + name + "'" + Nearest.hint(name, known)
                                    + " (it has " + String.join(", ", known) + ")")));
        }
        for (TableColumn key : table.primaryKey()) {
            if (!names.contains(key.name())) {
                throw new DocumentsException(
                        DocumentsError.INVALID_QUERY,
                        "column '" + key.name() + "' is a " + key.role() + " of table '" + table.name()
                                + "', but is not among the columns to write " + names);
            }
        }
        return new CqlRowWriter(requests, table, columns, options);
    }

    @Override
    public CompletableFuture<CqlPage> execute(CqlRequest request) {
        return requests.execute(request.withOptions(requests.completed(request.options())));
    }
}
