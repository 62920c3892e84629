package io.penstock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.penstock.PenstockException;
import io.penstock.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path root;

    private final AtomicInteger unpacked = new AtomicInteger();
    private final CacheFolder.Content content = new CacheFolder.Content("thing-1.0", folder -> {
        unpacked.incrementAndGet();
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib").resolve("a.jar"), "aaaa");
        Files.writeString(folder.resolve("b.txt"), "bbbb");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("b.txt"));
    });

    @Test
    void unpacks_once() {
        Path first = CacheFolder.at(root).folder(content);
        Path second = CacheFolder.at(root).folder(content);
        assertThat(first).isEqualTo(second).isEqualTo(root.resolve("thing-1.0"));
        assertThat(first.resolve("link")).hasContent("bbbb");
        assertThat(unpacked).hasValue(1);
    }

    @Test
    void a_changed_byte_is_noticed_and_redone() throws IOException {
        Path folder = CacheFolder.at(root).folder(content);
        Files.writeString(folder.resolve("lib").resolve("a.jar"), "aaXa");
        CacheFolder.at(root).folder(content);
        assertThat(folder.resolve("lib").resolve("a.jar")).hasContent("aaaa");
        assertThat(unpacked).hasValue(2);
    }

    @Test
    void missing_and_additional_files_are_noticed_and_redone() throws IOException {
        Path folder = CacheFolder.at(root).folder(content);
        Files.delete(folder.resolve("b.txt"));
        CacheFolder.at(root).folder(content);
        Files.writeString(folder.resolve("c.txt"), "c");
        CacheFolder.at(root).folder(content);
        assertThat(folder.resolve("b.txt")).hasContent("bbbb");
        assertThat(folder.resolve("c.txt")).doesNotExist();
        assertThat(unpacked).hasValue(3);
    }

    @Test
    void what_a_killed_run_left_is_removed() throws IOException {
        Path half = Files.createDirectories(root.resolve("thing-1.0.new-123").resolve("lib"));
        Files.writeString(half.resolve("a.jar"), "aa");
        Files.createDirectories(root.resolve("thing-1.0").resolve("lib"));
        Path folder = CacheFolder.at(root).folder(content);
        assertThat(folder.resolve("lib").resolve("a.jar")).hasContent("aaaa");
        assertThat(names()).containsExactlyInAnyOrder("thing-1.0", "thing-1.0.lock");
    }

    @Test
    void a_failed_unpacking_leaves_nothing_half_written() throws IOException {
        CacheFolder.Content damaged = new CacheFolder.Content("thing-1.0", folder -> {
            Files.writeString(folder.resolve("b.txt"), "bb");
            throw new IOException("checksum mismatch");
        });
        assertThatThrownBy(() -> CacheFolder.at(root).folder(damaged))
                .isInstanceOfSatisfying(
                        PenstockException.class,
                        failed -> assertThat(failed.code()).isEqualTo(TestkitError.CONTENT_DAMAGED))
                .hasMessage("thing-1.0 cannot be unpacked: checksum mismatch;"
                        + " delete its artifact from the local Maven repository and build again");
        assertThat(names()).containsExactly("thing-1.0.lock");
        assertThat(CacheFolder.at(root).folder(content)).exists();
    }

    @Test
    void threads_at_once_unpack_once() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Threads.virtualPerTask("cache-test")) {
            List<Future<Path>> folders = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                folders.add(threads.submit(() -> CacheFolder.at(root).folder(content)));
            }
            for (Future<Path> folder : folders) {
                assertThat(folder.get()).isEqualTo(root.resolve("thing-1.0"));
            }
        }
        assertThat(unpacked).hasValue(1);
    }

    @Test
    void processes_at_once_unpack_once() {
        try (ChildProcess one = cacheChild(List.of(), root);
                ChildProcess two = cacheChild(List.of(), root)) {
            one.awaitOutput("ready"::equals, SOON);
            two.awaitOutput("ready"::equals, SOON);
            one.sendLine("go");
            two.sendLine("go");
            assertThat(one.awaitExit(SOON)).isZero();
            assertThat(two.awaitExit(SOON)).isZero();
            List<String> output =
                    Stream.concat(one.tail().stream(), two.tail().stream()).toList();
            assertThat(output).containsOnlyOnce("unpacking").contains("done");
        }
    }

    @Test
    void a_full_disk_is_named_and_nothing_stays() {
        ChildProcess.Finished finished = onTmpfs("size=256k");
        assertThat(finished.text())
                .contains("DISK_FULL big-1.0 does not fit on the disk of " + root
                        + "; free some space or set PENSTOCK_CACHE to a folder on another disk")
                .contains("left: [big-1.0.lock]");
    }

    @Test
    void a_read_only_disk_is_named() {
        ChildProcess.Finished finished = onTmpfs("size=256k,ro");
        assertThat(finished.text())
                .contains("CACHE_NOT_WRITABLE big-1.0 cannot be unpacked: none of [" + root
                        + "] can be written to; set PENSTOCK_CACHE to a folder that can")
                .contains("left: []");
    }

    @Test
    void the_environment_decides_where() {
        Path fallback = root.resolve("fallback");
        assertThat(roots(Map.of("PENSTOCK_CACHE", "/here", "XDG_CACHE_HOME", "/xdg"), "/home/ann", fallback))
                .containsExactly(Path.of("/here"));
        assertThat(roots(Map.of("XDG_CACHE_HOME", "/xdg"), "/home/ann", fallback))
                .containsExactly(Path.of("/xdg/penstock"), fallback);
        assertThat(roots(Map.of("XDG_CACHE_HOME", "relative"), "/home/ann", fallback))
                .containsExactly(Path.of("/home/ann/.cache/penstock"), fallback);
        assertThat(roots(Map.of(), "?", fallback)).containsExactly(fallback);
    }

    @Test
    void an_unwritable_home_falls_back_to_a_private_temporary_folder() throws IOException {
        Path fallback = root.resolve("fallback");
        Path folder =
                CacheFolder.standard(Map.of(), "/proc/no-such-home", fallback).folder(content);
        assertThat(folder).isEqualTo(fallback.resolve("thing-1.0")).isDirectory();
        assertThat(Files.getPosixFilePermissions(fallback)).hasSize(3);
    }

    private static List<Path> roots(Map<String, String> environment, String home, Path fallback) {
        return CacheFolder.standard(environment, home, fallback).roots();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(path -> path.getFileName().toString()).toList();
        }
    }

    private ChildProcess.Finished onTmpfs(String options) {
        List<String> namespace = List.of(
                "unshare",
                "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o " + options + " none \"$0\" && exec \"$@\"",
                root.toString());
        List<String> probe = new ArrayList<>(namespace);
        probe.add("true");
        assumeThat(ChildProcess.run(ChildProcess.Spec.of("unshare", probe), SOON)
                        .exitCode())
                .as("a file system of its own for a child is allowed here")
                .isZero();
        try (ChildProcess child = cacheChild(namespace, root)) {
            child.awaitOutput("ready"::equals, SOON);
            child.sendLine("go");
            return new ChildProcess.Finished(child.awaitExit(SOON), child.tail());
        }
    }

    private static ChildProcess cacheChild(List<String> prefix, Path folder) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(ChildJvm.command(CacheFolderProgram.class, List.of(folder.toString())));
        return ChildProcess.start(ChildProcess.Spec.of("cache-child", command));
    }
}
