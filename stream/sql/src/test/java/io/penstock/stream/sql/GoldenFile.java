package io.penstock.stream.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A file of questions and answers: SQL, a line {@code ----}, the answer, a line {@code ====}. With the system property
 * {@code golden.update} the answers are written anew; then the difference is what to look at.
 */
final class GoldenFile {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private GoldenFile() {}

    private record Entry(String question, String answer) {}

    /** Checks all answers and gives how many there are. */
    static int check(String name, UnaryOperator<String> answer) {
        Path file = FOLDER.resolve(name);
        List<Entry> expected = read(file);
        List<Entry> actual = expected.stream()
                .map(e -> new Entry(e.question(), answer.apply(e.question()).strip()))
                .toList();
        if (Boolean.getBoolean("golden.update")) {
            write(file, actual);
        } else {
            assertThat(text(actual)).as(name).isEqualTo(text(expected));
        }
        return actual.size();
    }

    private static List<Entry> read(Path file) {
        try {
            List<Entry> entries = new ArrayList<>();
            for (String block : Files.readString(file).split("(?m)^====\\R?", -1)) {
                String[] parts = block.split("(?m)^----\\R?", 2);
                if (!block.isBlank()) {
                    entries.add(new Entry(parts[0].stripTrailing(), parts.length < 2 ? "" : parts[1].strip()));
                }
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(List<Entry> entries) {
        StringBuilder out = new StringBuilder();
        for (Entry entry : entries) {
            out.append(entry.question())
                    .append("\n----\n")
                    .append(entry.answer())
                    .append("\n====\n");
        }
        return out.toString();
    }

    private static void write(Path file, List<Entry> entries) {
        try {
            Files.writeString(file, text(entries));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
