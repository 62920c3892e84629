package io.penstock.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of what is covered name tests that exist. */
final class CoverageTest {
    @Test
    void names_only_tests_that_exist() {
        NamedTests tests = new NamedTests(Tree.files());
        List<String> faults = new ArrayList<>();
        int named = 0;
        for (Path page : Tree.files()) {
            if (Tree.nameOf(page).matches("docs/coverage/[^/]+\\.md")) {
                NamedTests.Checked checked = tests.check(Tree.nameOf(page), Tree.read(page));
                named += checked.named();
                faults.addAll(checked.faults());
            }
        }
        assertThat(faults).isEmpty();
        assertThat(named).isGreaterThan(100);
    }

    @Test
    void reports_tests_that_are_gone(@TempDir Path root) throws IOException {
        Path other = Files.createDirectories(root.resolve("driver"));
        NamedTests tests = new NamedTests(List.of(
                Files.writeString(
                        root.resolve("PageTest.java"), "class PageTest {\n    @Test\n    void comes_back() {}\n}\n"),
                Files.writeString(
                        other.resolve("PageContract.java"),
                        "class PageContract {\n    Stream<DynamicTest> has_many() {\n        goes_on();\n    }\n}\n")));
        assertThat(tests.check("a.md", """
                        | `PageTest.comes_back`, `PageTest` | `driver.PageContract.has_many`, `.has_many` | `Query.where` |
                        | `PageTest.came_back` | `.goes_on` |
                        | `driver.PageTest.comes_back` | `PagesTest` | `driver.PageContract.goes_on` |
                        """))
                .isEqualTo(new NamedTests.Checked(
                        9,
                        List.of(
                                "a.md: there is no test PageTest.came_back",
                                "a.md: there is no test PageTest.goes_on",
                                "a.md: there is no test driver.PageTest.comes_back",
                                "a.md: there is no test PagesTest",
                                "a.md: there is no test driver.PageContract.goes_on")));
    }
}
