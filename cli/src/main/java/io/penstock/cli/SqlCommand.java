package io.penstock.cli;

import io.penstock.PenstockException;
import io.penstock.stream.Database;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./penstock sql}. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = {
            "Streaming SQL on a database in memory, or in a folder.",
            "Without -f and -e: a shell in a terminal, else a script from standard input."
        },
        footer = {
            "",
            "Examples:",
            "  ./penstock sql",
            "  ./penstock sql --db ./orders -f views.sql",
            "  ./penstock sql -e \"SELECT 1 + 1\" --json"
        })
final class SqlCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "SCRIPT",
            description = "Run a script; the first failure stops it.")
    private @Nullable Path file;

    @Option(
            names = {"-e", "--execute"},
            paramLabel = "SQL",
            description = "Run these statements.")
    private @Nullable String statements;

    @Option(names = "--db", paramLabel = "DIR", description = "Keep catalog and state in this folder.")
    private @Nullable Path directory;

    @Option(names = "--json", description = "One JSON object a row, for programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        CommandLine command = spec.commandLine();
        if (file != null && statements != null) {
            throw new ParameterException(command, "-f and -e exclude each other");
        }
        String script = script(command);
        Work work = new Work();
        try (Database database = open()) {
            return AtShutdown.run(
                    () -> script == null
                            ? new Shell(database, json, work, Shell.standardHistory()).run()
                            : run(database, script, work),
                    () -> close(database, work, command));
        }
    }

    /** A signal stops the statement that runs; what was pushed before still goes into a last checkpoint. */
    private static void close(Database database, Work work, CommandLine command) {
        work.cancel();
        try {
            database.close();
        } catch (PenstockException failed) {
            PrintWriter err = command.getErr();
            err.println("penstock: " + Main.sentence(failed));
            err.flush();
        }
    }

    private @Nullable String script(CommandLine command) throws IOException {
        if (file != null) {
            try {
                return Files.readString(file);
            } catch (NoSuchFileException missing) {
                throw new ParameterException(command, "there is no file " + file, missing);
            } catch (IOException unreadable) {
                throw new ParameterException(
                        command, "cannot read " + file + ": " + unreadable.getMessage(), unreadable);
            }
        }
        if (statements != null) {
            return statements;
        }
        if (Terminals.isInteractive()) {
            return null;
        }
        StringWriter text = new StringWriter();
        new InputStreamReader(System.in, StandardCharsets.UTF_8).transferTo(text);
        return text.toString();
    }

    private Database open() {
        Database.Builder builder = Database.builder().variables(System.getenv());
        return directory == null ? builder.open() : builder.directory(directory).open();
    }

    private int run(Database database, String script, Work work) {
        CommandLine command = spec.commandLine();
        StatementSplitter.Script split = StatementSplitter.split(script);
        PrintWriter out = command.getOut();
        ResultPrinter printer = new ResultPrinter(out, json);
        try {
            for (String statement : split.statements()) {
                work.checkStopped();
                printer.print(work.await(database.async().execute(statement)));
            }
            if (split.open()) {
                work.checkStopped();
                printer.print(work.await(database.async().execute(split.rest())));
            }
            return ExitCode.OK;
        } catch (PenstockException refused) {
            out.flush();
            PrintWriter err = command.getErr();
            err.println("penstock: " + Main.sentence(refused));
            pointAt(refused, script, err);
            err.flush();
            return Main.exitCode(refused);
        }
    }

    /** Shows the line and the place in it. */
    static void pointAt(PenstockException failure, String text, PrintWriter err) {
        failure.position().ifPresent(position -> {
            String[] lines = text.split("\n", -1);
            if (position.line() <= lines.length && position.column() <= lines[position.line() - 1].length() + 1) {
                err.println("  " + lines[position.line() - 1]);
                err.println("  " + " ".repeat(position.column() - 1) + "^");
            }
        });
    }
}
