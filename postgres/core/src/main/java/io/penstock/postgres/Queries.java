package io.penstock.postgres;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a pool or a transaction, waiting for the answer. An interrupt cancels the statement on the
 * server, keeps the interrupt flag and throws {@link java.util.concurrent.CancellationException}. All failures are
 * {@link PostgresException}; values that do not fit are {@link io.penstock.PenstockException} with
 * {@link io.penstock.BaseError#VALUE_OUT_OF_RANGE}.
 *
 * <p>SQL has markers {@code $1}, {@code $2} …; the server decides their types. Records are read and written by column
 * name, as {@link io.penstock.record.RecordShape} says.
 */
public interface Queries {
    /** All rows of a statement. */
    Rows query(Statement statement);

    /** All rows of a statement. */
    default Rows query(String sql, @Nullable Object... args) {
        return query(Statement.of(sql, args));
    }

    /** All rows of a statement as records. */
    <R> List<R> query(Class<R> type, Statement statement);

    /** All rows of a statement as records. */
    default <R> List<R> query(Class<R> type, String sql, @Nullable Object... args) {
        return query(type, Statement.of(sql, args));
    }

    /**
     * The one row of a statement as a record, if there is one.
     *
     * @throws PostgresException {@link PostgresError#UNEXPECTED_RESULT} when there are more
     */
    <R> Optional<R> queryOne(Class<R> type, Statement statement);

    /** The one row of a statement as a record, if there is one. */
    default <R> Optional<R> queryOne(Class<R> type, String sql, @Nullable Object... args) {
        return queryOne(type, Statement.of(sql, args));
    }

    /**
     * The one {@code json} or {@code jsonb} column of a statement as the bytes that the server sent.
     *
     * @throws PostgresException {@link PostgresError#UNEXPECTED_RESULT} when there are more columns,
     *     {@link PostgresError#TYPE_MISMATCH} when it is of another type
     */
    JsonRows queryJson(Statement statement);

    /** The same for one statement text. */
    default JsonRows queryJson(String sql, @Nullable Object... args) {
        return queryJson(Statement.of(sql, args));
    }

    /** Runs a statement and returns how many rows it touched. */
    long execute(Statement statement);

    /** Runs a statement and returns how many rows it touched. */
    default long execute(String sql, @Nullable Object... args) {
        return execute(Statement.of(sql, args));
    }

    /**
     * Notifies all who listen to a channel, at the end of the transaction.
     *
     * @param payload up to 7999 bytes in UTF-8
     */
    default void notifyListeners(String channel, String payload) {
        query(Notices.statement(channel, payload));
    }

    /**
     * Runs one statement with many lists of values: all of them take effect, or none. Returns what each touched. The
     * values are sent as they are read; nothing waits in between.
     */
    List<Long> executeBatch(String sql, Iterable<? extends List<? extends @Nullable Object>> argLists);

    /** The same with records: {@code $1} is the first component. */
    <R> List<Long> executeBatch(String sql, Class<R> type, Iterable<? extends R> records);

    /**
     * Loads records by COPY and returns how many: all of them, or none. The record's columns must be the table's, in
     * any order; other columns of the table take their defaults.
     *
     * @param table a name as it stands in SQL, for example {@code flights} or {@code "My Schema".flights}
     */
    <R> long copyIn(String table, Class<R> type, Iterable<? extends R> records);

    /**
     * Loads rows by COPY and returns how many: all of them, or none.
     *
     * @param rows one value per column, in the order of {@code columns}
     */
    long copyIn(String table, List<String> columns, Iterable<? extends List<? extends @Nullable Object>> rows);

    /**
     * Sends bytes as they are: {@code COPY … FROM STDIN} in the format that the SQL names. Returns the number of rows.
     * The stream is read to its end and not closed; when it fails the COPY is undone.
     */
    long copyIn(String copySql, InputStream data);

    /**
     * Fetches bytes as they are: {@code COPY … TO STDOUT} in the format that the SQL names. Returns the number of rows.
     * The stream is not closed; when it fails the COPY ends.
     */
    long copyOut(String copySql, OutputStream data);

    /**
     * Fetches the rows of a query by COPY, one record at a time, in any number, and returns how many.
     *
     * @param query a SELECT without markers
     */
    <R> long copyOut(String query, Class<R> type, Consumer<? super R> records);
}
