package io.penstock.connector.cassandra;

import io.penstock.documents.AsyncDocumentSession;
import io.penstock.documents.DocumentSession;
import io.penstock.documents.RowWriter;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.schema.TableColumn;
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
import java.util.List;
import java.util.Set;

/**
 * A keyspace as a connection of the stream engine. Sinks write rows by primary key, so that writing a row twice is the
 * same as once; lookups read whole tables. Uses a session that the application has and does not own it. Thread-safe.
 *
 * <p>Options of a sink: {@code concurrency}, the most writes in flight (1 to 4096, default 256); {@code truncate}, the
 * names of TIMESTAMP columns, separated by commas, whose microseconds are cut to the milliseconds that Cassandra keeps.
 * Elsewhere a value that a column cannot hold fails the write.
 *
 * <p>Stream types and column types that go together: each integer type with its own and the wider ones and
 * {@code varint}; REAL with {@code float} and {@code double}; DOUBLE with {@code double}; DECIMAL with {@code decimal},
 * without decimals also with {@code varint}; VARCHAR with {@code text}, {@code ascii}, {@code uuid} and
 * {@code timeuuid}; VARBINARY with {@code blob}; BOOLEAN, DATE, TIME and TIMESTAMP with theirs; arrays with lists and
 * sets, maps with maps.
 */
public final class CassandraConnection implements Connection {
    private final AsyncDocumentSession session;
    private final KeyspaceTables tables;

    private CassandraConnection(DocumentSession session) {
        this.session = session.async();
        this.tables = new KeyspaceTables(session.async(), session.keyspace());
    }

    /** A connection over the tables of the session's keyspace. */
    public static CassandraConnection over(DocumentSession session) {
        return new CassandraConnection(session);
    }

    @Override
    public String kind() {
        return "cassandra";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.APPEND, Capability.UPSERT, Capability.SCAN);
    }

    @Override
    public Set<String> options() {
        return SinkOptions.NAMES;
    }

    /** {@inheritDoc} Columns whose types have no stream type are left out. */
    @Override
    public TableDescription describe(String table) {
        var found = tables.find(table, ConnectorError.SINK_NOT_FOUND);
        List<Field> fields = new ArrayList<>();
        for (TableColumn column : found.columns()) {
            StreamTypes.of(column.type())
                    .ifPresent(type -> fields.add(
                            new Field(column.name(), type, !column.role().isKey())));
        }
        return new TableDescription(
                table,
                Schema.of(fields),
                found.primaryKey().stream().map(TableColumn::name).toList());
    }

    @Override
    public Sink openSink(SinkRequest request) {
        var table = tables.find(request.table(), ConnectorError.SINK_NOT_FOUND);
        SinkOptions options = SinkOptions.of(request);
        String who = "sink '" + request.name() + "'";
        List<CqlValue> values = new ArrayList<>();
        for (Field field : request.schema().fields()) {
            TableColumn column = KeyspaceTables.column(who, table, field.name());
            values.add(
                    CqlValue.of(field.type(), column.type(), options.truncate().contains(field.name()))
                            .orElseThrow(() -> Failures.wrongType(who, table, field, column)));
        }
        KeyspaceTables.checkKey(who, table, request);
        // A row of a stream is whole: what is null in it has no value any more.
        WriteOptions whole = WriteOptions.DEFAULT.withNulls(WriteOptions.Nulls.ERASE);
        RowWriter writer = KeyspaceTables.await(
                session.rowWriter(request.table(), request.schema().names(), whole));
        return new CassandraSink(who, writer, request.schema(), values, options.concurrency());
    }

    @Override
    public Lookup openLookup(LookupRequest request) {
        var table = tables.find(request.table(), ConnectorError.SOURCE_NOT_FOUND);
        String who = "lookup table '" + request.name() + "'";
        for (String option : request.options().keySet()) {
            throw ConnectorException.option(who, "option '" + option + "' is for sinks");
        }
        List<StreamValue> values = new ArrayList<>();
        for (Field field : request.schema().fields()) {
            TableColumn column = KeyspaceTables.column(who, table, field.name());
            values.add(StreamValue.of(column.type(), field.type())
                    .orElseThrow(() -> Failures.wrongType(who, table, field, column)));
        }
        return new CassandraLookup(who, session, table, request.schema(), values);
    }
}
