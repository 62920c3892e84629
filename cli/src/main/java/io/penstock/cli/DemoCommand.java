package io.penstock.cli;

import io.penstock.demo.flights.DemoOptions;
import io.penstock.demo.flights.DemoOptions.Display;
import io.penstock.demo.flights.FlightsDemo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./penstock demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a real Cassandra node and a real PostgreSQL server, streams 20,000 real flights through SQL",
            "into both, reads the results back as records and compares them with what PostgreSQL computes alone."
        },
        footer = {"", "Exits with 0 only if every result agrees, with 1 if one does not."})
final class DemoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--keep", description = "Leave the servers running until Ctrl-C and print how to connect.")
    private boolean keep;

    @ArgGroup
    private @Nullable Format format;

    @Option(names = "--picture", paramLabel = "FILE", description = "Write a picture (SVG) of the terminal at the end.")
    private @Nullable Path picture;

    /** One of them. */
    static final class Format {
        @Option(names = "--json", description = "One JSON object a line, for programs.")
        private boolean json;

        @Option(names = "--plain", description = "Plain lines, as when the output is not a terminal.")
        private boolean plain;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter err = spec.commandLine().getErr();
        DemoOptions options =
                new DemoOptions(display(), spec.commandLine().getOut(), keep, Optional.ofNullable(picture));
        return AtShutdown.runInterruptibly(() -> FlightsDemo.run(options), () -> {
            err.println("penstock: stopped");
            err.flush();
        });
    }

    private Display display() {
        if (format != null && format.json) {
            return Display.JSON;
        }
        if (format != null && format.plain) {
            return Display.PLAIN;
        }
        return Terminals.isColourful() ? Display.TERMINAL : Display.PLAIN;
    }
}
