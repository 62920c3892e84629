package io.penstock.stream.internal;

import io.penstock.stream.ObjectKind;
import io.penstock.stream.QueryResult;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.sql.Relation;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The rows of SHOW and DESCRIBE. */
final class Answers {
    private Answers() {}

    static QueryResult show(ObjectKind kind, Graph graph) {
        return switch (kind) {
            case SOURCE -> sources(graph);
            case STREAM -> streams(graph);
            case MATERIALIZED_VIEW -> views(graph);
            case LOOKUP_TABLE -> lookups(graph);
            case SINK -> sinks(graph);
        };
    }

    private static QueryResult sources(Graph graph) {
        BatchBuilder rows = texts("source_name", "connector", "format", "watermark_column");
        for (SourceNode source : graph.all(SourceNode.class)) {
            rows.addRow(
                    1, source.name(), null, null, source.relation().timeColumn().orElse(null));
        }
        return result(rows);
    }

    private static QueryResult streams(Graph graph) {
        BatchBuilder rows = texts("stream_name", "sql");
        for (StreamNode stream : graph.all(StreamNode.class)) {
            if (stream.id().kind() == ObjectKind.STREAM) {
                rows.addRow(1, stream.name(), stream.id().sql());
            }
        }
        return result(rows);
    }

    private static QueryResult views(Graph graph) {
        BatchBuilder rows = texts("view_name", "sql", "state");
        for (StreamNode stream : graph.all(StreamNode.class)) {
            if (stream.id().kind() == ObjectKind.MATERIALIZED_VIEW) {
                String state = stream.failure().isPresent() ? "Failed" : "Running";
                rows.addRow(1, stream.name(), stream.id().sql(), state);
            }
        }
        return result(rows);
    }

    private static QueryResult lookups(Graph graph) {
        BatchBuilder rows = new BatchBuilder(Schema.of(
                text("name"), text("primary_key"), Field.of("row_count", DataType.BIGINT), text("connector")));
        for (LookupNode lookup : graph.all(LookupNode.class)) {
            rows.addRow(
                    1,
                    lookup.name(),
                    String.join(", ", lookup.relation().key()),
                    lookup.info().rows(),
                    lookup.connection());
        }
        return result(rows);
    }

    private static QueryResult sinks(Graph graph) {
        BatchBuilder rows = texts("sink_name", "input", "connector", "format");
        for (SinkNode sink : graph.all(SinkNode.class)) {
            rows.addRow(1, sink.name(), sink.info().from(), sink.info().connection(), null);
        }
        return result(rows);
    }

    static QueryResult showCreate(String sql) {
        BatchBuilder rows = texts("create_statement");
        rows.addRow(1, sql);
        return result(rows);
    }

    /** What runs: each stream and view is a query. */
    static QueryResult queries(Graph graph) {
        BatchBuilder rows = new BatchBuilder(
                Schema.of(Field.of("query_id", DataType.BIGINT), text("sql"), Field.of("active", DataType.BOOLEAN)));
        for (StreamNode stream : graph.all(StreamNode.class)) {
            rows.addRow(
                    1, stream.id().number(), stream.id().sql(), stream.failure().isEmpty());
        }
        return result(rows);
    }

    /** The last checkpoint; no row before the first. */
    static QueryResult checkpoint(Checkpoints checkpoints, Graph graph) {
        BatchBuilder rows = new BatchBuilder(Schema.of(List.of(
                Field.of("checkpoint_id", DataType.BIGINT),
                Field.of("epoch", DataType.BIGINT),
                Field.of("timestamp_ms", DataType.BIGINT),
                Field.of("sources", DataType.BIGINT),
                Field.of("sinks", DataType.BIGINT),
                Field.of("total_checkpoints", DataType.BIGINT))));
        long epoch = checkpoints.epoch();
        if (epoch > 0) {
            rows.addRow(
                    1,
                    epoch,
                    epoch,
                    checkpoints.takenAt().map(Instant::toEpochMilli).orElse(null),
                    (long) graph.all(SourceNode.class).size(),
                    (long) graph.all(SinkNode.class).size(),
                    checkpoints.taken());
        }
        return result(rows);
    }

    static QueryResult describe(Relation relation, boolean extended) {
        if (extended) {
            return described(relation);
        }
        BatchBuilder rows = new BatchBuilder(
                Schema.of(text("column_name"), text("data_type"), Field.of("nullable", DataType.BOOLEAN)));
        for (Field field : relation.schema().fields()) {
            rows.addRow(1, field.name(), field.type().sql(), field.nullable());
        }
        return result(rows);
    }

    private static QueryResult described(Relation relation) {
        BatchBuilder rows = new BatchBuilder(Schema.of(List.of(
                text("column_name"),
                text("data_type"),
                Field.of("nullable", DataType.BOOLEAN),
                Field.of("key", DataType.BOOLEAN),
                Field.of("time", DataType.BOOLEAN))));
        List<String> key = switch (relation) {
            case Relation.Source source -> List.of();
            case Relation.LookupTable table -> table.key();
            case Relation.Stream stream -> stream.key();
        };
        String time = relation.timeColumn().orElse("");
        for (Field field : relation.schema().fields()) {
            rows.addRow(
                    1,
                    field.name(),
                    field.type().sql(),
                    field.nullable(),
                    key.contains(field.name()),
                    time.equals(field.name()));
        }
        return result(rows);
    }

    private static Field text(String name) {
        return Field.of(name, DataType.VARCHAR);
    }

    private static BatchBuilder texts(String... names) {
        return new BatchBuilder(
                Schema.of(Arrays.stream(names).map(Answers::text).toList()));
    }

    private static QueryResult result(BatchBuilder rows) {
        return new QueryResult(rows.schema(), List.of(rows.build()));
    }
}
