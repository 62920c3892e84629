package io.penstock.demo.flights;

import io.penstock.PenstockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the main job and shows it. */
public final class FlightsDemo {
    private static final int AGREES = 0;
    private static final int DIFFERS = 1;

    private FlightsDemo() {}

    /**
     * Runs the demo on the calling thread; it takes about half a minute.
     *
     * @return the exit code: 0 when all checks agree, 1 when one does not
     * @throws PenstockException when a server cannot be started or a statement fails; nothing is left running
     * @throws InterruptedException when interrupted; nothing is left running
     */
    public static int run(DemoOptions options) throws InterruptedException {
        try (DemoView view = view(options)) {
            try (FlightsJob job = new FlightsJob(view)) {
                List<Check> checks = job.run();
                view.checks(checks);
                boolean agrees = checks.stream().allMatch(Check::agrees);
                view.note(
                        "outcome",
                        agrees
                                ? "All " + checks.size()
                                        + " results agree with what PostgreSQL computes from the raw rows."
                                : "Some results differ from what PostgreSQL computes from the raw rows.");
                options.picture().ifPresent(file -> picture(view, file));
                if (options.keep()) {
                    job.connectionHints();
                    // Until Ctrl-C: the servers end with this process.
                    new CountDownLatch(1).await();
                }
                return agrees ? AGREES : DIFFERS;
            } catch (PenstockException failure) {
                view.failed(failure.code().code(), failure.getMessage());
                throw failure;
            }
        }
    }

    private static DemoView view(DemoOptions options) {
        return switch (options.display()) {
            case TERMINAL -> new TerminalView(options.out());
            case PLAIN -> new PlainView(options.out());
            case JSON -> new JsonView(options.out());
        };
    }

    private static void picture(DemoView view, Path file) {
        if (!(view instanceof TerminalView terminal)) {
            throw new PenstockException(
                    DemoError.PICTURE,
                    "a picture can only be made of the terminal display; leave out --json and --plain");
        }
        try {
            Files.writeString(file, TerminalPicture.svg("./penstock demo", terminal.lines()));
        } catch (IOException cause) {
            throw new PenstockException(DemoError.PICTURE, "the picture cannot be written to " + file, cause);
        }
    }
}
