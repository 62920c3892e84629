package io.penstock.documents.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.penstock.PenstockException;
import io.penstock.testkit.ChildJvm;
import io.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassandraNodeFaultTest {
    private static final Duration SOON = Duration.ofMinutes(2);

    @Test
    void two_starts_at_once_both_work_and_what_a_killed_or_stopped_parent_leaves_goes(@TempDir Path temporary) {
        try (ChildProcess one = program(List.of(), temporary);
                ChildProcess two = program(List.of(), temporary)) {
            ProcessHandle first = awaitNode(one);
            ProcessHandle second = awaitNode(two);
            assertThat(first).isNotEqualTo(second);

            // Only the parent: its child must notice by itself.
            ProcessHandle.of(one.pid()).orElseThrow().destroyForcibly();
            assertThat(first.onExit()).succeedsWithin(SOON);
            assertThat(second.isAlive()).isTrue();

            two.closeInput();
            assertThat(two.awaitExit(SOON)).isZero();
            assertThat(second.onExit()).succeedsWithin(SOON);
        }
        try (ChildProcess three = program(List.of(), temporary)) {
            ProcessHandle third = awaitNode(three);
            assertThat(ProcessHandle.of(three.pid()).orElseThrow().destroy()).isTrue();
            three.awaitExit(SOON);
            assertThat(third.isAlive()).isFalse();
        }
        assertThat(temporary)
                .as("the third has swept what the killed one left, and left nothing at a signal")
                .isEmptyDirectory();
    }

    @Test
    void tries_other_ports_and_gives_up_when_every_one_is_taken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AtomicInteger asked = new AtomicInteger();
            assertThatThrownBy(() -> CassandraNode.start(CassandraNode.Config.standard(), () -> {
                        asked.incrementAndGet();
                        return taken.getLocalPort();
                    }))
                    .isInstanceOfSatisfying(
                            PenstockException.class,
                            failed -> assertThat(failed.code()).isEqualTo(NodeError.PORT_TAKEN));
            assertThat(asked).hasValue(3);
        }
    }

    @Test
    void a_full_disk_is_named(@TempDir Path temporary) {
        assertThat(onTmpfs("size=8m", temporary))
                .contains("DISK_FULL the disk of the node's folder " + temporary)
                .contains(" MB left, and the node needs 128 MB; free some space or choose another data directory")
                .contains("left: []");
    }

    @Test
    void a_read_only_disk_is_named(@TempDir Path temporary) {
        assertThat(onTmpfs("ro", temporary))
                .contains("FOLDER_NOT_WRITABLE the node's folder " + temporary + " cannot be written to;"
                        + " choose another data directory or set java.io.tmpdir");
    }

    @Test
    void a_wrong_entry_is_shown_as_the_node_words_it() {
        assertThatThrownBy(() ->
                        CassandraNode.start(CassandraNode.Config.standard().withYaml(Map.of("no_such_entry", "1"))))
                .isInstanceOfSatisfying(
                        PenstockException.class,
                        failed -> assertThat(failed.code()).isEqualTo(NodeError.NOT_STARTED))
                .hasMessageContaining("no_such_entry");
    }

    private static String onTmpfs(String options, Path temporary) {
        List<String> namespace = List.of(
                "unshare",
                "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o " + options + " none \"$0\" && exec \"$@\"",
                temporary.toString());
        List<String> probe = new ArrayList<>(namespace);
        probe.add("true");
        assumeThat(ChildProcess.run(ChildProcess.Spec.of("unshare", probe), SOON)
                        .exitCode())
                .as("a file system of its own for a child is allowed here")
                .isZero();
        try (ChildProcess child = program(namespace, temporary)) {
            child.closeInput();
            child.awaitExit(SOON);
            return String.join("\n", child.tail());
        }
    }

    private static ChildProcess program(List<String> prefix, Path temporary) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(ChildJvm.command(CassandraNodeProgram.class, List.of(temporary.toString())));
        command.add(prefix.size() + 1, "-Djava.io.tmpdir=" + temporary);
        return ChildProcess.start(ChildProcess.Spec.of("cassandra-program", command));
    }

    private static ProcessHandle awaitNode(ChildProcess program) {
        String line = program.awaitOutput(text -> text.startsWith("ready "), SOON);
        return ProcessHandle.of(Long.parseLong(line.substring("ready ".length())))
                .orElseThrow();
    }
}
