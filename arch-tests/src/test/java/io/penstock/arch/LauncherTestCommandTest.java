package io.penstock.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./penstock test}, and the Maven that the wrapper brings where there is none. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
@Timeout(120)
final class LauncherTestCommandTest {
    private static final String REPORT = """
            mkdir -p cli/target/surefire-reports
            cat > cli/target/surefire-reports/TEST-a.MainTest.xml <<'XML'
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="a.MainTest" time="1.5" tests="3" errors="0" skipped="1" failures="%1$s">
              <testcase name="works" classname="a.MainTest" time="0.1"/>
              <testcase name="needs_a_mount" classname="a.MainTest" time="0.1">
                <skipped message="mounting is refused here"/>
              </testcase>
              <testcase name="adds &quot;up&quot;" classname="a.MainTest" time="0.1">%2$s</testcase>
            </testsuite>
            XML
            exit %1$s
            """;

    @TempDir
    Path temp;

    private LauncherTree tree = unset();

    @SuppressWarnings("NullAway") // set before each test
    private static LauncherTree unset() {
        return null;
    }

    @BeforeEach
    void make_a_tree() throws IOException {
        tree = new LauncherTree(temp.resolve("a folder with spaces"));
        tree.jdk("jdk 25", 25);
        Files.createDirectories(tree.root.resolve("cli/src/test/java/a"));
        Files.writeString(tree.root.resolve("cli/src/test/java/a/MainTest.java"), "class MainTest {}\n");
        Files.writeString(tree.root.resolve("cli/src/test/java/a/OtherTest.java"), "class OtherTest {}\n");
    }

    @Nested
    final class Testing {
        @Test
        void sums_up_what_ran_and_what_was_skipped() throws IOException, InterruptedException {
            tree.maven(REPORT.formatted(0, ""));
            LauncherTree.Run run = tree.run("test");
            assertThat(run.exit()).isZero();
            assertThat(run.out())
                    .containsPattern("cli +3 tests +0 failed +1 skipped +1\\.5 s\n")
                    .contains("Skipped:\n  a.MainTest.needs_a_mount: mounting is refused here\n")
                    .endsWith("3 tests in 1 modules, 0 failed, 1 skipped, 2 s in tests\n");
            assertThat(run.err()).contains("penstock: passed after ");
            assertThat(tree.calls()).containsExactly("-B verify --fail-at-end");
        }

        @Test
        void fails_when_a_test_fails_and_names_it() throws IOException, InterruptedException {
            tree.maven(REPORT.formatted(1, "<failure message=\"expected: 3&#10;but was: 4\"/>"));
            LauncherTree.Run run = tree.run("test");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).contains("Failed:\n  a.MainTest.adds \"up\": expected: 3\n");
            assertThat(run.err()).contains("penstock: FAILED after ");
        }

        @Test
        void counts_only_the_reports_of_this_run() throws IOException, InterruptedException {
            tree.maven(REPORT.formatted(0, ""));
            tree.run("test");
            tree.maven("exit 0");
            assertThat(tree.run("test").out()).endsWith("0 tests in 0 modules, 0 failed, 0 skipped, 0 s in tests\n");
        }

        @Test
        void is_offline_the_second_time() throws IOException, InterruptedException {
            tree.maven("exit 0");
            tree.run("test");
            tree.run("test");
            assertThat(tree.calls()).containsExactly("-B verify --fail-at-end", "-B -o verify --fail-at-end");
        }

        @Test
        void runs_the_tests_of_one_module() throws IOException, InterruptedException {
            tree.maven(REPORT.formatted(0, ""));
            assertThat(tree.run("test", "cli").exit()).isZero();
            assertThat(tree.calls()).singleElement().asString().contains(" -pl cli -am ", "a.MainTest", "a.OtherTest");
        }

        @Test
        void runs_one_class_or_one_test() throws IOException, InterruptedException {
            tree.maven(REPORT.formatted(0, ""));
            assertThat(tree.run("test", "MainTest#works").exit()).isZero();
            assertThat(tree.calls()).singleElement().asString().contains(" -pl cli -am -Dtest=MainTest#works ");
        }

