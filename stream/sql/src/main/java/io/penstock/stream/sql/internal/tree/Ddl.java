package io.penstock.stream.sql.internal.tree;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** The statements of our own as the parser reads them: names are not resolved and nothing is checked. */
public sealed interface Ddl {
    /** OR REPLACE and IF NOT EXISTS. */
    record Modifiers(boolean replace, boolean keep) {}

    /** The kinds of objects that statements name. */
    enum Kind {
        SOURCE,
        STREAM,
        MATERIALIZED_VIEW,
        LOOKUP_TABLE,
        SINK
    }

    /** What stands behind EMIT. */
    enum EmitKind {
        ON_UPDATE,
        CHANGES,
        ON_WINDOW_CLOSE
    }

    /** An EMIT clause. */
    record Emit(EmitKind kind, SqlParserPos position) {}

    /** CREATE SOURCE. */
    record CreateSource(SqlIdentifier name, Columns columns, Options options, Modifiers modifiers) implements Ddl {}

    /** CREATE LOOKUP TABLE. */
    record CreateLookupTable(SqlIdentifier name, Columns columns, Options options, Modifiers modifiers)
            implements Ddl {}

    /** CREATE STREAM and CREATE MATERIALIZED VIEW. */
    record CreateStream(
            SqlIdentifier name,
            boolean materialized,
            SqlNode query,
            @Nullable Emit emit,
            Modifiers modifiers) implements Ddl {}

    /** CREATE SINK. */
    record CreateSink(SqlIdentifier name, SqlIdentifier from, Options options, Modifiers modifiers) implements Ddl {}

    /** DROP. */
    record Drop(Kind kind, SqlIdentifier name, boolean ifExists, boolean cascade) implements Ddl {}

    /** INSERT; {@code columns} is null when all are meant. */
    record Insert(SqlIdentifier into, @Nullable SqlNodeList columns, List<SqlNodeList> rows) implements Ddl {}

    /** EXPLAIN of a CREATE or a query; ANALYZE also runs it. */
    record Explain(SqlNode statement, boolean analyze) implements Ddl {}

    /** SHOW of all objects of a kind. */
    record Show(Kind kind) implements Ddl {}

    /** SHOW QUERIES. */
    record ShowQueries() implements Ddl {}

    /** SHOW CHECKPOINT STATUS. */
    record ShowCheckpoint() implements Ddl {}

    /** SHOW CREATE. */
    record ShowCreate(SqlIdentifier name, @Nullable Kind kind) implements Ddl {}

    /** DESCRIBE [EXTENDED]. */
    record Describe(SqlIdentifier name, boolean extended) implements Ddl {}

    /** CHECKPOINT. */
    record Checkpoint() implements Ddl {}

    /** What stands between the parentheses of a CREATE, filled by the parser. */
    final class Columns {
        private final List<Column> columns = new ArrayList<>();
        private final List<Watermark> watermarks = new ArrayList<>();
        private final List<Key> keys = new ArrayList<>();

        public void add(SqlIdentifier name, SqlDataTypeSpec type, boolean required) {
            columns.add(new Column(name, type, required));
        }

        public void addWatermark(SqlIdentifier column, @Nullable SqlNode expression, SqlParserPos position) {
            watermarks.add(new Watermark(column, expression, position));
        }

        public void addKey(SqlNodeList names, SqlParserPos position) {
            keys.add(new Key(names, position));
        }

        public List<Column> columns() {
            return columns;
        }

        public List<Watermark> watermarks() {
            return watermarks;
        }

        public List<Key> keys() {
            return keys;
        }
    }

    /** A column. */
    record Column(SqlIdentifier name, SqlDataTypeSpec type, boolean required) {}

    /** WATERMARK FOR column [AS expression]. */
    record Watermark(SqlIdentifier column, @Nullable SqlNode expression, SqlParserPos position) {}

    /** PRIMARY KEY. */
    record Key(SqlNodeList columns, SqlParserPos position) {}

    /** A WITH clause, filled by the parser. */
    final class Options {
        private final List<Option> options = new ArrayList<>();

        /** A statement without the clause. */
        public static Options none() {
            return new Options();
        }

        public void add(SqlNode key, SqlNode value) {
            options.add(new Option(key, value));
        }

        public List<Option> options() {
            return options;
        }
    }

    /** One key = value. */
    record Option(SqlNode key, SqlNode value) {}
}
