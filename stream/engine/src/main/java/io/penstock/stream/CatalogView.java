package io.penstock.stream;

import io.penstock.stream.data.Schema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a database holds at one moment, in the order of creation. Immutable. */
public record CatalogView(
        List<SourceInfo> sources, List<StreamInfo> streams, List<LookupInfo> lookupTables, List<SinkInfo> sinks) {
    public CatalogView {
        sources = List.copyOf(sources);
        streams = List.copyOf(streams);
        lookupTables = List.copyOf(lookupTables);
        sinks = List.copyOf(sinks);
    }

    /**
     * A source.
     *
     * @param watermarkColumn the event-time column
     * @param sql the statement that made it, verbatim
     */
    public record SourceInfo(String name, Schema schema, Optional<String> watermarkColumn, String sql) {}

    /**
     * A stream or materialized view.
     *
     * @param key the columns that identify a row; empty when rows are only added
     * @param changelog whether its rows carry weights
     * @param inputs the relations that it reads
     */
    public record StreamInfo(
            String name,
            Schema schema,
            boolean materialized,
            boolean changelog,
            List<String> key,
            List<String> inputs,
            String sql) {
        public StreamInfo {
            key = List.copyOf(key);
            inputs = List.copyOf(inputs);
        }
    }

    /** A lookup table. */
    public record LookupInfo(
            String name, Schema schema, List<String> key, String connection, String table, long rows, String sql) {
        public LookupInfo {
            key = List.copyOf(key);
        }
    }

    /** A sink. */
    public record SinkInfo(String name, String from, String connection, String table, List<String> key, String sql) {
        public SinkInfo {
            key = List.copyOf(key);
        }
    }

    /** An edge of the graph: rows flow {@code from} one object {@code to} another. */
    public record Edge(String from, String to) {}

    /** All edges: sources to streams, streams to streams, and both to sinks. */
    public List<Edge> edges() {
        return Stream.concat(
                        streams.stream()
                                .flatMap(stream -> stream.inputs().stream().map(in -> new Edge(in, stream.name()))),
                        sinks.stream().map(sink -> new Edge(sink.from(), sink.name())))
                .toList();
    }
}
