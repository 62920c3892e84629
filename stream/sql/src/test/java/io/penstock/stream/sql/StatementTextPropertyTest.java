package io.penstock.stream.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.PenstockException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A statement's text is what SHOW CREATE gives and what a restart reads: it must mean the same again. */
class StatementTextPropertyTest {
    private static final SqlFrontEnd SQL = new SqlFrontEnd();
    private static final List<String> STATEMENTS = List.of(
            "SELECT 1",
            "SELECT 'a;''b' AS \"x;\"\"y\", `q;` FROM t",
            "CREATE SOURCE s (a INT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)",
            "CREATE STREAM s AS SELECT a /* ; */, b -- c; d\n FROM t WHERE a > 'x--y' EMIT CHANGES",
            "INSERT INTO t VALUES (1, '/* no comment */')",
            "CREATE SINK k FROM s WITH ('connection' = 'a;b', \"table\" = 'c')",
            "DROP SOURCE s CASCADE",
            "CHECKPOINT");
    private static final List<String> BETWEEN =
            List.of(";", ";\n", " ; ", ";;", ";\n-- comment ' with \" quotes\n", ";/* a ; b */", ";\n\t\n  ");

    @Provide
    Arbitrary<List<String>> statements() {
        return Arbitraries.of(STATEMENTS).list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> separator() {
        return Arbitraries.of(BETWEEN);
    }

    @Property(tries = 200)
    void a_script_gives_back_the_statements_that_it_was_made_of(
            @ForAll("statements") List<String> statements, @ForAll("separator") String between) {
        String script = String.join(between, statements);
        List<ParsedStatement> parsed = SQL.parse(script);
        assertThat(parsed).extracting(ParsedStatement::text).containsExactlyElementsOf(statements);
        for (ParsedStatement one : parsed) {
            String fromPlace = script.lines().skip(one.line() - 1L).findFirst().orElse("");
            assertThat(fromPlace.substring(one.column() - 1))
                    .startsWith(one.text().lines().findFirst().orElse(""));
        }
    }

    @Property(tries = 300)
    void any_text_is_read_or_refused_with_a_place(@ForAll("noise") String text) {
        try {
            assertThat(SQL.parse(text)).allSatisfy(s -> assertThat(s.text()).isNotBlank());
        } catch (PenstockException e) {
            assertThat(e.code()).isEqualTo(SqlError.SYNTAX);
            assertThat(e.position()).isPresent();
            assertThat(e.getMessage()).doesNotContain("Encountered").doesNotContain("org.apache");
        }
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.of(
                        "SELECT",
                        "FROM",
                        "t",
                        "(",
                        ")",
                        ",",
                        "'a'",
                        "\"b\"",
                        "1",
                        "1.5",
                        "+",
                        "*",
                        ";",
                        "WHERE",
                        "AS",
                        "CREATE",
                        "SOURCE",
                        "STREAM",
                        "EMIT",
                        "CHANGES",
                        "WITH",
                        "=",
                        "<",
                        "::",
                        "INTERVAL",
                        "INSERT",
                        "INTO",
                        "VALUES",
                        "CASE",
                        "WHEN",
                        "END",
                        "NULL",
                        "GROUP",
                        "BY",
                        "x.y",
                        "--",
                        "?",
                        "#",
                        "ö",
                        "JOIN",
                        "ON",
                        "DROP",
                        "SHOW",
                        "NOT",
                        "IN",
                        "BETWEEN",
                        "AND",
                        "{",
                        "[",
                        "]",
                        ":",
                        "\\")
                .list()
                .ofMaxSize(12)
                .map(words -> String.join(" ", words));
    }
}
