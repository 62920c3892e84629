package io.penstock.demo.flights;

import io.penstock.PenstockException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Runs the main job and shows it. */
public final class FlightsDemo {
    private static final int AGREES = 0;
    private static final int DIFFERS = 1;

    private FlightsDemo() {}

    /**
     * Runs the demo on the calling thread; it takes about half a minute.
     *
     * @return the exit code: 0 when all checks agree, 1 when one does not
     * @throws PenstockException when the picture cannot be written, a server cannot be started or a statement fails;
     *     nothing is left running
     * @throws InterruptedException when interrupted; nothing is left running
     */
    public static int run(DemoOptions options) throws InterruptedException {
        options.picture().ifPresent(FlightsDemo::checkWritable);
        TerminalView pictured = pictured(options);
        try (DemoView view = view(options, pictured)) {
            try (FlightsJob job = new FlightsJob(view)) {
                List<Check> checks = job.run();
                int code = outcome(checks, view);
                options.picture().ifPresent(file -> picture(pictured, file));
                if (options.keep()) {
                    job.connectionHints();
                    // Until Ctrl-C: the servers end with this process.
                    new CountDownLatch(1).await();
                }
                return code;
            } catch (PenstockException failure) {
                view.failed(failure.code().code(), failure.getMessage());
                throw failure;
            }
        }
    }

    /** Shows what the comparison gave; gives the exit code. */
    static int outcome(List<Check> checks, DemoView view) {
        view.checks(checks);
        boolean agrees = checks.stream().allMatch(Check::agrees);
        view.note(
                "outcome",
                agrees
                        ? "All " + checks.size() + " results agree with what PostgreSQL computes from the raw rows."
                        : "Some results differ from what PostgreSQL computes from the raw rows.");
        return agrees ? AGREES : DIFFERS;
    }

    /** The terminal that the picture is of: the one that is seen, or else one that nobody sees. */
    static TerminalView pictured(DemoOptions options) {
        boolean seen = options.display() == DemoOptions.Display.TERMINAL;
        return new TerminalView(seen ? options.out() : new PrintWriter(Writer.nullWriter()));
    }

    static DemoView view(DemoOptions options, TerminalView pictured) {
        return switch (options.display()) {
            case TERMINAL -> pictured;
            case PLAIN -> new TwoViews(new PlainView(options.out()), pictured);
            case JSON -> new TwoViews(new JsonView(options.out()), pictured);
        };
    }

    /** Found out before the work, not after it. */
    private static void checkWritable(Path file) {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw notWritable(file, "there is no folder " + folder, null);
        }
        if (Files.isDirectory(absolute)) {
            throw notWritable(file, "it is a folder", null);
        }
        if (!Files.isWritable(Files.exists(absolute) ? absolute : folder)) {
            throw notWritable(file, "writing there is not allowed", null);
        }
    }

    private static void picture(TerminalView pictured, Path file) {
        try {
            Files.writeString(file, TerminalPicture.svg("./penstock demo", pictured.lines()));
        } catch (IOException failed) {
            throw notWritable(file, String.valueOf(failed.getMessage()), failed);
        }
    }

    private static PenstockException notWritable(Path file, String why, @Nullable IOException cause) {
        return new PenstockException(
                DemoError.PICTURE,
                "the picture cannot be written to " + file + ": " + why + "; name a file in a folder that you can"
                        + " write to",
                cause);
    }
}
