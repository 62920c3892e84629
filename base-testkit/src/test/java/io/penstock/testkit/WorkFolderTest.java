package io.penstock.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process is ended there without a chance to clean up")
class WorkFolderTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String KIND = "penstock-kind";

    @TempDir
    private Path temporary;

    /** A program that uses a folder, with what it said of it. */
    private record User(ChildProcess program, ProcessHandle child, Path folder) implements AutoCloseable {
        /** Ends only the program itself, with or without a chance to clean up. */
        void end(boolean atOnce) {
            ProcessHandle self = ProcessHandle.of(program.pid()).orElseThrow();
            assertThat(atOnce ? self.destroyForcibly() : self.destroy()).isTrue();
            program.awaitExit(SOON);
        }

        @Override
        public void close() {
            program.close();
        }
    }

    private User user() {
        List<String> command = new ArrayList<>(ChildJvm.command(WorkFolderProgram.class, List.of(KIND)));
        command.add(1, "-Djava.io.tmpdir=" + temporary);
        ChildProcess program = ChildProcess.start(ChildProcess.Spec.of("user", command));
        String[] words =
                program.awaitOutput(line -> line.startsWith("ready "), SOON).split(" ", 3);
        return new User(program, ProcessHandle.of(Long.parseLong(words[1])).orElseThrow(), Path.of(words[2]));
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> entries = Files.list(temporary)) {
            return entries.toList();
        }
    }

    @Test
    void a_signal_ends_the_children_and_deletes_the_folder() throws IOException {
        try (User user = user()) {
            assertThat(folders()).containsExactly(user.folder());
            user.end(false);
            assertThat(user.child().isAlive()).isFalse();
            assertThat(folders()).isEmpty();
        }
    }

    @Test
    void what_a_killed_program_leaves_goes_with_the_next_start_and_nothing_else() throws IOException {
        Path noOwner = Files.createDirectories(temporary.resolve(KIND + "-1"));
        Path otherName = Files.createDirectories(temporary.resolve(KIND + "-mine"));
        Files.createFile(otherName.resolve("penstock.owner"));
        Path outside = Files.createDirectories(temporary.resolve("outside"));
        Files.createFile(outside.resolve("penstock.owner"));
        Path link = Files.createSymbolicLink(temporary.resolve(KIND + "-2"), outside);
        try (User living = user();
                User killed = user()) {
            killed.end(true);
            assertThat(killed.folder()).isDirectory();
            try (User next = user()) {
                assertThat(folders())
                        .containsExactlyInAnyOrder(noOwner, otherName, outside, link, living.folder(), next.folder());
                assertThat(living.folder().resolve("data")).hasContent("some");
            }
        }
    }

    @Test
    void what_a_kill_left_half_made_goes_when_it_is_old() throws IOException {
        Path young = Files.createDirectories(temporary.resolve("penstock-new-1"));
        Path old = Files.createDirectories(temporary.resolve("penstock-new-2"));
        for (Path made : List.of(young, old)) {
            Files.createFile(made.resolve("penstock.owner"));
        }
        Files.setLastModifiedTime(old, FileTime.from(Time.system().now().minus(Duration.ofHours(2))));
        try (User user = user()) {
            assertThat(folders()).containsExactlyInAnyOrder(young, user.folder());
        }
    }

    @Test
    void programs_that_start_at_once_leave_each_other_alone() throws IOException {
        List<User> users =
                IntStream.range(0, 4).parallel().mapToObj(i -> user()).toList();
        assertThat(folders())
                .containsExactlyInAnyOrderElementsOf(
                        users.stream().map(User::folder).toList());
        users.forEach(user -> user.end(true));
        try (User last = user()) {
            assertThat(folders()).containsExactly(last.folder());
        }
    }

    @Test
    void folders_of_one_program_are_apart_and_go_when_closed() throws IOException {
        try (WorkFolder one = WorkFolder.throwAway(KIND)) {
            WorkFolder two = WorkFolder.throwAway(KIND);
            assertThat(one.path()).isDirectory();
            two.close();
            assertThat(two.path()).doesNotExist();
            assertThat(one.path()).isDirectory();
            ChildProcess late = ChildProcess.start(ChildProcess.Spec.of("cat", List.of("cat")));
            assertThatThrownBy(() -> two.usedBy(late)).isInstanceOf(CancellationException.class);
            assertThat(late.isAlive()).isFalse();
        }
    }

    @Test
    void a_kept_folder_stays() throws IOException {
        Path kept = temporary.resolve("data/of/mine");
        try (WorkFolder folder = WorkFolder.kept(kept)) {
            assertThat(folder.isKept()).isTrue();
        }
        assertThat(kept).isDirectory().isEmptyDirectory();
    }
}
