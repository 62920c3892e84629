package io.penstock.stream.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.PenstockException;
import io.penstock.Position;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How scripts are cut into statements. */
class ScriptTest {
    private static final SqlFrontEnd SQL = new SqlFrontEnd();

    private static List<String> texts(String script) {
        return SQL.parse(script).stream().map(ParsedStatement::text).toList();
    }

    @Test
    void statements_end_at_semicolons_outside_of_quotes_and_comments() {
        assertThat(
                        texts(
                                "SELECT 'a;b' ; SELECT \"c;d\" FROM x; SELECT `e;f` -- not here; no\n FROM y; /* ; */ SELECT 1"))
                .containsExactly(
                        "SELECT 'a;b'", "SELECT \"c;d\" FROM x", "SELECT `e;f` -- not here; no\n FROM y", "SELECT 1");
    }

    @Test
    void a_doubled_quote_does_not_end_a_text() {
        assertThat(texts("SELECT 'it''s; fine'; SELECT \"a\"\"; b\""))
                .containsExactly("SELECT 'it''s; fine'", "SELECT \"a\"\"; b\"");
    }

    @Test
    void the_text_keeps_its_form_but_not_the_comments_around_it() {
        assertThat(texts("-- first\n\n  SELECT\n  1 /* inside */ + 2   -- behind\n;"))
                .containsExactly("SELECT\n  1 /* inside */ + 2");
    }

    @Test
    void positions_count_lines_and_columns_of_the_script() {
        List<ParsedStatement> statements = SQL.parse("SELECT 1;\n\n  SELECT 2; SELECT 3");
        assertThat(statements).extracting(ParsedStatement::line).containsExactly(1, 3, 3);
        assertThat(statements).extracting(ParsedStatement::column).containsExactly(1, 3, 13);
    }

    @Test
    void an_error_in_a_later_statement_has_its_place_in_the_script() {
        assertThatThrownBy(() -> SQL.parse("SELECT 1;\n  SELECT 2 +;\nSELECT 3"))
                .isInstanceOfSatisfying(PenstockException.class, e -> {
                    assertThat(e.code()).isEqualTo(SqlError.SYNTAX);
                    assertThat(e.position()).contains(new Position(2, 13));
                });
    }

    @Test
    void many_threads_can_use_one_front_end() {
        List<CompletableFuture<Integer>> parsing = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> SQL.parse("SELECT " + i + "; SELECT 'x'").size()))
                .toList();
        assertThat(parsing).allSatisfy(future -> assertThat(future.join()).isEqualTo(2));
    }

    @Test
    void a_foreign_tree_is_refused() {
        assertThatThrownBy(() -> SQL.analyze(new ParsedStatement("x", 1, 1, "no tree"), new ScriptedCatalog()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
