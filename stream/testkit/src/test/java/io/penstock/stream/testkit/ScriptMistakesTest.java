package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.stream.testkit.StreamScripts.Failure;
import io.penstock.stream.testkit.StreamScripts.Options;
import io.penstock.stream.testkit.StreamScripts.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in a script is told in the script's words, with its line. */
class ScriptMistakesTest {
    private static final String SOURCE = """
            statement ok
            CREATE SOURCE t (name VARCHAR, price DOUBLE, ok BOOLEAN, at TIMESTAMP)

            """;

    @TempDir
    private Path folder;

    private Failure failure(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("a.slt"), script);
        Report report = StreamScripts.run(List.of(file), Options.defaults());
        assertThat(report.failures()).hasSize(1);
        return report.failures().getFirst();
    }

    private void shows(String script, int line, String expected, String came) throws IOException {
        Failure failure = failure(SOURCE + script);
        assertThat(failure.line()).isEqualTo(line);
        assertThat(failure.expected()).isEqualTo(expected);
        assertThat(failure.came()).isEqualTo(came);
    }

    @Test
    void a_value_of_another_type_names_column_type_and_the_line_of_the_row() throws IOException {
        shows(
                "push t\na | 1 | true | @1\n# a comment\nb | abc | true | @1\n",
                7,
                "for column 'price' a DOUBLE such as 10.5",
                "the script says: 'abc'");
        shows(
                "push t\na | 1 | maybe | @1\n",
                5,
                "for column 'ok' a BOOLEAN such as true or false",
                "the script says: 'maybe'");
        shows(
                "push t\na | 1 | true | noon\n",
                5,
                "for column 'at' a TIMESTAMP such as @1000 (milliseconds since 1970) or 2026-11-20 09:30:00",
                "the script says: 'noon'");
    }

    @Test
    void wrong_rows_and_columns_name_the_columns() throws IOException {
        shows("push t\na | 1\n", 5, "4 values, for the columns name, price, ok, at", "the script says: a | 1");
        shows(
                "push t (name, prce)\na | 1\n",
                5,
                "columns of source t: name, price, ok, at; did you mean 'price'?",
                "the script says: prce");
    }

    @Test
    void an_unknown_record_names_the_nearest() throws IOException {
        shows(
                "expectt m\n",
                4,
                "a record: one of statement, query, subscribe, push, watermark, clock, expect, metric, checkpoint,"
                        + " restart, set; did you mean 'expect'?",
                "the script says: expectt m");
    }

    @Test
    void records_with_wrong_words_say_their_form() throws IOException {
        shows("clock soon\n", 4, "'clock MILLIS', a number", "the script says: clock soon");
        shows("watermark t\n", 4, "'watermark SOURCE MILLIS' with a number", "the script says: watermark t");
        shows("expect t\n(none)\n", 4, "'subscribe t' before it; subscribed are none", "the script says: expect t");
        shows("query sorted\nSELECT 1\n----\n1\n", 4, "'query' or 'query rowsort'", "the script says: query sorted");
        shows(
                "statement error /(/\nSELECT nothing\n",
                4,
                "a regular expression, but: Unclosed group",
                "the script says: statement error /(/");
        shows(
                "statement error /no\nSELECT nothing\n",
                4,
                "a regular expression between two slashes: statement error /no column/",
                "the script says: statement error /no");
    }

    @Test
    void what_succeeded_is_told_in_words() throws IOException {
        shows("statement error 2001\nCREATE SOURCE u (a BIGINT)\n", 4, "error 2001", "it succeeded: created source u");
    }

    @Test
    void a_script_without_records_does_not_pass() throws IOException {
        assertThat(failure(""))
                .hasToString(folder.resolve("a.slt")
                        + ":1\n  expected: a record, such as 'statement ok'\n  came:     no record at all");
        assertThat(failure("# later\n\n").came()).isEqualTo("no record at all");
    }
}
