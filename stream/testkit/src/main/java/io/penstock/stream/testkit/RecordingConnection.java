package io.penstock.stream.testkit;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.spi.Connection;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.spi.ConnectorException;
import io.penstock.stream.spi.Lookup;
import io.penstock.stream.spi.LookupRequest;
import io.penstock.stream.spi.Sink;
import io.penstock.stream.spi.SinkRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An outside system in memory that keeps what sinks write and gives what lookups read. It can be told to fail. It
 * behaves as {@link SinkContract} and {@link LookupContract} ask. Thread-safe by its lock.
 */
public final class RecordingConnection implements Connection {
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final List<Batch> written = new ArrayList<>();
    private @Nullable ConnectorException failure;
    private int failures;
    private @Nullable CompletableFuture<Void> held;

    private static final class Table {
        private final TableDescription description;
        private final Map<List<@Nullable Object>, List<@Nullable Object>> byKey = new LinkedHashMap<>();
        private final List<List<@Nullable Object>> added = new ArrayList<>();

        Table(TableDescription description) {
            this.description = description;
        }
    }

    /** Makes a table; without key columns rows are only added. */
    public synchronized RecordingConnection table(String name, Schema schema, String... keyColumns) {
        tables.put(name, new Table(new TableDescription(name, schema, List.of(keyColumns))));
        return this;
    }

    /** Puts a row of boxed values, in the order of the table's columns, into a table. */
    public synchronized RecordingConnection row(String name, @Nullable Object... values) {
        Table table = find(name, ConnectorError.SOURCE_NOT_FOUND);
        List<@Nullable Object> row = new ArrayList<>();
        for (Object value : values) {
            row.add(value);
        }
        List<String> key = table.description.keyColumns();
        if (key.isEmpty()) {
            table.added.add(row);
        } else {
            table.byKey.put(pick(table.description.schema(), key, row), row);
        }
        return this;
    }

    /** The rows of a table, in the order of their first writing. */
    public synchronized List<List<@Nullable Object>> rows(String name) {
        Table table = find(name, ConnectorError.SOURCE_NOT_FOUND);
        List<List<@Nullable Object>> rows = new ArrayList<>(table.byKey.values());
        rows.addAll(table.added);
        return rows;
    }

    /** All batches that sinks have written, in order. */
    public synchronized List<Batch> written() {
        return List.copyOf(written);
    }

    /** Lets the next calls fail. */
    public synchronized void fail(int times, ConnectorException with) {
        failures = times;
        failure = with;
    }

    /** Lets writes wait until {@link #release}. */
    public synchronized void hold() {
        held = new CompletableFuture<>();
    }

