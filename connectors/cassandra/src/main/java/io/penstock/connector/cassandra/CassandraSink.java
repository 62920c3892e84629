package io.penstock.connector.cassandra;

import io.penstock.documents.RowWriter;
import io.penstock.documents.schema.TableColumn;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Schema;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.spi.ConnectorException;
import io.penstock.stream.spi.Sink;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches row by row, a bounded number at once; a batch is complete when every row is acknowledged. Rows of one
 * batch have different keys, so their order does not matter. Thread-safe, since it has no state of its own.
 */
final class CassandraSink implements Sink {
    private final String who;
    private final RowWriter writer;
    private final Schema schema;
    private final List<CqlValue> values;
    private final int concurrency;
    private final int[] keyPositions;

    CassandraSink(String who, RowWriter writer, Schema schema, List<CqlValue> values, int concurrency) {
        this.who = who;
        this.writer = writer;
        this.schema = schema;
        this.values = List.copyOf(values);
        this.concurrency = concurrency;
        this.keyPositions = writer.keyColumns().stream()
                .map(TableColumn::name)
                .mapToInt(name -> schema.position(name).orElseThrow())
                .toArray();
    }

    @Override
    public CompletionStage<Void> write(Batch batch) {
        return new RowWrites(batch.size(), concurrency, row -> writeRow(batch, row))
                .start()
                .exceptionallyCompose(failed -> CompletableFuture.failedFuture(
                        Failures.translated(ConnectorError.WRITE, who + ": a row was not written", failed)));
    }

    private CompletableFuture<Void> writeRow(Batch batch, int row) {
        try {
            if (batch.weight(row) < 0) {
                return writer.delete(key(batch, row));
            }
            @Nullable Object[] all = new @Nullable Object[values.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = value(batch, row, i);
            }
            return writer.upsert(all);
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private Object[] key(Batch batch, int row) {
        Object[] key = new Object[keyPositions.length];
        for (int i = 0; i < key.length; i++) {
            Object part = value(batch, row, keyPositions[i]);
            if (part == null) {
                throw ConnectorException.unwritable(
                        who,
                        schema.field(keyPositions[i]).name(),
                        new IllegalArgumentException("a part of the key is NULL"));
            }
            key[i] = part;
        }
        return key;
    }

    private @Nullable Object value(Batch batch, int row, int position) {
        Object value = batch.get(row, position);
        try {
            return value == null ? null : values.get(position).of(value);
        } catch (IllegalArgumentException unfit) {
            throw ConnectorException.unwritable(who, schema.field(position).name(), unfit);
        }
    }

    @Override
    public void close() {}
}
