package io.penstock.stream.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of the language tells every statement that there is. */
class ReferencePageTest {
    /** How the page writes each kind of statement, and its forms. */
    private static final Map<String, List<String>> FORMS = Map.ofEntries(
            Map.entry("CreateSource", List.of("`CREATE SOURCE ")),
            Map.entry("CreateLookupTable", List.of("`CREATE LOOKUP TABLE ")),
            Map.entry(
                    "CreateStream",
                    List.of(
                            "`CREATE STREAM ",
                            "`CREATE CONTINUOUS QUERY ",
                            "`CREATE MATERIALIZED VIEW ",
                            "`EMIT CHANGES`",
                            "`EMIT ON UPDATE`",
                            "`EMIT ON WINDOW CLOSE`",
                            "`EMIT FINAL`",
                            "`EMIT AFTER WATERMARK`")),
            Map.entry("CreateSink", List.of("`CREATE SINK ")),
            Map.entry("Drop", List.of("`DROP SOURCE`", "`CONTINUOUS QUERY`", "CASCADE")),
            Map.entry("Insert", List.of("`INSERT INTO ")),
            Map.entry("Select", List.of("`SELECT …`")),
            Map.entry("Explain", List.of("`EXPLAIN statement`", "`EXPLAIN ANALYZE ")),
            Map.entry(
                    "Show",
                    List.of(
                            "`SHOW SOURCES`",
                            "`STREAMS`",
                            "`MATERIALIZED VIEWS`",
                            "`LOOKUP TABLES` or `TABLES`",
                            "`SINKS`")),
            Map.entry("ShowQueries", List.of("`SHOW QUERIES`")),
            Map.entry("ShowCheckpoint", List.of("`SHOW CHECKPOINT STATUS`")),
            Map.entry("ShowCreate", List.of("`SHOW CREATE ")),
            Map.entry("Describe", List.of("`DESCRIBE [EXTENDED] name`")),
            Map.entry("Checkpoint", List.of("`CHECKPOINT`")));

    @Test
    void tells_every_kind_of_statement() throws IOException {
        assertThat(Arrays.stream(Statement.class.getPermittedSubclasses()).map(Class::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(FORMS.keySet());
        String page = Files.readString(Path.of("..", "..", "docs", "reference", "sql.md"));
        FORMS.forEach((kind, forms) -> assertThat(page).as(kind).contains(forms));
    }
}
