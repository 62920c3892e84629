package io.penstock.postgres.internal;

import io.penstock.postgres.JsonRows;
import io.penstock.postgres.Queries;
import io.penstock.postgres.Rows;
import io.penstock.postgres.Statement;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The waiting face of a runner. Thread-safe. */
class BlockingQueries implements Queries {
    private final Runner runner;

    BlockingQueries(Runner runner) {
        this.runner = runner;
    }

    private Statement checked(Statement statement) {
        runner.check(statement.sql());
        return statement;
    }

    @Override
    public Rows query(Statement statement) {
        return runner.call(Requests.rows(checked(statement), runner.rowsMax()));
    }

    @Override
    public <R> List<R> query(Class<R> type, Statement statement) {
        return runner.call(Requests.records(type, checked(statement), runner.rowsMax()));
    }

    @Override
    public <R> Optional<R> queryOne(Class<R> type, Statement statement) {
        return runner.call(Requests.one(type, checked(statement)));
    }

    @Override
    public JsonRows queryJson(Statement statement) {
        return runner.call(Requests.json(checked(statement), runner.rowsMax()));
    }

    @Override
    public long execute(Statement statement) {
        return runner.call(Requests.count(checked(statement)));
    }

    @Override
    public List<Long> executeBatch(String sql, Iterable<? extends List<? extends @Nullable Object>> argLists) {
        runner.check(sql);
        return runner.call(Requests.batch(sql, argLists));
    }

    @Override
    public <R> List<Long> executeBatch(String sql, Class<R> type, Iterable<? extends R> records) {
        runner.check(sql);
        return runner.call(Requests.batch(sql, type, records));
    }

    @Override
    public <R> long copyIn(String table, Class<R> type, Iterable<? extends R> records) {
        return runner.call(Requests.copyIn(table, type, records));
    }

    @Override
    public long copyIn(String table, List<String> columns, Iterable<? extends List<? extends @Nullable Object>> rows) {
        return runner.call(Requests.copyIn(table, columns, rows));
    }

    @Override
    public long copyIn(String copySql, InputStream data) {
        return runner.call(Requests.copyIn(copySql, data));
    }

    @Override
    public long copyOut(String copySql, OutputStream data) {
        return runner.call(Requests.copyOut(copySql, data));
    }

    @Override
    public <R> long copyOut(String query, Class<R> type, Consumer<? super R> records) {
        return runner.call(Requests.copyOut(query, type, records));
    }
}
