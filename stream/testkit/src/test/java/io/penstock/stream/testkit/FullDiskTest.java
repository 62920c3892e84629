package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.penstock.testkit.ChildJvm;
import io.penstock.testkit.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database whose disk fills up, in a child that has a small disk of its own. */
@Timeout(120)
class FullDiskTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path disk;

    @Test
    void on_a_full_disk_every_change_is_refused_and_what_was_stored_stays() {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=256k none \"$0\" && exec \"$@\"",
                disk.toString()));
        List<String> probe = new ArrayList<>(command);
        probe.add("true");
        assumeThat(ChildProcess.run(ChildProcess.Spec.of("unshare", probe), PATIENCE)
                        .exitCode())
                .as("a file system of its own for a child is allowed here")
                .isZero();
        command.addAll(ChildJvm.command(FullDiskProgram.class, List.of(disk.toString())));
        ChildProcess.Finished finished = ChildProcess.run(ChildProcess.Spec.of("full-disk", command), PATIENCE);
        assertThat(finished.tail())
                .filteredOn(line -> !line.startsWith("SLF4J"))
                .containsExactly(
                        "checkpoint done",
                        "full: No space left on device",
                        "full checkpoint 6001 true",
                        "full create 6001 true",
                        "full drop 6001 true",
                        "objects 1 1",
                        "total 11",
                        "full close 6001 true",
                        "again 1",
                        "at last 101");
        assertThat(finished.exitCode()).isZero();
    }
}
