package io.penstock.connector.cassandra;

import io.penstock.Nearest;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.schema.TableColumn;
import io.penstock.documents.schema.TableDescription;
import io.penstock.stream.data.Field;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.spi.ConnectorException;
import java.util.List;

/** The failures of this connector alone, worded in one place; {@link ConnectorException} has those of all. */
final class Failures {
    private Failures() {}

    static ConnectorException noTable(
            ConnectorError error, String keyspace, String table, String hint, List<String> known) {
        return new ConnectorException(
                error,
                "keyspace '" + keyspace + "' has no table '" + table + "'"
                        + (hint.isEmpty() ? "; its tables are " + String.join(", ", known) : hint));
    }

    static ConnectorException noColumn(String who, TableDescription table, String name, List<String> known) {
        String hint = Nearest.hint(name, known);
        return new ConnectorException(
                ConnectorError.SCHEMA,
                who + ": " + named(table) + " has no column '" + name + "'"
                        + (hint.isEmpty() ? "; its columns are " + String.join(", ", known) : hint));
    }

    static ConnectorException wrongType(String who, TableDescription table, Field field, TableColumn column) {
        return new ConnectorException(
                ConnectorError.SCHEMA,
                who + ": column '" + field.name() + "' is " + field.type().sql() + " in SQL, but "
                        + column.type().cql() + " in " + named(table) + "; change one of them, or CAST in the query");
    }

    static ConnectorException keyPartMissing(String who, TableDescription table, String part, List<String> columns) {
        return new ConnectorException(
                ConnectorError.SCHEMA,
                who + ": column '" + part + "' belongs to the primary key of " + named(table)
                        + ", but the rows have only " + String.join(", ", columns));
    }

    static ConnectorException otherKey(
            String who, TableDescription table, List<String> wanted, List<String> primaryKey) {
        return new ConnectorException(
                ConnectorError.SCHEMA,
                who + ": rows replace each other by (" + String.join(", ", wanted) + "), but the primary key of "
                        + named(table) + " is (" + String.join(", ", primaryKey) + ")");
    }

    /** A failure of the database as one of the connector; {@code otherwise} is the code when it is no special one. */
    static ConnectorException translated(ConnectorError otherwise, String what, Throwable failed) {
        return ConnectorException.translated(
                what,
                failed,
                cause -> cause instanceof DocumentsException database ? code(database, otherwise) : otherwise);
    }

    private static ConnectorError code(DocumentsException failed, ConnectorError otherwise) {
        return switch (failed.error()) {
            case CONNECT, CONNECTION_LOST, UNAVAILABLE, CLOSED -> ConnectorError.CONNECT;
            case AUTHENTICATION, UNAUTHORIZED -> ConnectorError.AUTHENTICATION;
            default -> otherwise;
        };
    }

    private static String named(TableDescription table) {
        return "table '" + table.keyspace() + "." + table.name() + "'";
    }
}
