package io.penstock.stream.sql.internal;

import io.penstock.stream.sql.Catalog;
import io.penstock.stream.sql.Relation;
import io.penstock.stream.sql.SqlError;
import io.penstock.stream.sql.Statement;
import io.penstock.stream.sql.internal.tree.Ddl;
import java.util.HashSet;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** CREATE SINK. */
record SinkDefinitions(Catalog catalog, Problems problems) {
    Statement sink(Ddl.CreateSink create) {
        Relation from = new FromAnalyzer(Context.adHoc(catalog, problems)).relation(create.from());
        if (from instanceof Relation.LookupTable) {
            throw problems.at(
                    create.from(),
                    SqlError.UNSUPPORTED,
                    "'" + from.name() + "' is a lookup table, whose rows do not come as a stream");
        }
        Options options =
                new Options(create.options(), create.name().getParserPosition(), new Variables(catalog, problems));
        String connection = options.connection(catalog.connectionNames());
        String table = options.require("table", "names the table to write");
        SqlNode keyAt = options.at("key");
        List<String> key = options.take("key").map(Options::names).orElse(keyOf(from));
        checkKey(key, from, keyAt, create);
        return new Statement.CreateSink(
                create.name().getSimple(),
                from,
                connection,
                table,
                key,
                StatementAnalyzer.ifPresent(create.modifiers()),
                options.rest());
    }

    private static List<String> keyOf(Relation relation) {
        return relation instanceof Relation.Stream stream ? stream.key() : List.of();
    }

    private void checkKey(List<String> key, Relation from, @Nullable SqlNode at, Ddl.CreateSink create) {
        for (String column : key) {
            if (at != null && from.schema().position(column).isEmpty()) {
                throw problems.at(
                        at, SqlError.COLUMN_NOT_FOUND, "the key: " + TableDefinitions.noColumn(column, from.schema()));
            }
        }
        if (at != null && new HashSet<>(key).size() < key.size()) {
            throw problems.at(at, SqlError.OPTION, "the key names a column twice");
        }
        boolean replaces = from instanceof Relation.Stream stream && (stream.changelog() || stream.updating());
        if (replaces && key.isEmpty()) {
            throw problems.at(
                    create.from(),
                    SqlError.OPTION,
                    "the rows of '" + from.name() + "' replace each other, and nothing says which belong together; put"
                            + " the keys of GROUP BY into its SELECT, or name columns with key = 'a, b'");
        }
        if (at != null && replaces && !key.containsAll(keyOf(from))) {
            throw problems.at(
                    at,
                    SqlError.OPTION,
                    "the sink's key (" + String.join(", ", key) + ") must contain the key of '" + from.name() + "' ("
                            + String.join(", ", keyOf(from))
                            + "), or rows that stand side by side there would replace each other in the table");
        }
    }
}
