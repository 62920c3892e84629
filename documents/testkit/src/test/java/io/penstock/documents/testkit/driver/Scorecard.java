package io.penstock.documents.testkit.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes the scorecard of the drivers from the reports of the last test run: {@code ./penstock scorecard}. It stands
 * alone, so that the launcher runs this file as it is, without a class path.
 */
final class Scorecard {
    /** Which module's reports speak for which backend. */
    private static final Map<String, String> BACKENDS = new TreeMap<>(
            Map.of("documents/driver-apache", "Apache driver", "documents/driver-scylla", "ScyllaDB fork"));

    private static final List<String> SOURCES = List.of(
            "documents/testkit/src/main/java/io/penstock/documents/testkit/driver",
            "documents/driver-apache/src/test/java");

    /** Requirements that no suite of the driver proves, because they are not the driver's alone. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "G-18", "`ScorecardTest`; figures in docs/bench",
            "D-17", "page tokens of queries: `RepositoryContract`",
            "D-19", "publishers of queries: `ScriptedDocumentsTest`, `RepositoryContract`",
            "D-20", "records and rows of raw CQL: the contracts of documents",
            "D-25", "converters and types of the model: the contracts of documents",
            "D-45", "the driver logs through SLF4J; `LoadedDriver` says the library at start",
            "D-48", "`ReproducibleBuildTest`, `ConsumerTest`");

    private static final Pattern COVERS = Pattern.compile(
            "@Covers\\(([^)]*)\\)(?:\\s*@\\w+(?:\\((?:[^()]|\\([^()]*\\))*\\))?)*\\s*(?:public )?(?:void|Stream<DynamicTest>)"
                    + " (\\w+)\\(");
    private static final Pattern LABEL = Pattern.compile("[GD]-\\d\\d");
    private static final Pattern CASE = Pattern.compile(
            "<testcase name=\"([^\"]*)\" classname=\"([^\"]*)\"[^>]*?(?:/>|>(.*?)</testcase>)", Pattern.DOTALL);
    private static final Pattern SKIPPED = Pattern.compile("<skipped(?: message=\"([^\"]*)\")?");

    private final Path root;
    private final Map<String, Set<String>> testsOf = new TreeMap<>();

    private enum Result {
        PASSED,
        SKIPPED,
        FAILED
    }

    /** What one backend's reports say. */
    private static final class Run {
        private final Map<String, Result> tests = new HashMap<>();
        private final Map<Result, Integer> counts = new HashMap<>();
        private final List<String> skips = new ArrayList<>();
        private String description = "not run";
        private Set<String> lacks = Set.of();

        void add(String name, Result result) {
            tests.merge(name, result, (one, other) -> one.compareTo(other) > 0 ? one : other);
            counts.merge(result, 1, Integer::sum);
        }

        int count(Result result) {
            return counts.getOrDefault(result, 0);
        }

        boolean ran() {
            return !tests.isEmpty();
        }

        /** The worst of a requirement's tests, and how many of them did not run: the slow ones run on demand only. */
        String of(Collection<String> names) {
            List<Result> results = names.stream()
                    .map(tests::get)
                    .filter(Objects::nonNull)
                    .sorted()
                    .toList();
            if (results.isEmpty()) {
                return "not run";
            }
            int missing = names.size() - results.size();
            return results.getLast().name().toLowerCase(Locale.ROOT)
                    + (missing == 0 ? "" : ", " + missing + " not run");
        }
    }

    private Scorecard(Path root) {
        this.root = root;
    }

