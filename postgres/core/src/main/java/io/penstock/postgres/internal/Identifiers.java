package io.penstock.postgres.internal;

import java.util.List;
import java.util.stream.Collectors;

/** Names as they stand in SQL. */
final class Identifiers {
    private Identifiers() {}

    /** Exactly this name, whatever is in it. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as a literal, whatever is in it. */
    static String literal(String text) {
        String doubled = text.replace("'", "''");
        return doubled.indexOf('\\') < 0 ? "'" + doubled + "'" : " E'" + doubled.replace("\\", "\\\\") + "'";
    }

    static String quoted(List<String> names) {
        return names.stream().map(Identifiers::quoted).collect(Collectors.joining(", "));
    }
}
