package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G-18: what the reports of a run say is what the scorecard says. */
final class ScorecardTest {
    @TempDir
    Path root;

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void report(String module, String cases) throws IOException {
        write(module + "/target/surefire-reports/TEST-x.xml", "<testsuite>\n" + cases + "</testsuite>\n");
    }

    private void sources() throws IOException {
        write("documents/testkit/src/main/java/io/penstock/documents/testkit/driver/OneContract.java", """
                    @Test
                    @Covers({"G-04", "D-16"})
                    void pages() {}

                    @TestFactory
                    @Covers("D-16")
                    Stream<DynamicTest> every_page() {}
                """);
    }

    @Test
    void a_requirement_is_met_when_all_its_tests_passed() throws IOException {
        sources();
        report("documents/driver-apache", """
                  <testcase name="pages" classname="a.B$C" time="0.1"/>
                  <testcase name="every_page()[1]" classname="a.B$C" time="0.1"/>
                  <testcase name="every_page()[2]" classname="a.B$C" time="0.1"/>
                """);
        write("documents/driver-apache/target/driver-under-test.txt", "Driver 1.2 (protocol V5)\nSERVER_CANCEL\n");
        report("documents/driver-scylla", """
                  <testcase name="pages" classname="a.B$C" time="0.1"/>
                  <testcase name="every_page()[1]" classname="a.B$C" time="0.1">
                    <failure message="no">at</failure>
                  </testcase>
                  <testcase name="every_page()[2]" classname="a.B$C" time="0.1"/>
                  <testcase name="other" classname="a.B$C" time="0.1">
                    <skipped message="no host"/>
                  </testcase>
                """);
        assertThat(Scorecard.text(root))
                .contains("| library | Driver 1.2 (protocol V5) | not run |")
                .contains("| tests passed | 3 | 2 |")
                .contains("| tests failed | 0 | 1 |")
                .contains("| tests skipped | 0 | 1 |")
                .contains("| lacks, and refuses | SERVER_CANCEL | ? |")
                .contains("| suites | pass | failed: D-16 |")
                .contains("| G-04 | `pages` | passed | passed |")
                .contains("| D-16 | `pages` `every_page` | passed | failed |")
                .contains("| D-01 | no test | – | – |")
                .contains("- documents/driver-scylla: other: no host");
    }

    @Test
    void what_did_not_run_is_said() throws IOException {
        sources();
        report("documents/driver-apache", "  <testcase name=\"pages\" classname=\"a.B$C\" time=\"0.1\"/>\n");
        report("documents/driver-scylla", "  <testcase name=\"every_page()[1]\" classname=\"a.B$C\" time=\"0.1\"/>\n");
        assertThat(Scorecard.text(root))
                .contains("| suites | pass | not proven: G-04 |")
                .contains("| G-04 | `pages` | passed | not run |")
                .contains("| D-16 | `pages` `every_page` | passed, 1 not run | passed, 1 not run |");
    }
}