        @Test
        void runs_the_slow_suites_when_asked() throws IOException, InterruptedException {
            tree.maven("exit 0");
            tree.run("test", "--slow");
            assertThat(tree.calls()).containsExactly("-B verify --fail-at-end -Dpenstock.test.excluded= -Dgroups=slow");
        }

        @Test
        void fails_when_nothing_ran_of_what_was_named() throws IOException, InterruptedException {
            tree.maven("exit 0");
            LauncherTree.Run run = tree.run("test", "MainTest#no_such_test");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains("penstock: no test ran: nothing fits 'MainTest#no_such_test'.");
        }

        @Test
        void says_what_can_be_tested_when_the_word_means_nothing() throws IOException, InterruptedException {
            LauncherTree.Run run = tree.run("test", "clj");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("penstock: nothing to test is called 'clj'. Modules: cli; or name a test class.\n");
        }

        @Test
        void refuses_an_option_it_does_not_know() throws IOException, InterruptedException {
            LauncherTree.Run run = tree.run("test", "--fast");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).isEqualTo("penstock: test knows --slow and --verbose, not '--fast'.\n");
        }
    }

    @Nested
    final class WithoutMaven {
        @Test
        void uses_the_wrapper_when_maven_is_missing_or_too_old() throws IOException, InterruptedException {
            LauncherTree.script(
                    tree.root.resolve("mvnw"), "#!/bin/sh\n" + LauncherTree.builds("cli", "io.penstock.cli.Main"));
            assertThat(tree.run("demo").exit()).isZero();
            tree.maven("3.6.3", "exit 1");
            assertThat(tree.run("version").out()).contains("Maven in " + tree.root.resolve("mvnw"));
        }

        @Test
        void says_when_even_the_wrapper_is_gone() throws IOException, InterruptedException {
            Files.delete(tree.root.resolve("mvnw"));
            LauncherTree.Run run = tree.run("demo");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("penstock: no Maven 3.8 or newer on the PATH, and the wrapper "
                            + tree.root.resolve("mvnw") + " is missing.\n");
        }

        @Test
        void unpacks_the_downloaded_maven_once() throws IOException, InterruptedException {
            wrapper(hash(archive()));
            assertThat(tree.finish(tree.start(
                                    java.util.List.of(tree.root.resolve("mvnw").toString(), "-v")))
                            .out())
                    .isEqualTo("the Maven of the archive: -v\n");
            Files.delete(archive());
            assertThat(tree.finish(tree.start(
                                    java.util.List.of(tree.root.resolve("mvnw").toString(), "-v")))
                            .exit())
                    .isZero();
        }

        @Test
        void refuses_a_damaged_download_and_keeps_nothing_of_it() throws IOException, InterruptedException {
            wrapper(hash(archive()));
            Files.writeString(archive(), "half of it");
            LauncherTree.Run run = tree.finish(
                    tree.start(java.util.List.of(tree.root.resolve("mvnw").toString(), "-v")));
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err())
                    .contains("mvnw: the downloaded Maven is damaged (SHA-512 ")
                    .endsWith("run again.\n");
            assertThat(tree.folder.resolve("home/.m2/wrapper/penstock")).isEmptyDirectory();
        }

        private Path archive() throws IOException, InterruptedException {
            Path archive = tree.folder.resolve("maven-9-bin.tar.gz");
            if (!Files.exists(archive)) {
                Path bin = Files.createDirectories(tree.folder.resolve("maven-9/bin"));
                LauncherTree.script(bin.resolve("mvn"), "#!/bin/sh\necho \"the Maven of the archive: $*\"\n");
                new ProcessBuilder("tar", "-czf", archive.toString(), "maven-9")
                        .directory(tree.folder.toFile())
                        .start()
                        .waitFor();
            }
            return archive;
        }

        private void wrapper(String hash) throws IOException, InterruptedException {
            Files.writeString(
                    tree.root.resolve(".mvn/wrapper/maven-wrapper.properties"),
                    "distributionUrl=file://" + archive().toString().replace(" ", "%20") + "\ndistributionSha512Sum="
                            + hash + "\n");
        }

        private static String hash(Path file) throws IOException {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file)));
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException(missing);
            }
        }
    }
}
