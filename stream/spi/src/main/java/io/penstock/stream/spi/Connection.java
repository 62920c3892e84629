package io.penstock.stream.spi;

import io.penstock.stream.data.Schema;
import java.util.List;
import java.util.Set;

/**
 * An outside system under a name: {@code WITH (connection = 'ops', …)} in SQL means the connection that the application
 * registered as {@code ops}. A connection uses what the application already has (a pool, a driver session) and does not
 * own it. Thread-safe. Methods may block; the engine calls them on the thread that runs the DDL.
 */
public interface Connection {
    /** What kind of system it is, in lower case: {@code cassandra}, {@code postgres}. */
    String kind();

    /** What it can do. Asking for more is refused at CREATE with an error that says so. */
    Set<Capability> capabilities();

    /**
     * The options, beside {@code connection}, that a sink or lookup understands; any other one is refused at CREATE.
     */
    Set<String> options();

    /**
     * The columns and the key of a table, in table order, as stream types.
     *
     * @throws ConnectorException 5011 when there is no such table, 5001 when the system cannot be reached
     */
    TableDescription describe(String table);

    /**
     * Opens a sink after checking that the table takes the rows.
     *
     * @throws ConnectorException 5021 when the schema does not fit the table (the message names the column and both
     *     types), 5005 for a bad option
     */
    Sink openSink(SinkRequest request);

    /** Opens a lookup after checking that the table has the columns. Errors as for {@link #openSink}. */
    Lookup openLookup(LookupRequest request);

    /** What a connection can do. */
    enum Capability {
        /** Sinks that add rows. */
        APPEND,
        /** Sinks that replace and delete rows by key, so that writing a row twice is the same as once. */
        UPSERT,
        /** Reading a whole table. */
        SCAN
    }

    /**
     * A table of the outside system.
     *
     * @param table its name
     * @param schema its columns
     * @param keyColumns its primary key, in order; empty when it has none
     */
    record TableDescription(String table, Schema schema, List<String> keyColumns) {
        public TableDescription {
            keyColumns = List.copyOf(keyColumns);
        }
    }
}
