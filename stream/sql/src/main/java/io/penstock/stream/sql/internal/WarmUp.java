package io.penstock.stream.sql.internal;

import io.penstock.stream.sql.Catalog;
import io.penstock.stream.sql.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs a few statements through the parser and the analysis, which loads their classes. */
public final class WarmUp {
    private static final String SCRIPT = """
            CREATE SOURCE s (k VARCHAR, v BIGINT, t TIMESTAMP, WATERMARK FOR t AS t - INTERVAL '1' SECOND);
            SELECT k, COUNT(*) AS n, AVG(v) FROM s WHERE v > 1 GROUP BY k, TUMBLE(t, INTERVAL '1' MINUTE) ORDER BY k
            """;

    private WarmUp() {}

    /** Gives nothing and fails with nothing: whatever is wrong, the caller's own statement will say. */
    public static void run() {
        Catalog empty = new OneSource(Map.of());
        List<Parser.Parsed> statements = new ArrayList<>();
        new Script(SCRIPT).forEachRemaining(piece -> statements.add(Parser.parse(piece)));
        Object create =
                new StatementAnalyzer(empty, 1, 1).analyze(statements.getFirst().tree());
        if (create instanceof io.penstock.stream.sql.Statement.CreateSource source) {
            Catalog catalog = new OneSource(Map.of("s", source.source()));
            new StatementAnalyzer(catalog, 1, 1).analyze(statements.getLast().tree());
        }
    }

    private record OneSource(Map<String, Relation> relations) implements Catalog {
        @Override
        public Optional<Relation> relation(String name) {
            return Optional.ofNullable(relations.get(name));
        }

        @Override
        public Collection<String> relationNames() {
            return relations.keySet();
        }

        @Override
        public Set<String> sinkNames() {
            return Set.of();
        }

        @Override
        public Set<String> connectionNames() {
            return Set.of();
        }

        @Override
        public Optional<String> variable(String name) {
            return Optional.empty();
        }
    }
}
