package io.penstock.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Runs the comparisons and prints them as Markdown, what it is at on the other stream. The tables in {@code docs/bench}
 * are its output.
 */
public final class Main {
    private static final int FAILED = 1;
    private static final int MISUSE = 2;
    private static final int STREAM_ROWS = 2_000_000;
    private static final Effort FEW = new Effort(3, 7);
    private static final Effort VERY_FEW = new Effort(1, 3);
    private static final Effort MANY = new Effort(12, 41);
    private static final Effort SOME = new Effort(6, 11);

    private final Arguments arguments;
    private final PrintStream out;
    private final PrintStream progress;
    private final StringBuilder written = new StringBuilder();

    private Main(Arguments arguments, PrintStream out, PrintStream progress) {
        this.arguments = arguments;
        this.out = out;
        this.progress = progress;
    }

    /** Runs the comparisons that are named, or all. */
    public static void main(String[] words) {
        PrintStream progress = stream(FileDescriptor.err);
        int exit;
        try {
            exit = run(words, stream(FileDescriptor.out), progress);
        } catch (Exception failed) {
            failed.printStackTrace(progress);
            exit = FAILED;
        }
        System.exit(exit); // a peer that did not come to its close may have threads that would keep us
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Gives the exit code: 0 when everything was measured, 2 when the words make no sense. */
    static int run(String[] words, PrintStream out, PrintStream progress) throws Exception {
        if (List.of(words).contains("--help")) {
            out.println(Arguments.USAGE);
            return 0;
        }
        try {
            new Main(Arguments.parse(words), out, progress).all();
            return 0;
        } catch (Arguments.Misuse misuse) {
            progress.println("bench: " + misuse.getMessage());
            progress.println(Arguments.USAGE);
            return MISUSE;
        }
    }

    private void all() throws Exception {
        say(String.format(
                Locale.ROOT,
                "%s, %d processors, Java %s%s%n%n",
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                arguments.quick() ? ", quick" : ""));
        for (Suite suite : arguments.suites()) {
            measure(suite);
        }
    }

    private void measure(Suite suite) throws Exception {
        progress.println("bench: " + suite.word() + ", getting ready…");
        switch (suite) {
            case STREAMS -> {
                try (StreamComparisons streams = new StreamComparisons(STREAM_ROWS)) {
                    report(streams.all(), arguments.effort(FEW, VERY_FEW));
                }
            }
            case POSTGRES -> {
                try (PostgresComparisons postgres = new PostgresComparisons()) {
                    report(postgres.all(), arguments.effort(FEW, VERY_FEW));
                }
            }
            case DOCUMENTS -> {
                try (DocumentsComparisons documents = new DocumentsComparisons(arguments.quick())) {
                    say("## " + documents.driver() + "\n\n");
                    report(documents.of(arguments.only()), arguments.effort(MANY, SOME));
                }
            }
            case LAYERS -> say(Layers.run(arguments.effort(FEW, VERY_FEW)));
        }
    }

    /** Warms up all of them first: code that is compiled anew in the middle would be measured too. */
    private void report(List<Comparison> comparisons, Effort effort) throws Exception {
        for (Comparison comparison : comparisons) {
            progress.println("bench: warming up " + comparison.title());
            comparison.warmUp(effort);
        }
        Summary summary = new Summary();
        for (Comparison comparison : comparisons) {
            progress.println("bench: measuring " + comparison.title());
            List<Comparison.Result> results = comparison.run(effort);
            summary.add(comparison, results);
            say(Report.of(comparison, results));
        }
        say(summary.text());
    }

    private void say(String text) throws IOException {
        out.print(text);
        written.append(text);
        if (arguments.markdown().isPresent()) {
            Path file = arguments.markdown().get();
            Files.writeString(file, written); // each time, so that what was measured outlives what fails later
        }
    }
}
