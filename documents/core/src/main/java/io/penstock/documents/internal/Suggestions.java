package io.penstock.documents.internal;

import io.penstock.Nearest;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlStatement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Adds the nearest right name to a failure about a wrong one. Costs a request, and only then. Thread-safe. */
final class Suggestions {
    private static final String KEYSPACES = "SELECT keyspace_name FROM system_schema.keyspaces";
    private static final String TABLES = "SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?";
    private static final String COLUMNS =
            "SELECT column_name FROM system_schema.columns WHERE keyspace_name = ? AND table_name = ?";

    private final Requests requests;

    Suggestions(Requests requests) {
        this.requests = requests;
    }

    /** The answer, or the failure made clearer. */
    <T> CompletableFuture<T> on(Target target, CompletableFuture<T> answer) {
        return Call.recover(answer, error -> {
            if (!(error instanceof DocumentsException failure)) {
                return CompletableFuture.failedFuture(error);
            }
            return switch (failure.error()) {
                case UNKNOWN_KEYSPACE, UNKNOWN_TABLE, UNKNOWN_COLUMN ->
                    Call.recover(
                            Call.then(explained(target, failure), CompletableFuture::failedFuture),
                            // The look-up itself may fail; then the first failure says more.
                            second -> CompletableFuture.failedFuture(isExplained(second) ? second : failure));
                default -> CompletableFuture.failedFuture(failure);
            };
        });
    }

    /** The failure to throw for a table that does not exist. */
    CompletableFuture<DocumentsException> missingTable(Target target) {
        return explained(
                target,
                new DocumentsException(
                        DocumentsError.UNKNOWN_TABLE,
                        "table '" + target.table() + "' does not exist in keyspace '" + target.keyspace() + "'"));
    }

    private static boolean isExplained(Throwable error) {
        return error instanceof DocumentsException known
                && (known.error() == DocumentsError.UNKNOWN_KEYSPACE
                        || known.error() == DocumentsError.UNKNOWN_TABLE
                        || known.error() == DocumentsError.UNKNOWN_COLUMN);
    }

    private CompletableFuture<DocumentsException> explained(Target target, DocumentsException failure) {
        return Call.then(names(KEYSPACES), keyspaces -> {
            if (!keyspaces.contains(target.keyspace())) {
                return CompletableFuture.completedFuture(new DocumentsException(
                        DocumentsError.UNKNOWN_KEYSPACE,
                        "keyspace '" + target.keyspace() + "' does not exist"
                                + Nearest.hint(target.keyspace(), keyspaces)
                                + " (schema().createKeyspace(…) makes it)",
                        failure));
            }
            return Call.then(names(TABLES, target.keyspace()), tables -> {
                if (!tables.contains(target.table())) {
                    return CompletableFuture.completedFuture(new DocumentsException(
                            DocumentsError.UNKNOWN_TABLE,
                            "table '" + target.table() + "' does not exist in keyspace '" + target.keyspace() + "'"
                                    + Nearest.hint(target.table(), tables)
                                    + " (schema().create(…) makes the tables of record classes)",
                            failure));
                }
                return Call.map(
                        names(COLUMNS, target.keyspace(), target.table()), columns -> column(failure, columns, target));
            });
        });
    }

    private static DocumentsException column(DocumentsException failure, List<String> columns, Target target) {
        String message = failure.getMessage();
        return new DocumentsException(
                failure.error(),
                message + " (table '" + target.table() + "' has " + String.join(", ", columns)
                        + "; schema().check(…) lists all differences)",
                failure);
    }

    private CompletableFuture<List<String>> names(String cql, Object... values) {
        Supplier<CompletableFuture<CqlPage>> request = () -> requests.execute(CqlStatement.of(
                requests.forRead(io.penstock.documents.ReadOptions.DEFAULT.withPageSize(5_000)), cql, values));
        return Call.map(
                request.get(),
                page -> page.rows().stream()
                        .map(row -> String.valueOf(row.get(0)))
                        .toList());
    }
}
