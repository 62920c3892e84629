package io.penstock.cli;

import io.penstock.stream.CatalogView;
import io.penstock.stream.Database;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Keywords, and the names and columns of what is there. */
final class SqlCompleter implements Completer {
    private static final List<String> KEYWORDS = List.of(
            "AND",
            "AS",
            "AVG",
            "BY",
            "CASCADE",
            "CASE",
            "CHANGES",
            "CHECKPOINT",
            "CLOSE",
            "COUNT",
            "CREATE",
            "DAY",
            "DESCRIBE",
            "DROP",
            "EMIT",
            "EXISTS",
            "EXPLAIN",
            "FOR",
            "FROM",
            "GROUP",
            "HAVING",
            "HOP",
            "HOUR",
            "IF",
            "INSERT",
            "INTERVAL",
            "INTO",
            "JOIN",
            "LEFT",
            "LIMIT",
            "LOOKUP",
            "MATERIALIZED",
            "MAX",
            "MIN",
            "MINUTE",
            "NOT",
            "NULL",
            "ON",
            "ORDER",
            "REPLACE",
            "SECOND",
            "SELECT",
            "SHOW",
            "SINK",
            "SINKS",
            "SOURCE",
            "SOURCES",
            "STREAM",
            "STREAMS",
            "SUM",
            "TABLE",
            "TABLES",
            "TIMESTAMP",
            "TUMBLE",
            "UNION",
            "VALUES",
            "VARCHAR",
            "VIEW",
            "VIEWS",
            "WATERMARK",
            "WHERE",
            "WINDOW",
            "WITH");

    private final Database database;

    SqlCompleter(Database database) {
        this.database = database;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String word =
                line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
        int begin = Math.max(word.lastIndexOf('('), Math.max(word.lastIndexOf(','), word.lastIndexOf('.'))) + 1;
        String before = word.substring(0, begin);
        String prefix = word.substring(begin);
        boolean lower = !prefix.isEmpty() && prefix.equals(prefix.toLowerCase(Locale.ROOT));
        for (String keyword : KEYWORDS) {
            candidates.add(candidate(before, lower ? keyword.toLowerCase(Locale.ROOT) : keyword, "keywords"));
        }
        for (String name : names()) {
            candidates.add(candidate(before, name, "names"));
        }
    }

    private static Candidate candidate(String before, String word, String group) {
        return new Candidate(before + word, word, group, null, null, null, true);
    }

    private Set<String> names() {
        CatalogView catalog = database.catalog();
        Set<String> names = new TreeSet<>();
        catalog.sources().forEach(source -> add(names, source.name(), source.schema()));
        catalog.streams().forEach(stream -> add(names, stream.name(), stream.schema()));
        catalog.lookupTables().forEach(table -> add(names, table.name(), table.schema()));
        catalog.sinks().forEach(sink -> names.add(sink.name()));
        return names;
    }

    private static void add(Set<String> names, String name, Schema schema) {
        names.add(name);
        for (Field field : schema.fields()) {
            names.add(field.name());
        }
    }
}
