package io.penstock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.ErrorCode;
import io.penstock.PenstockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void waits_for_a_line_also_one_already_printed() {
        try (ChildProcess child = shell("echo one; echo two >&2; read -r end; echo $end")) {
            assertThat(child.awaitOutput("two"::equals, SOON)).isEqualTo("two");
            assertThat(child.awaitOutput("one"::equals, SOON)).isEqualTo("one");
            child.sendLine("three");
            assertThat(child.awaitOutput("three"::equals, SOON)).isEqualTo("three");
            assertThat(child.awaitExit(SOON)).isZero();
        }
    }

    @Test
    void tells_the_exit_code_and_the_last_lines_of_a_child_that_ended_early() {
        try (ChildProcess child = shell("echo it is broken; exit 7")) {
            assertFails(TestkitError.CHILD_EXITED, () -> child.awaitOutput("ready"::equals, SOON))
                    .hasMessage("child ended with exit code 7 while it was waited for; its last lines:\n"
                            + "  it is broken");
        }
    }

    @Test
    void tells_when_the_line_does_not_come_in_time() {
        try (ChildProcess child = shell("read -r end")) {
            assertFails(TestkitError.CHILD_TIMEOUT, () -> child.awaitOutput("ready"::equals, Duration.ofMillis(20)))
                    .hasMessage("child did not print the line that was waited for within 20 ms; it printed nothing");
        }
    }

    @Test
    void keeps_only_the_last_lines_but_logs_all(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("all.log");
        ChildProcess.Spec spec = new ChildProcess.Spec(
                "child",
                List.of("sh", "-c", "for i in 1 2 3 4 5; do echo $i; done"),
                Optional.empty(),
                Map.of(),
                Optional.of(log),
                2);
        ChildProcess.Finished finished = ChildProcess.run(spec, SOON);
        assertThat(finished).isEqualTo(new ChildProcess.Finished(0, List.of("4", "5")));
        assertThat(Files.readAllLines(log)).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void output_is_read_on_when_the_log_cannot_be_written(@TempDir Path folder) {
        ChildProcess.Spec spec = ChildProcess.Spec.of("child", List.of("sh", "-c", "echo one; echo two"))
                .withLog(folder.resolve("missing").resolve("all.log"));
        assertThat(ChildProcess.run(spec, SOON).tail()).containsExactly("one", "two");
    }

    @Test
    void a_missing_program_is_named() {
        assertFails(
                        TestkitError.CHILD_NOT_STARTED,
                        () -> ChildProcess.start(ChildProcess.Spec.of("tool", List.of("/no/such/program"))))
                .hasMessageStartingWith("tool could not be started: ")
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void variables_are_added_and_removed() {
        ChildProcess.Spec spec =
                ChildProcess.Spec.of("child", List.of("env")).withEnvironment(Map.of("ADDED", "x", "HOME", ""));
        assertThat(ChildProcess.run(spec, SOON).tail()).contains("ADDED=x").noneMatch(line -> line.startsWith("HOME="));
    }

    @Test
    void kill_takes_the_descendants_too() {
        try (ChildProcess child = shell("sleep 1000 & echo $!; wait")) {
            long grandchild = Long.parseLong(child.awaitOutput(line -> line.matches("\\d+"), SOON));
            ProcessHandle handle = ProcessHandle.of(grandchild).orElseThrow();
            child.kill();
            assertThat(child.isAlive()).isFalse();
            assertThat(handle.onExit()).succeedsWithin(SOON);
        }
    }

    @Test
    void close_lets_the_child_end_by_itself() {
        ChildProcess child = shell("while read -r line; do :; done; echo bye; exit 3");
        child.close();
        child.close();
        assertThat(child.exitCode()).hasValue(3);
        assertThat(child.tail()).containsExactly("bye");
    }

    private static ChildProcess shell(String script) {
        return ChildProcess.start(ChildProcess.Spec.of("child", List.of("sh", "-c", script)));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
            ErrorCode code, ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PenstockException.class,
                        failed -> assertThat(failed.code()).isEqualTo(code));
    }
}
