package io.penstock.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launcher with a scripted Maven and JDKs made of scripts: what it looks for, what it says, what it leaves behind.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
@Timeout(120)
final class LauncherTest {
    private static final String MAIN = "io.penstock.cli.Main";

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
        tree.maven(LauncherTree.builds("cli", MAIN));
    }

    @Nested
    final class FindingJdks {
        @Test
        void takes_what_the_variable_names() throws IOException, InterruptedException {
            Path chosen = tree.jdkAt(tree.folder.resolve("my own jdk"), 21);
            tree.jdk("jdk-25", 25);
            assertThat(tree.with("PENSTOCK_JAVA_HOME", chosen).run("version").out())
                    .contains("penstock 7.8.9\n", "JDK 21 in " + chosen + "\n");
        }

        @Test
        void prefers_25_among_installed_ones() throws IOException, InterruptedException {
            tree.jdk("jdk-21", 21);
            Path preferred = tree.jdk("the jdk 25", 25);
            tree.jdk("jdk-26", 26);
            tree.jdk("jdk-17", 17);
            assertThat(tree.run("version").out()).contains("JDK 25 in " + preferred + "\n");
        }

        @Test
        void takes_the_nearest_when_there_is_no_25() throws IOException, InterruptedException {
            tree.jdk("jdk-21", 21);
            Path nearest = tree.jdk("jdk-26", 26);
            assertThat(tree.run("version").out()).contains("JDK 26 in " + nearest + "\n");
        }

        @Test
        void finds_one_in_a_macos_bundle() throws IOException, InterruptedException {
            Path home = tree.jdkAt(tree.jdks.resolve("temurin-25.jdk/Contents/Home"), 25);
            assertThat(tree.run("version").out()).contains("JDK 25 in " + home + "\n");
        }

        @Test
        void takes_the_one_on_the_path_before_the_folders() throws IOException, InterruptedException {
            Path onPath = tree.jdkAt(tree.folder.resolve("on the path"), 22);
            LauncherTree.script(onPath.resolve("bin/java"), "#!/bin/sh\necho '    java.home = " + onPath + "' >&2\n");
            tree.jdk("jdk-25", 25);
            assertThat(tree.withOnPath(onPath.resolve("bin")).run("version").out())
                    .contains("JDK 22 in " + onPath + "\n");
        }

        @Test
        void passes_by_one_that_is_too_old() throws IOException, InterruptedException {
            Path old = tree.jdkAt(tree.folder.resolve("old"), 17);
            Path good = tree.jdk("jdk-25", 25);
            LauncherTree.Run run = tree.with("JAVA_HOME", old).run("version");
            assertThat(run.out()).contains("JDK 25 in " + good + "\n");
            assertThat(run.err()).isEmpty();
        }

        @Test
        void says_so_when_the_one_meant_for_penstock_is_too_old() throws IOException, InterruptedException {
            Path old = tree.jdkAt(tree.folder.resolve("old"), 17);
            Path good = tree.jdk("jdk-25", 25);
            LauncherTree.Run run = tree.with("PENSTOCK_JAVA_HOME", old).run("version");
            assertThat(run.exit()).isZero();
            assertThat(run.err())
                    .isEqualTo("penstock: PENSTOCK_JAVA_HOME is JDK 17; using " + good + " (JDK 25) instead.\n");
        }

        @Test
        void says_in_one_line_that_there_is_none() throws IOException, InterruptedException {
            tree.jdk("jdk-17", 17);
            Path old = tree.jdkAt(tree.folder.resolve("old"), 11);
            LauncherTree.Run run = tree.with("JAVA_HOME", old).run("demo");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo("penstock: no JDK 21 or newer found (JAVA_HOME is JDK 11; none in the usual folders)."
                            + " Install one, or set PENSTOCK_JAVA_HOME to it.\n");
            assertThat(tree.calls()).isEmpty();
        }

        @Test
        void does_not_take_a_runtime_without_a_compiler() throws IOException, InterruptedException {
            Path runtime = tree.jdk("jre-25", 25);
            Files.delete(runtime.resolve("bin/javac"));
            assertThat(tree.run("version").exit()).isEqualTo(1);
        }
    }

    @Nested
    final class Building {
        @BeforeEach
        void install_a_jdk() throws IOException {
            tree.jdk("jdk 25", 25);
        }

        @Test
        void builds_and_runs_the_command_with_its_words() throws IOException, InterruptedException {
            LauncherTree.Run run = tree.run("sql", "-f", "my script.sql");
            assertThat(run.exit()).isZero();
            assertThat(run.out().lines())
                    .endsWith("java: " + MAIN, "java: sql", "java: -f", "java: my script.sql")
                    .contains("java: -Dpenstock.home=" + tree.root)
                    .contains("java: " + tree.root.resolve("cli/target/classes") + ":" + tree.root.resolve("pom.xml"));
        }

        @Test
        void builds_only_once() throws IOException, InterruptedException {
            assertThat(tree.run("demo").exit()).isZero();
            LauncherTree.Run second = tree.run("demo");
            assertThat(second.exit()).isZero();
            assertThat(second.err()).isEmpty();
            assertThat(tree.calls()).hasSize(1);
        }

        @ParameterizedTest
        @CsvSource({"cli/src/main/java/Main.java", "cli/pom.xml", "cli/src/main/java/New.java"})
        void builds_again_when_something_changed(String changed) throws IOException, InterruptedException {
            assertThat(tree.run("demo").exit()).isZero();
            touch(changed);
            assertThat(tree.run("demo").exit()).isZero();
            assertThat(tree.calls()).hasSize(2);
        }

        @Test
        void builds_again_when_something_is_gone() throws IOException, InterruptedException {
            touch("cli/src/main/java/Other.java");
            assertThat(tree.run("demo").exit()).isZero();
            Files.delete(tree.root.resolve("cli/src/main/java/Other.java"));
            Files.setLastModifiedTime(
                    tree.root.resolve("cli/src/main/java"),
                    FileTime.from(Instant.now().plusSeconds(2)));
            assertThat(tree.run("demo").exit()).isZero();
            assertThat(tree.calls()).hasSize(2);
        }

        @Test
        void does_not_build_for_a_changed_test() throws IOException, InterruptedException {
            Files.createDirectories(tree.root.resolve("cli/src/test/java"));
            assertThat(tree.run("demo").exit()).isZero();
            touch("cli/src/test/java/MainTest.java");
            assertThat(tree.run("demo").exit()).isZero();
            assertThat(tree.calls()).hasSize(1);
        }

        @Test
        void runs_the_benchmarks_from_the_class_path_of_the_fork_which_has_no_code()
                throws IOException, InterruptedException {
            tree.maven(
                    "mkdir -p bench-scylla/target\nprintf '%s' \"$PWD/pom.xml\" > bench-scylla/target/runtime.classpath");
            LauncherTree.Run run = tree.run("bench", "documents-scylla", "--quick");
            assertThat(run.exit()).isZero();
            assertThat(run.out()).contains("/bench-scylla/target/classes:", "java: documents\njava: --quick\n");
            assertThat(tree.run("bench", "documents-scylla").exit()).isZero();
            assertThat(tree.calls()).singleElement().asString().contains("-pl bench-scylla -am");
        }

        @Test
        void goes_offline_once_everything_was_resolved() throws IOException, InterruptedException {
            tree.run("demo");
            touch("cli/src/main/java/Main.java");
            tree.run("demo");
            touch("cli/pom.xml");
            Files.writeString(tree.root.resolve("cli/pom.xml"), "<project>more</project>\n");
            tree.run("demo");
            assertThat(tree.calls()).hasSize(3);
            assertThat(tree.calls().get(0)).doesNotContain(" -o ");
            assertThat(tree.calls().get(1)).contains(" -o ");
            assertThat(tree.calls().get(2)).doesNotContain(" -o ");
        }

        @Test
        void asks_the_network_again_when_the_local_repository_was_emptied() throws IOException, InterruptedException {
            tree.run("demo");
            tree.maven("case \"$*\" in *' -o '*) echo '[ERROR] Cannot access central in offline mode'; exit 1 ;; esac\n"
                    + LauncherTree.builds("cli", MAIN));
            touch("cli/src/main/java/Main.java");
            LauncherTree.Run run = tree.run("demo");
            assertThat(run.exit()).isZero();
            assertThat(run.err()).contains("something is missing from the local Maven repository; asking the network.");
            assertThat(tree.calls()).hasSize(3);
        }

        @Test
        void never_asks_the_network_when_told_not_to() throws IOException, InterruptedException {
            tree.maven("echo '[ERROR] Cannot access central in offline mode'; exit 1");
            LauncherTree.Run run = tree.with("PENSTOCK_OFFLINE", 1).run("demo");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains("offline, and an artifact was never downloaded");
            assertThat(tree.calls()).hasSize(1);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                [ERROR] /a/B.java:[3,4] cannot find symbol                 | the build failed
                [ERROR] Could not transfer artifact a:b:jar:1 from central | Maven could not download what is needed
                [ERROR] java.io.IOException: No space left on device       | the disk is full
                [ERROR] error: error reading a.jar; zip END header not found | a downloaded file is damaged
                """)
        void shows_what_maven_complained_about_and_what_it_means(String complaint, String meaning)
                throws IOException, InterruptedException {
            tree.maven("echo '" + complaint + "'; exit 1");
            LauncherTree.Run run = tree.run("demo");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains(complaint, "penstock: " + meaning);
            assertThat(tree.root.resolve(".penstock/lock")).doesNotExist();
        }

        @Test
        void builds_again_after_a_failure() throws IOException, InterruptedException {
            tree.maven("exit 1");
            assertThat(tree.run("demo").exit()).isEqualTo(1);
            tree.maven(LauncherTree.builds("cli", MAIN));
            assertThat(tree.run("demo").exit()).isZero();
        }

        @Test
        void two_at_once_build_one_after_the_other() throws IOException, InterruptedException {
            tree.maven("[ ! -e busy ] || echo overlap >> '" + tree.folder.resolve("calls")
                    + "'\n: > busy\nsleep 1\nrm busy\n" + LauncherTree.builds("cli", MAIN));
            Process first = tree.start("demo");
            Process second = tree.start("demo");
            assertThat(tree.finish(first).exit()).isZero();
            assertThat(tree.finish(second).exit()).isZero();
            assertThat(tree.calls()).singleElement().asString().contains("process-classes");
        }

        @Test
        void takes_over_from_a_launcher_that_died() throws IOException, InterruptedException {
            Files.createDirectories(tree.root.resolve(".penstock"));
            Process dead = new ProcessBuilder("sh", "-c", "exit 0").start();
            dead.waitFor();
            Files.createSymbolicLink(tree.root.resolve(".penstock/lock"), Path.of(Long.toString(dead.pid())));
            assertThat(tree.run("demo").exit()).isZero();
        }

        @Test
        void says_that_it_cannot_write() throws IOException, InterruptedException {
            Files.writeString(tree.root.resolve(".penstock"), "in the way");
            LauncherTree.Run run = tree.run("demo");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err())
                    .contains("penstock: cannot write to " + tree.root.resolve(".penstock")
                            + ": the disk is full or read-only");
        }

        @ParameterizedTest
        @CsvSource({"TERM, 143", "INT, 130"})
        void stops_maven_and_leaves_nothing_when_it_is_stopped(String signal, int exit)
                throws IOException, InterruptedException {
            tree.maven("echo $$ > '" + tree.folder.resolve("pid") + "'\nexec sleep 300");
            Process launcher = startInterruptible(signal);
            Path pidFile = tree.folder.resolve("pid");
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(pidFile) && Files.size(pidFile) > 0);
            long maven = Long.parseLong(Files.readString(pidFile).strip());
            new ProcessBuilder("kill", "-" + signal, Long.toString(launcher.pid()))
                    .start()
                    .waitFor();
            assertThat(tree.finish(launcher).exit()).isEqualTo(exit);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> ProcessHandle.of(maven)
                            .filter(ProcessHandle::isAlive)
                            .isEmpty());
            assertThat(tree.root.resolve(".penstock/lock")).doesNotExist();
            tree.maven(LauncherTree.builds("cli", MAIN));
            assertThat(tree.run("demo").exit()).isZero();
        }

        /**
         * A shell starts what it runs in the background with interrupts ignored, children inherit that, and no shell
         * can change it for itself; {@code env} of GNU can.
         */
        private Process startInterruptible(String signal) throws IOException, InterruptedException {
            if (!signal.equals("INT")) {
                return tree.start("demo");
            }
            List<String> reset = List.of("env", "--default-signal=INT");
            Process probe = new ProcessBuilder("env", "--default-signal=INT", "true")
                    .redirectErrorStream(true)
                    .start();
            assumeTrue(probe.waitFor() == 0, "this system's env cannot end the ignoring of interrupts");
            return tree.start(reset, "demo");
        }

        @Test
        void says_when_the_checkout_has_no_such_program() throws IOException, InterruptedException {
            tree.maven(LauncherTree.builds("cli", "some.other.Main"));
            LauncherTree.Run run = tree.run("demo");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).endsWith("penstock: " + MAIN + " is not in this checkout (cli has no such class).\n");
        }

        private void touch(String file) throws IOException {
            Path path = tree.root.resolve(file);
            if (!Files.exists(path)) {
                Files.writeString(path, "new\n");
            }
            // Stamps may have whole seconds; nobody edits that fast.
            Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(2)));
        }
    }

    @Nested
    final class Words {
        @ParameterizedTest
        @CsvSource({"bench, --help, --warmups N", "bench, -h, layers", "test, --help, --slow"})
        void tells_of_a_command_without_building(String command, String option, String said)
                throws IOException, InterruptedException {
            LauncherTree.Run run = tree.run(command, option);
            assertThat(run.exit()).isZero();
            assertThat(run.out()).startsWith("Usage: ./penstock").contains(said);
            assertThat(run.err()).isEmpty();
            assertThat(tree.calls()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"help", "--help", "-h"})
        void prints_its_help_without_any_jdk(String word) throws IOException, InterruptedException {
            LauncherTree.Run run = tree.run(word);
            assertThat(run.exit()).isZero();
            assertThat(run.out())
                    .startsWith("Usage: ./penstock COMMAND")
                    .contains("demo", "test", "sql", "slt", "bench");
        }

        @Test
        void refuses_a_command_it_does_not_know() throws IOException, InterruptedException {
            LauncherTree.Run run = tree.run("dmeo");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).isEqualTo("penstock: unknown command 'dmeo'; ./penstock help lists the commands.\n");
        }

        @Test
        void works_through_a_symbolic_link() throws IOException, InterruptedException {
            tree.jdk("jdk-25", 25);
            Path link = Files.createSymbolicLink(tree.folder.resolve("ps"), Path.of("my project", "penstock"));
            assertThat(tree.finish(tree.start(List.of(link.toString(), "demo"))).exit())
                    .isZero();
        }
    }
}
