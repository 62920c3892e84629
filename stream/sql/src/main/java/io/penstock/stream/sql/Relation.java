package io.penstock.stream.sql;

import io.penstock.stream.data.Schema;
import java.util.List;
import java.util.Optional;

/** What a name in FROM can stand for. */
public sealed interface Relation {
    String name();

    Schema schema();

    /** The column that the relation's watermark speaks of; empty when no window can be built on it. */
    Optional<String> timeColumn();

    /** Rows that the application pushes. */
    record Source(String name, Schema schema, Optional<WatermarkSpec> watermark) implements Relation {
        @Override
        public Optional<String> timeColumn() {
            return watermark.map(WatermarkSpec::column);
        }
    }

    /**
     * The result of a running query.
     *
     * @param key the columns that identify a row of the result, for upserts; empty when rows are only added
     * @param changelog whether its rows carry weights
     * @param updating whether a row can take the place of an earlier one without a weight to say so; nothing can be
     *     summed up over such rows
     * @param materialized whether it is a materialized view, whose present rows can be queried
     */
    record Stream(
            String name,
            Schema schema,
            Optional<String> timeColumn,
            List<String> key,
            boolean changelog,
            boolean updating,
            boolean materialized)
            implements Relation {
        public Stream {
            key = List.copyOf(key);
        }
    }

    /** A table of another system, to join with. */
    record LookupTable(String name, Schema schema, List<String> key) implements Relation {
        public LookupTable {
            key = List.copyOf(key);
        }

        @Override
        public Optional<String> timeColumn() {
            return Optional.empty();
        }
    }
}