    /** Lets the writes that wait go on. */
    public void release() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            waiting = held;
            held = null;
        }
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    private synchronized @Nullable ConnectorException nextFailure() {
        if (failures > 0) {
            failures--;
            return failure;
        }
        return null;
    }

    private Table find(String name, ConnectorError error) {
        Table table = tables.get(name);
        if (table == null) {
            throw new ConnectorException(
                    error, "there is no table '" + name + "'; there are " + String.join(", ", tables.keySet()));
        }
        return table;
    }

    @Override
    public String kind() {
        return "recording";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.APPEND, Capability.UPSERT, Capability.SCAN);
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public synchronized TableDescription describe(String table) {
        return find(table, ConnectorError.SINK_NOT_FOUND).description;
    }

    @Override
    public synchronized Sink openSink(SinkRequest request) {
        Table table = find(request.table(), ConnectorError.SINK_NOT_FOUND);
        checkColumns(table, request.schema(), request.name());
        if (!request.keyColumns().isEmpty()
                && !Set.copyOf(request.keyColumns()).equals(Set.copyOf(table.description.keyColumns()))) {
            throw new ConnectorException(
                    ConnectorError.SCHEMA,
                    "sink " + request.name() + " replaces rows by " + request.keyColumns() + ", but the key of table '"
                            + request.table() + "' is " + table.description.keyColumns());
        }
        return new RecordingSink(table, request);
    }

    @Override
    public synchronized Lookup openLookup(LookupRequest request) {
        Table table = find(request.table(), ConnectorError.SOURCE_NOT_FOUND);
        checkColumns(table, request.schema(), request.name());
        return new Lookup() {
            @Override
            public CompletionStage<List<Batch>> scan(long rowsMax) {
                ConnectorException failing = nextFailure();
                return failing != null
                        ? CompletableFuture.failedFuture(failing)
                        : CompletableFuture.completedFuture(scanned(table, request, rowsMax));
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    private synchronized List<Batch> scanned(Table table, LookupRequest request, long rowsMax) {
        List<List<@Nullable Object>> rows = rows(request.table());
        if (rows.size() > rowsMax) {
            throw new ConnectorException(
                    ConnectorError.CONFIGURATION,
                    "table '" + request.table() + "' has more than the " + rowsMax + " rows that " + request.name()
                            + " may hold");
        }
        BatchBuilder builder = new BatchBuilder(request.schema());
        for (List<@Nullable Object> row : rows) {
            List<@Nullable Object> wanted =
                    pick(table.description.schema(), request.schema().names(), row);
            builder.addRow(1, wanted.toArray());
        }
        return List.of(builder.build());
    }

    private static void checkColumns(Table table, Schema schema, String user) {
        for (Field field : schema.fields()) {
            OptionalInt position = table.description.schema().position(field.name());
            if (position.isEmpty()) {
                throw new ConnectorException(
                        ConnectorError.SCHEMA,
                        user + ": table '" + table.description.table() + "' has no column '" + field.name()
                                + "'; its columns are "
                                + String.join(", ", table.description.schema().names()));
            }
            if (!table.description.schema().type(position.getAsInt()).equals(field.type())) {
                throw new ConnectorException(
                        ConnectorError.SCHEMA,
                        user + ": column '" + field.name() + "' is "
                                + field.type().sql() + ", but "
                                + table.description
                                        .schema()
                                        .type(position.getAsInt())
                                        .sql() + " in table '"
                                + table.description.table() + "'");
            }
        }
    }

    private static List<@Nullable Object> pick(Schema schema, List<String> columns, List<@Nullable Object> row) {
        List<@Nullable Object> out = new ArrayList<>();
        for (String column : columns) {
            out.add(row.get(schema.position(column).orElseThrow()));
        }
        return out;
    }

    private final class RecordingSink implements Sink {
        private final Table table;
        private final SinkRequest request;

        RecordingSink(Table table, SinkRequest request) {
            this.table = table;
            this.request = request;
        }

        @Override
        public CompletionStage<Void> write(Batch batch) {
            ConnectorException failing = nextFailure();
            if (failing != null) {
                return CompletableFuture.failedFuture(failing);
            }
            CompletableFuture<Void> waiting;
            synchronized (RecordingConnection.this) {
                waiting = held;
            }
            return waiting == null
                    ? CompletableFuture.completedFuture(null).thenRun(() -> apply(batch))
                    : waiting.thenRun(() -> apply(batch));
        }

        private void apply(Batch batch) {
            synchronized (RecordingConnection.this) {
                written.add(batch);
                for (int row = 0; row < batch.size(); row++) {
                    apply(batch, row);
                }
            }
        }

        private void apply(Batch batch, int row) {
            List<@Nullable Object> values = new ArrayList<>();
            for (Field field : table.description.schema().fields()) {
                OptionalInt position = request.schema().position(field.name());
                values.add(position.isPresent() ? batch.get(row, position.getAsInt()) : null);
            }
            if (request.keyColumns().isEmpty()) {
                table.added.add(values);
                return;
            }
            List<@Nullable Object> key = pick(table.description.schema(), table.description.keyColumns(), values);
            if (batch.weight(row) > 0) {
                table.byKey.put(key, values);
            } else {
                table.byKey.remove(key);
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
