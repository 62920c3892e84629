package io.penstock.postgres.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.penstock.PenstockException;
import io.penstock.testkit.CacheFolder;
import io.penstock.testkit.ChildJvm;
import io.penstock.testkit.ChildProcess;
import io.penstock.testkit.FreePort;
import io.penstock.testkit.TestkitError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerFaultTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    @BeforeAll
    static void unpackOnce() {
        CacheFolder.standard().folder(ServerBinaries.forThisMachine().content());
    }

    @Test
    void two_starts_at_once_both_work_and_what_a_killed_or_stopped_parent_leaves_goes(@TempDir Path temporary) {
        try (ChildProcess one = program(List.of(), temporary);
                ChildProcess two = program(List.of(), temporary)) {
            ProcessHandle first = awaitServer(one);
            ProcessHandle second = awaitServer(two);
            assertThat(first).isNotEqualTo(second);

            // Only the parent: its descendants must notice by themselves.
            ProcessHandle.of(one.pid()).orElseThrow().destroyForcibly();
            assertThat(first.onExit()).succeedsWithin(SOON);
            assertThat(second.isAlive()).isTrue();

            two.closeInput();
            assertThat(two.awaitExit(SOON)).isZero();
            assertThat(second.onExit()).succeedsWithin(SOON);
        }
        try (ChildProcess three = program(List.of(), temporary)) {
            ProcessHandle third = awaitServer(three);
            assertThat(ProcessHandle.of(three.pid()).orElseThrow().destroy()).isTrue();
            three.awaitExit(SOON);
            assertThat(third.isAlive()).isFalse();
        }
        assertThat(temporary)
                .as("the third has swept what the killed one left, and left nothing at a signal")
                .isEmptyDirectory();
    }

    @Test
    void a_port_taken_in_between_is_replaced_by_another() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Iterator<Integer> ports =
                    List.of(taken.getLocalPort(), FreePort.find()).iterator();
            try (PostgresServer server =
                    PostgresServer.start(PostgresServer.Config.standard(), ServerAccount.find(), ports::next)) {
                assertThat(server.port()).isNotEqualTo(taken.getLocalPort());
            }
        }
    }

    @Test
    void gives_up_when_every_port_is_taken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> PostgresServer.start(
                            PostgresServer.Config.standard(), ServerAccount.find(), taken::getLocalPort))
                    .isInstanceOfSatisfying(
                            PenstockException.class,
                            failed -> assertThat(failed.code()).isEqualTo(ServerError.PORT_TAKEN));
        }
    }

    @Test
    void a_full_disk_is_named(@TempDir Path temporary) {
        assertThat(onTmpfs("size=8m", temporary))
                .contains("DISK_FULL the disk of the server's folder " + temporary)
                .contains("is full; free some space or choose another data directory")
                .contains("left: []");
    }

    @Test
    void a_read_only_disk_is_named(@TempDir Path temporary) {
        assertThat(onTmpfs("ro", temporary))
                .contains("FOLDER_NOT_WRITABLE the server's folder " + temporary + " cannot be written to;"
                        + " choose another data directory or set java.io.tmpdir");
    }

    @Test
    void a_wrong_setting_is_shown_as_the_server_words_it() {
        assertThatThrownBy(() -> PostgresServer.start(
                        PostgresServer.Config.standard().withSettings(Map.of("no_such_setting", "1"))))
                .isInstanceOfSatisfying(
                        PenstockException.class,
                        failed -> assertThat(failed.code()).isEqualTo(ServerError.NOT_STARTED))
                .hasMessageContaining("unrecognized configuration parameter \"no_such_setting\"");
    }

    @Test
    void a_damaged_archive_is_refused_and_leaves_nothing(@TempDir Path cache) {
        ServerBinaries good = ServerBinaries.forThisMachine();
        byte[] bytes = good.archive().clone();
        bytes[bytes.length / 2] ^= 1;
        ServerBinaries damaged = new ServerBinaries(good.platform(), bytes);
        assertThatThrownBy(() -> CacheFolder.at(cache).folder(damaged.content()))
                .isInstanceOfSatisfying(
                        PenstockException.class,
                        failed -> assertThat(failed.code()).isEqualTo(TestkitError.CONTENT_DAMAGED));
        assertThat(cache).isDirectoryNotContaining("glob:**/*.new-*");
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
        command.addAll(ChildJvm.command(PostgresServerProgram.class, List.of(temporary.toString())));
        command.add(prefix.size() + 1, "-Djava.io.tmpdir=" + temporary);
        return ChildProcess.start(ChildProcess.Spec.of("postgres-program", command));
    }

    private static ProcessHandle awaitServer(ChildProcess program) {
        String line = program.awaitOutput(text -> text.startsWith("ready "), SOON);
        return ProcessHandle.of(Long.parseLong(line.substring("ready ".length())))
                .orElseThrow();
    }
}
