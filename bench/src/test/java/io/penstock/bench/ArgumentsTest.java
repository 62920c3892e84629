package io.penstock.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArgumentsTest {
    private static final Effort OWN = new Effort(3, 7);
    private static final Effort QUICK = new Effort(1, 2);

    @Test
    void measures_everything_when_nothing_is_named() {
        Arguments all = Arguments.parse();
        assertThat(all.suites()).containsExactly(Suite.values());
        assertThat(all.only()).containsExactlyInAnyOrderElementsOf(DocumentsComparisons.words());
        assertThat(all.markdown()).isEmpty();
        assertThat(all.effort(OWN, QUICK)).isEqualTo(OWN);
    }

    @Test
    void takes_suites_in_the_order_given_and_operations_of_documents() {
        assertThat(Arguments.parse("layers", "streams").suites()).containsExactly(Suite.LAYERS, Suite.STREAMS);
        Arguments some = Arguments.parse("documents", "--only", "get,save", "--markdown", "figures.md");
        assertThat(some.suites()).isEqualTo(List.of(Suite.DOCUMENTS));
        assertThat(some.only()).containsExactlyInAnyOrder("save", "get");
        assertThat(some.markdown()).contains(Path.of("figures.md"));
    }

    @Test
    void numbers_of_rounds_go_before_those_of_the_suite_and_of_quick() {
        assertThat(Arguments.parse("--quick").effort(OWN, QUICK)).isEqualTo(QUICK);
        assertThat(Arguments.parse("--quick", "--rounds", "5").effort(OWN, QUICK))
                .isEqualTo(new Effort(1, 5));
        assertThat(Arguments.parse("--warmups", "0").effort(OWN, QUICK)).isEqualTo(new Effort(0, 7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Streams | unknown word 'Streams'; there are streams, postgres, documents, layers, --only",
                "5 | unknown word '5'",
                "--round 3 | unknown word '--round'",
                "-q | unknown word '-q'",
                "streams streams | 'streams' stands twice",
                "--rounds | --rounds needs a value",
                "--rounds --quick | --rounds needs a value, got '--quick'",
                "--rounds 0 | --rounds needs a whole number of at least 1, got '0'",
                "--rounds many | --rounds needs a whole number of at least 1, got 'many'",
                "--warmups -1 | --warmups needs a whole number of at least 0, got '-1'",
                "documents --only Get | --only does not know 'Get'; there are save, get",
                "documents --only get, | --only does not know ''",
                "--only get | write: documents --only get",
                "documents layers --only get | write: documents --only get",
            })
    void refuses_before_anything_starts(String words, String said) throws Exception {
        assertThatThrownBy(() -> Arguments.parse(words.split(" ")))
                .isInstanceOf(Arguments.Misuse.class)
                .hasMessageContaining(said);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        assertThat(Main.run(words.split(" "), printed(out), printed(progress))).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(progress.toString(StandardCharsets.UTF_8))
                .startsWith("bench: ")
                .contains(said, Arguments.USAGE);
    }

    private static PrintStream printed(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
