package io.penstock.connector.postgres;

import java.util.Optional;

/** A table's name, exactly as it is called, and its schema where that is given. */
record TableName(Optional<String> schema, String table) {
    static TableName parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0
                ? new TableName(Optional.empty(), text)
                : new TableName(Optional.of(text.substring(0, dot)), text.substring(dot + 1));
    }

    /** As it stands in SQL. */
    String quoted() {
        return schema.map(name -> quoted(name) + ".").orElse("") + quoted(table);
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return schema.map(name -> name + ".").orElse("") + table;
    }
}
