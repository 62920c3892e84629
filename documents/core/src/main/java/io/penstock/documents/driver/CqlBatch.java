package io.penstock.documents.driver;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements that are sent together. Immutable. Only the batch's options count, not those of its statements.
 *
 * @param type what the server promises about them
 * @param statements at least one
 * @param options how it is run
 */
public record CqlBatch(Type type, List<CqlStatement> statements, RequestOptions options) implements CqlRequest {
    /** What the server promises about a batch. */
    public enum Type {
        /** All or none, in the end, by the server's batch log. */
        LOGGED,
        /** Nothing across partitions. */
        UNLOGGED,
        /** For counter updates only. */
        COUNTER
    }

    public CqlBatch {
        statements = List.copyOf(statements);
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one statement");
        }
    }

    @Override
    public String cql() {
        return statements.stream().map(CqlStatement::cql).collect(Collectors.joining("; "));
    }

    @Override
    public CqlBatch withOptions(RequestOptions newOptions) {
        return new CqlBatch(type, statements, newOptions);
    }

    @Override
    public String toString() {
        return "CqlBatch[" + type + ", " + statements.size() + " statements]";
    }
}
