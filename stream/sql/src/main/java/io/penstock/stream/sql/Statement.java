package io.penstock.stream.sql;

import io.penstock.Position;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.StreamPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A statement whose names and types are known to be right, ready to be carried out. */
public sealed interface Statement {
    /** Whether an object of the same name is an error, left alone or replaced. */
    enum IfPresent {
        FAIL,
        KEEP,
        REPLACE
    }

    /** The kinds of objects in a catalog. */
    enum ObjectKind {
        SOURCE,
        STREAM,
        MATERIALIZED_VIEW,
        LOOKUP_TABLE,
        SINK
    }

    /**
     * CREATE SOURCE.
     *
     * @param options the WITH clause
     */
    record CreateSource(Relation.Source source, IfPresent ifPresent, Map<String, String> options)
            implements Statement {}

    /**
     * CREATE LOOKUP TABLE … WITH (connection = …, table = …).
     *
     * @param table the table's name in the outside system
     * @param options the rest of the WITH clause
     */
    record CreateLookupTable(
            Relation.LookupTable lookup,
            String connection,
            String table,
            IfPresent ifPresent,
            Map<String, String> options)
            implements Statement {}

    /** CREATE STREAM and CREATE MATERIALIZED VIEW. */
    record CreateStream(Relation.Stream stream, StreamPlan plan, IfPresent ifPresent) implements Statement {}

    /**
     * CREATE SINK … FROM … WITH (connection = …, table = …).
     *
     * @param from the source, stream or view whose rows go out
     * @param key the columns by which rows replace each other, the relation's key unless the WITH clause names others
     * @param options the rest of the WITH clause
     */
    record CreateSink(
            String name,
            Relation from,
            String connection,
            String table,
            List<String> key,
            IfPresent ifPresent,
            Map<String, String> options)
            implements Statement {}

    /** DROP; {@code cascade} also drops what reads the object; {@code at} is where its name stands. */
    record Drop(ObjectKind kind, String name, boolean ifExists, boolean cascade, Position at) implements Statement {}

    /** INSERT INTO a source; values are boxed and in the schema's order. */
    record Insert(Relation.Source source, List<List<@Nullable Object>> rows) implements Statement {}

    /** A query over what is there now. */
    record Select(PlanNode plan) implements Statement {
        public Schema schema() {
            return plan.schema();
        }
    }

    /** EXPLAIN of a statement with a plan; {@code analyze} also runs it, which only a query can. */
    record Explain(Statement statement, boolean analyze) implements Statement {}

    /** SHOW SOURCES, STREAMS, … */
    record Show(ObjectKind kind) implements Statement {}

    /** SHOW QUERIES: what runs. */
    record ShowQueries() implements Statement {}

    /** SHOW CHECKPOINT STATUS. */
    record ShowCheckpoint() implements Statement {}

    /** SHOW CREATE of an object; the answer is its text, verbatim. */
    record ShowCreate(String name, Optional<ObjectKind> kind) implements Statement {}

    /** DESCRIBE of a relation; {@code extended} tells of its key and time, too. */
    record Describe(Relation relation, boolean extended) implements Statement {}

    /** CHECKPOINT. */
    record Checkpoint() implements Statement {}
}
