package io.penstock.connector.postgres;

import io.penstock.postgres.AsyncPool;
import io.penstock.postgres.Row;
import io.penstock.postgres.Rows;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Schema;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.spi.ConnectorException;
import io.penstock.stream.spi.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a whole table with one SELECT. Thread-safe, since it has no state of its own. */
final class PostgresLookup implements Lookup {
    private static final int BATCH_ROWS = 1_024;

    private final String who;
    private final AsyncPool pool;
    private final Schema schema;
    private final List<LookupColumn> columns;
    private final String sql;

    PostgresLookup(String who, AsyncPool pool, TableName table, Schema schema, List<LookupColumn> columns) {
        this.who = who;
        this.pool = pool;
        this.schema = schema;
        this.columns = List.copyOf(columns);
        this.sql = columns.stream().map(LookupColumn::expression).collect(Collectors.joining(", ", "SELECT ", ""))
                + " FROM " + table.quoted() + " LIMIT $1";
    }

    @Override
    public CompletionStage<List<Batch>> scan(long rowsMax) {
        return pool.query(sql, rowsMax + 1)
                .thenApply(rows -> batches(rows, rowsMax))
                .exceptionallyCompose(failed -> CompletableFuture.failedFuture(
                        Failures.translated(ConnectorError.READ, who + ": the table was not read", failed)));
    }

    private List<Batch> batches(Rows rows, long rowsMax) {
        if (rows.size() > rowsMax) {
            throw ConnectorException.tooManyRows(who, rowsMax);
        }
        List<Batch> batches = new ArrayList<>();
        BatchBuilder builder = new BatchBuilder(schema);
        for (Row row : rows) {
            @Nullable Object[] values = new @Nullable Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = read(row, i);
            }
            builder.addRow(1, values);
            if (builder.size() == BATCH_ROWS) {
                batches.add(builder.build());
            }
        }
        if (builder.size() > 0) {
            batches.add(builder.build());
        }
        return List.copyOf(batches);
    }

    private @Nullable Object read(Row row, int position) {
        try {
            return columns.get(position).read(row, position);
        } catch (IllegalArgumentException unfit) {
            throw ConnectorException.unreadable(who, schema.field(position).name(), unfit);
        }
    }

    @Override
    public void close() {}
}
