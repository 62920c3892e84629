package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StatementSplitterTest {
    @Test
    void semicolons_in_quotes_and_comments_do_not_count() {
        StatementSplitter.Script script = StatementSplitter.split("a ';' \"x;\" -- no; \n /* ; */ b; c");
        assertThat(script.statements()).containsExactly("a ';' \"x;\" -- no; \n /* ; */ b");
        assertThat(script.rest().strip()).isEqualTo("c");
        assertThat(script.open()).isTrue();
    }

    @Test
    void places_in_a_piece_are_those_of_the_script() {
        StatementSplitter.Script script = StatementSplitter.split("one;\n  two; three;");
        assertThat(script.statements()).containsExactly("one", "    \n  two", "\n       three");
        assertThat(script.open()).isFalse();
    }

    @Test
    void what_is_not_closed_is_open() {
        assertThat(StatementSplitter.split("select 'a;").open()).isTrue();
        assertThat(StatementSplitter.split("a; /* b").open()).isTrue();
        assertThat(StatementSplitter.split("a; -- b").open()).isFalse();
        assertThat(StatementSplitter.split(" ;; ; ").statements()).isEmpty();
    }

    @Provide
    Arbitrary<String> scripts() {
        return Arbitraries.of("a", " ", "\n", ";", "'", "\"", "--", "/*", "*/", "`", "b c")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 500)
    void any_text_is_cut_without_losing_or_moving_a_character(@ForAll("scripts") String text) {
        StatementSplitter.Script script = StatementSplitter.split(text);
        for (String piece : script.statements()) {
            int end = piece.length();
            String[] lines = piece.split("\n", -1);
            String lastLine = lines[lines.length - 1];
            String originalLine = text.split("\n", -1)[lines.length - 1];
            assertThat(end).isLessThanOrEqualTo(text.length());
            assertThat(originalLine.substring(0, lastLine.length()).endsWith(lastLine.stripLeading()))
                    .isTrue();
            assertThat(piece).isNotBlank();
        }
    }
}
