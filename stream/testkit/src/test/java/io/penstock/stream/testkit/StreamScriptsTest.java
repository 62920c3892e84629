package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.stream.testkit.StreamScripts.Options;
import io.penstock.stream.testkit.StreamScripts.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every script, in every variant, gives the answers that stand in it. */
class StreamScriptsTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/slt");

    @TestFactory
    Stream<DynamicTest> plain() {
        return scripts(Options.defaults());
    }

    @TestFactory
    Stream<DynamicTest> with_one_row_at_a_time() {
        return scripts(Options.defaults().withBatchSize(1));
    }

    @TestFactory
    Stream<DynamicTest> with_a_restart_before_each_answer() {
        return scripts(Options.defaults().withRestart(true));
    }

    private static Stream<DynamicTest> scripts(Options options) {
        return StreamScripts.files(SCRIPTS).stream()
                .map(file -> DynamicTest.dynamicTest(SCRIPTS.relativize(file).toString(), () -> {
                    Report report = StreamScripts.run(List.of(file), options);
                    assertThat(report.failures()).isEmpty();
                    assertThat(report.passed()).isPositive();
                }));
    }

    @Test
    void the_page_of_what_is_covered_names_scripts_that_exist() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "coverage", "stream-sql.md"));
        List<String> named = Pattern.compile("`([a-z-]+/[a-z-]+\\.slt)`")
                .matcher(page)
                .results()
                .map(name -> name.group(1))
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(40)
                .allSatisfy(name -> assertThat(SCRIPTS.resolve(name)).exists());
    }

    @Test
    void there_are_scripts_enough() {
        assertThat(StreamScripts.files(SCRIPTS)).hasSizeGreaterThanOrEqualTo(40);
    }
}
