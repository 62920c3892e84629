package io.penstock.connector.postgres;

import io.penstock.Nearest;
import io.penstock.postgres.PostgresError;
import io.penstock.postgres.PostgresException;
import io.penstock.stream.data.Field;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.spi.ConnectorException;
import java.util.List;

/** The failures of this connector alone, worded in one place; {@link ConnectorException} has those of all. */
final class Failures {
    private static final int NAMES_SHOWN = 20;

    private Failures() {}

    static ConnectorException noTable(ConnectorError error, String table, List<String> known) {
        String hint = Nearest.hint(table, known);
        return new ConnectorException(
                error,
                "there is no table '" + table + "'" + (hint.isEmpty() ? "; the tables are " + some(known) : hint));
    }

    static ConnectorException noColumn(String who, Table table, String name) {
        String hint = Nearest.hint(name, table.columnNames());
        return new ConnectorException(
                ConnectorError.SCHEMA,
                who + ": table '" + table.name() + "' has no column '" + name + "'"
                        + (hint.isEmpty() ? "; its columns are " + some(table.columnNames()) : hint));
    }

    static ConnectorException wrongType(String who, Table table, Field field, String columnType) {
        return new ConnectorException(
                ConnectorError.SCHEMA,
                who + ": column '" + field.name() + "' is " + field.type().sql() + " in SQL, but " + columnType
                        + " in table '" + table.name() + "'; change one of them, or CAST in the query");
    }

    static ConnectorException noColumnType(String who, Field field) {
        return new ConnectorException(
                ConnectorError.SCHEMA,
                who + ": column '" + field.name() + "' is " + field.type().sql()
                        + ", for which PostgreSQL has no column type here; CAST it in the query");
    }

    static ConnectorException generated(String who, Table table, String column) {
        return new ConnectorException(
                ConnectorError.SCHEMA,
                who + ": column '" + column + "' of table '" + table.name()
                        + "' is computed by the server and cannot be written; leave it out of the query");
    }

    static ConnectorException required(String who, Table table, String column) {
        return new ConnectorException(
                ConnectorError.SCHEMA,
                who + ": column '" + column + "' of table '" + table.name()
                        + "' is NOT NULL without a default, but the rows do not have it");
    }

    static ConnectorException noUniqueKey(String who, Table table, List<String> key) {
        List<String> keys = table.uniqueKeys().stream()
                .map(columns -> "(" + String.join(", ", columns) + ")")
                .toList();
        return new ConnectorException(
                ConnectorError.SCHEMA,
                who + ": rows replace each other by (" + String.join(", ", key) + "), but table '" + table.name() + "' "
                        + (keys.isEmpty() ? "has no unique key" : "is unique by " + String.join(" and ", keys)));
    }

    /** Rows with NULL in a unique index never conflict, so each write would add another. */
    static ConnectorException nullableKey(String who, Table table, String column) {
        return new ConnectorException(
                ConnectorError.SCHEMA,
                who + ": rows replace each other by column '" + column + "', but table '" + table.name()
                        + "' lets it be NULL, and rows with NULL would be added instead; make it NOT NULL");
    }

    /** A failure of the database as one of the connector; {@code otherwise} is the code when it is no special one. */
    static ConnectorException translated(ConnectorError otherwise, String what, Throwable failed) {
        return ConnectorException.translated(
                what,
                failed,
                cause -> cause instanceof PostgresException database ? code(database, otherwise) : otherwise);
    }

    private static ConnectorError code(PostgresException failed, ConnectorError otherwise) {
        if (failed.error().equals(PostgresError.POOL_CLOSED)
                || failed.sqlState().startsWith("57P0")) {
            return ConnectorError.CONNECT;
        }
        return switch (failed.error().sqlClass()) {
            case "08" -> ConnectorError.CONNECT;
            case "28" -> ConnectorError.AUTHENTICATION;
            default -> otherwise;
        };
    }

    private static String some(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
        return names.size() > NAMES_SHOWN ? shown + ", …" : shown;
    }
}
