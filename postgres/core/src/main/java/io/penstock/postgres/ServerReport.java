package io.penstock.postgres;

import java.util.Optional;

/**
 * What the server said about a failure, field by field. {@code detail} and {@code where} can hold data of rows; they
 * are here for programs that ask, and never part of an exception's message.
 *
 * @param severity {@code ERROR}, {@code FATAL} or {@code PANIC}, not localized
 * @param sqlState five characters
 * @param message the primary message
 * @param detail more about the problem
 * @param hint what to try, in the server's words
 * @param where the context: function, trigger, COPY line
 * @param schema the schema of the object concerned
 * @param table the table concerned
 * @param column the column concerned
 * @param dataType the data type concerned
 * @param constraint the constraint concerned
 */
public record ServerReport(
        String severity,
        String sqlState,
        String message,
        Optional<String> detail,
        Optional<String> hint,
        Optional<String> where,
        Optional<String> schema,
        Optional<String> table,
        Optional<String> column,
        Optional<String> dataType,
        Optional<String> constraint) {

    /** The primary fields only, as messages and logs show them. */
    @Override
    public String toString() {
        return severity + " " + sqlState + ": " + message;
    }
}
