package io.penstock.stream.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs stream scripts ({@code .slt}): statements, pushed rows, watermarks and the answers that must come, in one text
 * file. Each file runs in a database of its own on a temporary directory, with a manual clock that starts at 0.
 */
public final class StreamScripts {
    private StreamScripts() {}

    /**
     * How scripts are run. All variants must give the same answers.
     *
     * @param batchSize rows handed over at once in a push; 0 for all of them
     * @param restart whether the database takes a checkpoint and is closed and opened again before each answer that is
     *     looked at
     * @param complete whether the answers in the files are replaced by what came
     */
    public record Options(int batchSize, boolean restart, boolean complete) {
        public Options {
            if (batchSize < 0) {
                throw new IllegalArgumentException("batchSize starts at 0, got " + batchSize);
            }
        }

        public static Options defaults() {
            return new Options(0, false, false);
        }

        public Options withBatchSize(int rows) {
            return new Options(rows, restart, complete);
        }

        public Options withRestart(boolean restarts) {
            return new Options(batchSize, restarts, complete);
        }

        public Options withComplete(boolean completes) {
            return new Options(batchSize, restart, completes);
        }
    }

    /**
     * A record that did not pass.
     *
     * @param line the line of its keyword, from 1
     */
    public record Failure(Path file, int line, String expected, String came) {
        @Override
        public String toString() {
            return file + ":" + line + "\n  expected: " + indented(expected) + "\n  came:     " + indented(came);
        }

        private static String indented(String text) {
            return text.strip().replace("\n", "\n            ");
        }
    }

    /**
     * What came of all files.
     *
     * @param passed records that assert something and passed
     */
    public record Report(int passed, List<Failure> failures) {
        public Report {
            failures = List.copyOf(failures);
        }

        public boolean isPassed() {
            return failures.isEmpty();
        }

        /** The last line of a run: {@code N passed, N failed}. */
        public String summary() {
            return passed + " passed, " + failures.size() + " failed";
        }
    }

    /** Runs files and the {@code .slt} files in folders. */
    public static Report run(List<Path> paths, Options options) {
        return run(paths, options, failure -> {});
    }

    /**
     * Runs files and the {@code .slt} files in folders, and tells of each failure as it happens.
     *
     * @throws UncheckedIOException when a file cannot be read or rewritten
     * @throws IllegalArgumentException when a path does not exist, or a folder has no script
     */
    public static Report run(List<Path> paths, Options options, Consumer<Failure> failed) {
        int passed = 0;
        List<Failure> failures = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : files(path)) {
                Report report = runFile(file, options);
                passed += report.passed();
                failures.addAll(report.failures());
                report.failures().forEach(failed);
            }
        }
        return new Report(passed, failures);
    }

    /** The script files of a path, in the order of their names. */
    public static List<Path> files(Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new IllegalArgumentException("there is no file or folder " + path);
        }
        try (Stream<Path> walk = Files.walk(path)) {
            List<Path> found = walk.filter(file -> file.toString().endsWith(".slt"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("there is no .slt file in " + path);
            }
            return found;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Report runFile(Path file, Options options) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            List<ScriptRecord> records = ScriptRecord.parse(lines);
            if (records.isEmpty()) {
                return new Report(
                        0, List.of(new Failure(file, 1, "a record, such as 'statement ok'", "no record at all")));
            }
            ScriptRun run = new ScriptRun(file, options);
            Report report = run.all(records);
            if (options.complete()) {
                rewrite(file, lines, run.answers());
            }
            return report;
        } catch (IOException failed) {
            throw new UncheckedIOException("script " + file, failed);
        }
    }

    private static void rewrite(Path file, List<String> lines, List<ScriptRun.Answer> answers) throws IOException {
        List<String> out = new ArrayList<>();
        int next = 0;
        for (ScriptRun.Answer answer : answers) {
            ScriptRecord record = answer.record();
            out.addAll(lines.subList(next, record.answerFrom()));
            out.addAll(answer.rows());
            next = record.answerTo();
        }
        out.addAll(lines.subList(next, lines.size()));
        if (!out.equals(lines)) {
            Files.write(file, out, StandardCharsets.UTF_8);
        }
    }
}
