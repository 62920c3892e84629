package io.penstock.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Runs the comparisons and prints them as Markdown: {@code ./penstock bench [streams] [postgres] [documents] [layers]}.
 * Options: {@code --rounds N} (7), {@code --warmups N} (3). The tables in {@code docs/bench} are its output.
 */
public final class Main {
    private static final int STREAM_ROWS = 2_000_000;
    private static final int DOCUMENT_OPERATIONS = 20_000;

    private final PrintStream out;
    private final int rounds;
    private final int warmups;

    private Main(PrintStream out, int rounds, int warmups) {
        this.out = out;
        this.rounds = rounds;
        this.warmups = warmups;
    }

    /** Runs the comparisons that are named, or all. */
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (words.contains("--help")) {
            out.println("Usage: ./penstock bench [streams] [postgres] [documents] [layers] [--rounds N] [--warmups N]");
            return;
        }
        Main main = new Main(out, number(words, "--rounds", 7), number(words, "--warmups", 3));
        List<String> named =
                words.stream().filter(word -> word.matches("[a-z]+")).toList();
        out.printf(
                Locale.ROOT,
                "%s, %d processors, Java %s, %d rounds after %d warm-ups%n%n",
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                main.rounds,
                main.warmups);
        for (String what : named.isEmpty() ? List.of("streams", "postgres", "documents", "layers") : named) {
            switch (what) {
                case "streams" -> {
                    try (StreamComparisons streams = new StreamComparisons(STREAM_ROWS)) {
                        main.report(streams.all());
                    }
                }
                case "postgres" -> {
                    try (PostgresComparisons postgres = new PostgresComparisons()) {
                        main.report(postgres.all());
                    }
                }
                case "documents" -> {
                    try (DocumentsComparisons documents = new DocumentsComparisons(DOCUMENT_OPERATIONS)) {
                        main.report(documents.all());
                    }
                }
                case "layers" -> out.print(Layers.run(main.warmups, main.rounds));
                default -> {
                    out.println("bench: unknown comparison '" + what
                            + "'; there are streams, postgres, documents and layers");
                    System.exit(2);
                }
            }
        }
    }

    private static int number(List<String> words, String option, int otherwise) {
        int at = words.indexOf(option);
        return at < 0 ? otherwise : Integer.parseInt(words.get(at + 1));
    }

    private void report(List<Comparison> comparisons) throws Exception {
        for (Comparison comparison : comparisons) {
            out.print(Report.of(comparison, comparison.run(warmups, rounds)));
        }
    }
}
