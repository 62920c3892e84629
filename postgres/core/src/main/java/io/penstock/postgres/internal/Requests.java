package io.penstock.postgres.internal;

import io.penstock.Limit;
import io.penstock.postgres.JsonRows;
import io.penstock.postgres.Rows;
import io.penstock.postgres.Statement;
import io.penstock.record.RecordComponentShape;
import io.penstock.record.RecordShape;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls of the API as requests. Making one does no I/O. */
final class Requests {
    private Requests() {}

    static Request<Rows> rows(Statement statement, Limit rowsMax) {
        return new Request.Single<>("query", statement, () -> new RowTargets.AsRows(rowsMax));
    }

    static <R> Request<List<R>> records(Class<R> type, Statement statement, Limit rowsMax) {
        RecordShape<R> shape = RecordShape.of(type);
        return new Request.Single<>("query", statement, () -> new RowTargets.AsRecords<>(shape, rowsMax));
    }

    static <R> Request<Optional<R>> one(Class<R> type, Statement statement) {
        RecordShape<R> shape = RecordShape.of(type);
        return new Request.Single<>("query", statement, () -> new RowTargets.AsOptional<>(shape));
    }

    static Request<JsonRows> json(Statement statement, Limit rowsMax) {
        return new Request.Single<>("query", statement, () -> new AsJson(rowsMax));
    }

    static Request<Long> count(Statement statement) {
        return new Request.Single<>("execute", statement, RowTargets.AsCount::new);
    }

    static Request<List<Long>> batch(String sql, Iterable<? extends List<? extends @Nullable Object>> argLists) {
        return new Request.Exclusive<>(
                "batch", sql, connection -> StatementDialog.batch(connection, sql, argLists.iterator()));
    }

    static <R> Request<List<Long>> batch(String sql, Class<R> type, Iterable<? extends R> records) {
        RecordShape<R> shape = RecordShape.of(type);
        return new Request.Exclusive<>("batch", sql, connection -> {
            Iterator<? extends R> from = records.iterator();
            return StatementDialog.batch(connection, sql, new Iterator<List<@Nullable Object>>() {
                @Override
                public boolean hasNext() {
                    return from.hasNext();
                }

                @Override
                public List<@Nullable Object> next() {
                    return values(shape, from.next());
                }
            });
        });
    }

    private static <R> List<@Nullable Object> values(RecordShape<R> shape, Object record) {
        List<@Nullable Object> values = new ArrayList<>(shape.components().size());
        for (RecordComponentShape component : shape.components()) {
            values.add(component.get(record));
        }
        return values;
    }

    static <R> Request<Long> copyIn(String table, Class<R> type, Iterable<? extends R> records) {
        RecordShape<R> shape = RecordShape.of(type);
        return copy(
                "COPY " + table + " FROM STDIN",
                connection -> CopyIn.records(connection, table, shape, records.iterator()));
    }

    static Request<Long> copyIn(
            String table, List<String> columns, Iterable<? extends List<? extends @Nullable Object>> rows) {
        return copy(
                "COPY " + table + " FROM STDIN",
                connection -> CopyIn.rows(connection, table, columns, rows.iterator()));
    }

    static Request<Long> copyIn(String sql, InputStream data) {
        return copy(sql, connection -> CopyIn.bytes(connection, sql, data));
    }

    static Request<Long> copyOut(String sql, OutputStream data) {
        return copy(sql, connection -> CopyOut.bytes(connection, sql, data));
    }

    static <R> Request<Long> copyOut(String query, Class<R> type, Consumer<? super R> records) {
        RecordShape<R> shape = RecordShape.of(type);
        return copy(query, connection -> CopyOut.records(connection, query, shape, records));
    }

    private static Request<Long> copy(String sql, Request.Dialog<Long> dialog) {
        return new Request.Exclusive<>("copy", sql, dialog);
    }

    /** A command of the transaction itself. */
    static Request<String> command(String sql) {
        return new Request.Exclusive<>("transaction", sql, connection -> StatementDialog.command(connection, sql));
    }
}
