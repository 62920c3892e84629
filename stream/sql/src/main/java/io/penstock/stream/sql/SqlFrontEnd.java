package io.penstock.stream.sql;

import java.util.List;

/** SQL text to statements. Thread-safe; every call is independent. */
public final class SqlFrontEnd {
    /**
     * Splits a script into statements and checks their form.
     *
     * @throws io.penstock.PenstockException with the position in the script and what was expected there
     */
    public List<ParsedStatement> parse(String script) {
        if (script.isBlank()) {
            return List.of();
        }
        throw new IllegalStateException("no parser yet for " + script.length() + " characters");
    }

    /**
     * Finds out what a statement means. Statements of a script are analyzed one after another, each after the one
     * before was carried out.
     *
     * @throws io.penstock.PenstockException with the position and the nearest right name
     */
    public Statement analyze(ParsedStatement statement, Catalog catalog) {
        if (statement.tree() instanceof Statement known) {
            return known;
        }
        throw new IllegalStateException("no analysis yet of " + statement.text() + " in " + catalog);
    }
}
