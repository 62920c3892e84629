package io.penstock.connector.postgres;

import io.penstock.Blocking;
import io.penstock.PenstockException;
import io.penstock.postgres.AsyncPool;
import io.penstock.postgres.Pool;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A PostgreSQL database as a connection of the stream engine. Sinks add rows, or write them by key with one statement a
 * batch, so that a batch takes effect whole or not at all and writing it twice is the same as once; lookups read whole
 * tables. Uses a pool that the application has and does not own it. Thread-safe.
 *
 * <p>A table is named as it is called, with a schema before it and a dot where it is not on the search path. Option of
 * a sink: {@code create = 'true'} makes the table, with the sink's columns and key, when there is none; without it
 * nothing is created.
 *
 * <p>Stream types and column types that go together: each integer type with its own and the wider ones and
 * {@code numeric}, TINYINT with {@code smallint}; REAL with {@code real} and {@code double precision}; DOUBLE with
 * {@code double precision}; DECIMAL with a {@code numeric} that holds its digits; VARCHAR with {@code text},
 * {@code character varying}, {@code character} and {@code uuid}; VARBINARY with {@code bytea}; BOOLEAN, DATE and TIME
 * with theirs; TIMESTAMP with {@code timestamp with time zone}, and with {@code timestamp without time zone} in UTC.
 */
public final class PostgresConnection implements Connection {
    private static final String CREATE = "create";

    private final AsyncPool pool;

    private PostgresConnection(AsyncPool pool) {
        this.pool = pool;
    }

    /** A connection over the pool's database. */
    public static PostgresConnection over(Pool pool) {
        return new PostgresConnection(pool.async());
    }

    @Override
    public String kind() {
        return "postgres";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.APPEND, Capability.UPSERT, Capability.SCAN);
    }

    @Override
    public Set<String> options() {
        return Set.of(CREATE);
    }

    /** {@inheritDoc} Columns whose types have no stream type are left out. */
    @Override
    public TableDescription describe(String table) {
        Table found = table(table, ConnectorError.SINK_NOT_FOUND);
        List<Field> fields = new ArrayList<>();
        for (Table.Column column : found.columns()) {
            ColumnTypes.streamType(column.type())
                    .ifPresent(type -> fields.add(new Field(column.name(), type, !column.required())));
        }
        return new TableDescription(table, Schema.of(fields), found.primaryKey());
    }

    @Override
    public Sink openSink(SinkRequest request) {
        String who = "sink '" + request.name() + "'";
        if (creates(who, request)) {
            String ddl = Sql.createTable(who, TableName.parse(request.table()), request.schema(), request.keyColumns());
            await(pool.execute(ddl), ConnectorError.WRITE, who + ": the table was not created");
        }
        Table table = table(request.table(), ConnectorError.SINK_NOT_FOUND);
        List<SinkColumn> columns = new ArrayList<>();
        for (Field field : request.schema().fields()) {
            Table.Column column =
                    table.column(field.name()).orElseThrow(() -> Failures.noColumn(who, table, field.name()));
            columns.add(SinkColumn.of(field, column)
                    .orElseThrow(() -> Failures.wrongType(who, table, field, column.type())));
        }
        checkRequired(who, table, request.schema());
        checkKey(who, table, request.keyColumns());
        return new PostgresSink(who, pool, new Sql(table.name(), columns, request.keyColumns()), columns);
    }

    private static boolean creates(String who, SinkRequest request) {
        for (String option : request.options().keySet()) {
            if (!option.equals(CREATE)) {
                throw ConnectorException.option(who, "option '" + option + "' is unknown; there is '" + CREATE + "'");
            }
        }
        String create = request.options().getOrDefault(CREATE, "false");
        return switch (create) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw ConnectorException.option(who, "option 'create' is 'true' or 'false', got '" + create + "'");
        };
    }

    private static void checkRequired(String who, Table table, Schema schema) {
        for (Table.Column column : table.columns()) {
            boolean written = schema.position(column.name()).isPresent();
            if (written && column.generated()) {
                throw Failures.generated(who, table, column.name());
            }
            if (!written && column.required() && !column.hasDefault()) {
                throw Failures.required(who, table, column.name());
            }
        }
    }

    private static void checkKey(String who, Table table, List<String> key) {
        Set<String> wanted = new HashSet<>(key);
        if (!key.isEmpty() && table.uniqueKeys().stream().map(HashSet::new).noneMatch(wanted::equals)) {
            throw Failures.noUniqueKey(who, table, key);
        }
        for (String name : key) {
            if (!table.column(name).orElseThrow().required()) {
                throw Failures.nullableKey(who, table, name);
            }
        }
    }

    @Override
    public Lookup openLookup(LookupRequest request) {
        String who = "lookup table '" + request.name() + "'";
        for (String option : request.options().keySet()) {
            throw ConnectorException.option(who, "option '" + option + "' is for sinks");
        }
        Table table = table(request.table(), ConnectorError.SOURCE_NOT_FOUND);
        List<LookupColumn> columns = new ArrayList<>();
        for (Field field : request.schema().fields()) {
            Table.Column column =
                    table.column(field.name()).orElseThrow(() -> Failures.noColumn(who, table, field.name()));
            columns.add(LookupColumn.of(field, column)
                    .orElseThrow(() -> Failures.wrongType(who, table, field, column.type())));
        }
        return new PostgresLookup(who, pool, table.name(), request.schema(), columns);
    }

    private Table table(String text, ConnectorError missing) {
        TableName name = TableName.parse(text);
        Catalog catalog = new Catalog(pool);
        Optional<Table> table = await(catalog.table(name), ConnectorError.READ, "the catalog cannot be read");
        return table.orElseThrow(() -> Failures.noTable(
                missing, text, await(catalog.tableNames(), ConnectorError.READ, "the catalog cannot be read")));
    }

    private static <T> T await(CompletableFuture<T> future, ConnectorError otherwise, String what) {
        try {
            return Blocking.await(future);
        } catch (PenstockException failed) {
            throw Failures.translated(otherwise, what, failed);
        }
    }
}