    /** With the root of the source tree as its only argument. */
    public static void main(String... arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Path file = root.resolve("docs/coverage/drivers.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text(root));
    }

    static String text(Path root) throws IOException {
        Scorecard card = new Scorecard(root);
        card.readSources();
        Map<String, Run> runs = new TreeMap<>();
        for (String module : BACKENDS.keySet()) {
            runs.put(module, card.readReports(module));
        }
        return card.written(runs);
    }

    private void readSources() throws IOException {
        for (String folder : SOURCES) {
            for (Path source : files(root.resolve(folder), ".java")) {
                Matcher covers = COVERS.matcher(Files.readString(source));
                while (covers.find()) {
                    Matcher labels = LABEL.matcher(covers.group(1));
                    while (labels.find()) {
                        testsOf.computeIfAbsent(labels.group(), label -> new LinkedHashSet<>())
                                .add(covers.group(2));
                    }
                }
            }
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private Run readReports(String module) throws IOException {
        Run run = new Run();
        for (Path report : files(root.resolve(module).resolve("target/surefire-reports"), ".xml")) {
            Matcher cases = CASE.matcher(Files.readString(report));
            while (cases.find()) {
                String body = cases.group(3) == null ? "" : cases.group(3);
                String name = cases.group(1).replaceFirst("[({\\[].*", "");
                Matcher skipped = SKIPPED.matcher(body);
                if (body.contains("<failure") || body.contains("<error")) {
                    run.add(name, Result.FAILED);
                } else if (skipped.find()) {
                    run.add(name, Result.SKIPPED);
                    run.skips.add(name + ": " + skipped.group(1));
                } else {
                    run.add(name, Result.PASSED);
                }
            }
        }
        Path description = root.resolve(module).resolve("target/driver-under-test.txt");
        if (Files.exists(description)) {
            List<String> lines = Files.readAllLines(description);
            run.description = lines.getFirst();
            run.lacks = new TreeSet<>(lines.subList(1, lines.size()));
        }
        return run;
    }

    private static List<String> labels(String family, int last) {
        return IntStream.rangeClosed(1, last)
                .mapToObj(number -> "%s-%02d".formatted(family, number))
                .toList();
    }

    private String written(Map<String, Run> runs) {
        StringBuilder out = new StringBuilder("""
                # Drivers: the scorecard

                Written by `./penstock scorecard` from the reports of the last test run; not to be edited. The suites are in
                `documents/testkit`, package `….testkit.driver`; a test names what it bears on with `@Covers`. A label counts when its
                tests pass; how much of the behaviour they show is told in [documents](documents.md).

                """);
        List<Run> all = List.copyOf(runs.values());
        row(out, "", BACKENDS.values());
        row(out, "---", BACKENDS.values().stream().map(name -> "---").toList());
        row(out, "library", all.stream().map(run -> run.description).toList());
        row(out, "tests passed", counts(all, Result.PASSED));
        row(out, "tests failed", counts(all, Result.FAILED));
        row(out, "tests skipped", counts(all, Result.SKIPPED));
        row(
                out,
                "labels G-01 to G-18 whose tests pass",
                all.stream().map(run -> proven(run, labels("G", 18))).toList());
        row(
                out,
                "labels D-01 to D-48 whose tests pass",
                all.stream().map(run -> proven(run, labels("D", 48))).toList());
        row(
                out,
                "lacks, and refuses",
                all.stream()
                        .map(run -> run.lacks.isEmpty() ? "?" : String.join(", ", run.lacks))
                        .toList());
        row(out, "suites", all.stream().map(this::verdict).toList());
        out.append("\nAgainst a ScyllaDB server: not run unless a host is given, `-Dpenstock.scylla=HOST[:PORT]`.\n")
                .append("Performance ratios: [docs/bench](../bench).\n\n");
        requirements(out, all);
        skips(out, runs);
        return out.toString();
    }

    private static List<String> counts(List<Run> all, Result result) {
        return all.stream().map(run -> Integer.toString(run.count(result))).toList();
    }

    private String proven(Run run, List<String> labels) {
        long proven = labels.stream()
                .filter(label -> testsOf.containsKey(label)
                        ? run.of(tests(label)).startsWith("passed")
                        : ELSEWHERE.containsKey(label))
                .count();
        return proven + " of " + labels.size();
    }

    private Set<String> tests(String label) {
        return testsOf.getOrDefault(label, Set.of());
    }

    private String verdict(Run run) {
        if (!run.ran()) {
            return "not run";
        }
        List<String> failed = having(run, "failed");
        List<String> open = having(run, "not run");
        if (run.count(Result.FAILED) > 0) {
            return "failed: " + (failed.isEmpty() ? "tests" : String.join(", ", failed));
        }
        return open.isEmpty() ? "pass" : "not proven: " + String.join(", ", open);
    }

    private List<String> having(Run run, String result) {
        return Stream.concat(labels("G", 18).stream(), labels("D", 48).stream())
                .filter(testsOf::containsKey)
                .filter(label -> run.of(tests(label)).startsWith(result))
                .toList();
    }

    private void requirements(StringBuilder out, List<Run> all) {
        out.append("| label | tests | ")
                .append(String.join(" | ", BACKENDS.values()))
                .append(" |\n");
        out.append("|---|---|").append("---|".repeat(BACKENDS.size())).append('\n');
        for (String label : Stream.concat(labels("G", 18).stream(), labels("D", 48).stream())
                .toList()) {
            Set<String> tests = tests(label);
            String where = tests.isEmpty()
                    ? ELSEWHERE.getOrDefault(label, "no test")
                    : tests.stream().map(test -> "`" + test + "`").collect(Collectors.joining(" "));
            row(
                    out,
                    label + " | " + where,
                    all.stream()
                            .map(run -> tests.isEmpty() ? "–" : run.of(tests))
                            .toList());
        }
    }

    private static void skips(StringBuilder out, Map<String, Run> runs) {
        out.append("\nSkipped:\n\n");
        runs.forEach((module, run) -> run.skips.forEach(skip ->
                out.append("- ").append(module).append(": ").append(skip).append('\n')));
    }

    private static void row(StringBuilder out, String head, Collection<String> cells) {
        out.append("| ")
                .append(head)
                .append(" | ")
                .append(String.join(" | ", cells))
                .append(" |\n");
    }
}
