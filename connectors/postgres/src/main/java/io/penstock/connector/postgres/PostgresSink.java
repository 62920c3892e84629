package io.penstock.connector.postgres;

import io.penstock.postgres.AsyncPool;
import io.penstock.postgres.Statement;
import io.penstock.stream.data.Batch;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.spi.ConnectorException;
import io.penstock.stream.spi.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Writes a batch as one statement. Thread-safe, since it has no state of its own. */
final class PostgresSink implements Sink {
    private final String who;
    private final AsyncPool pool;
    private final List<SinkColumn> columns;
    private final int[] keyPositions;
    private final String write;
    private final String delete;
    private final String deleteAndWrite;

    PostgresSink(String who, AsyncPool pool, Sql sql, List<SinkColumn> columns) {
        this.who = who;
        this.pool = pool;
        this.columns = List.copyOf(columns);
        this.keyPositions = sql.key().stream().mapToInt(columns::indexOf).toArray();
        this.write = sql.write();
        this.delete = sql.delete();
        this.deleteAndWrite = sql.deleteAndWrite();
    }

    @Override
    public CompletionStage<Void> write(Batch batch) {
        Statement statement;
        try {
            Optional<Statement> some = statement(batch);
            if (some.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            statement = some.get();
        } catch (RuntimeException unfit) {
            return CompletableFuture.failedFuture(unfit);
        }
        return pool.execute(statement)
                .<Void>thenApply(touched -> null)
                .exceptionallyCompose(failed -> CompletableFuture.failedFuture(
                        Failures.translated(ConnectorError.WRITE, who + ": a batch was not written", failed)));
    }

    private Optional<Statement> statement(Batch batch) {
        List<Integer> writes = new ArrayList<>();
        List<Integer> deletes = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            (batch.weight(row) < 0 ? deletes : writes).add(row);
        }
        List<@Nullable Object> args = new ArrayList<>();
        for (int position : keyPositions) {
            if (!deletes.isEmpty()) {
                args.add(values(batch, deletes, position));
            }
        }
        for (int position = 0; position < columns.size() && !writes.isEmpty(); position++) {
            args.add(values(batch, writes, position));
        }
        if (args.isEmpty()) {
            return Optional.empty();
        }
        String sql = deletes.isEmpty() ? write : writes.isEmpty() ? delete : deleteAndWrite;
        return Optional.of(Statement.of(sql).withArgs(args));
    }

    private List<@Nullable Object> values(Batch batch, List<Integer> rows, int position) {
        SinkColumn column = columns.get(position);
        List<@Nullable Object> values = new ArrayList<>(rows.size());
        for (int row : rows) {
            Object value = batch.get(row, position);
            try {
                values.add(value == null ? null : column.convert().of(value));
            } catch (IllegalArgumentException unfit) {
                throw ConnectorException.unwritable(who, column.name(), unfit);
            }
        }
        return values;
    }

    @Override
    public void close() {}
}
