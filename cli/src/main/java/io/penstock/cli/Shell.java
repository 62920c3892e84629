package io.penstock.cli;

import io.penstock.PenstockException;
import io.penstock.stream.CatalogView;
import io.penstock.stream.Change;
import io.penstock.stream.Database;
import io.penstock.stream.ExecuteResult;
import io.penstock.stream.Row;
import io.penstock.stream.Subscription;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The interactive shell: statements over several lines until a semicolon, history across runs, completion of keywords
 * and names, tables with timing. Ctrl-C clears the input, or cancels the statement that runs; Ctrl-D or {@code \q}
 * ends.
 */
final class Shell {
    private static final String HELP = """
            Statements end with a semicolon and may span lines.
              \\l            what is there: sources, streams, views, lookup tables, sinks
              \\d [NAME]     describe a relation; without a name as \\l
              \\w NAME       show the rows there are, then those that come, until Ctrl-C; this shell takes no
                            statement meanwhile
              \\i FILE       run a script
              \\timing       switch timing on or off
              \\? or help    this text
              \\q or exit    leave
            """;

    private final Database database;
    private final boolean json;
    private boolean timing = true;

    private final Work work;

    private final Path history;

    /** A shell that keeps what was typed in a file. */
    Shell(Database database, boolean json, Work work, Path history) {
        this.database = database;
        this.json = json;
        this.work = work;
        this.history = history;
    }

    int run() throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            return run(terminal);
        }
    }

    int run(Terminal terminal) {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("penstock")
                .parser(new StatementParser())
                .completer(new SqlCompleter(database))
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.HISTORY_SIZE, 5_000)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P       -> ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        PrintWriter out = terminal.writer();
        terminal.handle(Terminal.Signal.INT, signal -> work.cancel());
        out.println("Penstock streaming SQL. \\? for help, \\q to leave.");
        while (true) {
            String text;
            try {
                text = reader.readLine("penstock> ");
            } catch (UserInterruptException clear) {
                continue;
            } catch (EndOfFileException end) {
                return ExitCode.OK;
            }
            String line = text.strip();
            if (isOneOf(line, "\\q", "exit", "quit", "exit;", "quit;")) {
                return ExitCode.OK;
            }
            carryOut(text, line, out);
            out.flush();
        }
    }

    private static boolean isOneOf(String line, String... words) {
        for (String word : words) {
            if (line.equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }

    private void carryOut(String text, String line, PrintWriter out) {
        work.begin();
        try {
            if (isOneOf(line, "\\?", "help", "help;")) {
                out.print(HELP);
            } else if (isOneOf(line, "\\l", "\\d")) {
                list(out);
            } else if (line.equals("\\timing")) {
                timing = !timing;
                out.println("timing is " + (timing ? "on" : "off"));
            } else if (line.startsWith("\\d ")) {
                describe(name(line), out);
            } else if (line.startsWith("\\w ")) {
                watch(name(line), out);
            } else if (line.startsWith("\\i ")) {
                script(line.substring(3).strip(), out);
            } else if (isOneOf(line, "\\w", "\\i")) {
                out.println(line + (line.equals("\\w") ? " NAME" : " FILE") + " is how it is used; \\? tells more");
            } else if (line.startsWith("\\")) {
                out.println("there is no command " + line + "; \\? lists them");
            } else {
                statements(text, out);
            }
        } catch (PenstockException refused) {
            out.println(Main.sentence(refused));
            SqlCommand.pointAt(refused, text, out);
        } catch (CancellationException cancelled) {
            out.println("cancelled");
        } catch (IOException | InvalidPathException unreadable) {
            out.println("cannot read: " + unreadable.getMessage());
        } catch (RuntimeException defect) {
            out.println("this is a defect in Penstock, please report it with what follows");
            defect.printStackTrace(out);
        }
    }

    /** The name after a command, as {@code \\l} shows it, or quoted as in SQL. */
    private static String name(String line) {
        String name = line.substring(3).strip();
        name = name.endsWith(";") ? name.substring(0, name.length() - 1).strip() : name;
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Runs a script; what is wrong in it is shown in it. */
    private void script(String file, PrintWriter out) throws IOException {
        String text = Files.readString(Path.of(file));
        try {
            statements(text, out);
        } catch (PenstockException refused) {
            out.println(file + ": " + Main.sentence(refused));
            SqlCommand.pointAt(refused, text, out);
        }
    }

    private void statements(String text, PrintWriter out) {
        StatementSplitter.Script split = StatementSplitter.split(text);
        for (String statement : split.statements()) {
            execute(statement, out);
        }
        if (split.open()) {
            execute(split.rest(), out);
        }
    }

    private void execute(String statement, PrintWriter out) {
        work.checkStopped();
        long begun = database.time().nanoTime();
        ExecuteResult result = work.await(database.async().execute(statement));
        new ResultPrinter(out, json).print(result);
        if (result instanceof ExecuteResult.Created created && !created.existed() && !json) {
            tellOfEarlierRows(created.name(), out);
        }
        if (timing && !json) {
            double millis = (database.time().nanoTime() - begun) / 1e6;
            out.println(String.format(Locale.ROOT, "%.1f ms", millis));
        }
    }

    private void describe(String name, PrintWriter out) {
        try {
            execute("DESCRIBE " + quoted(name), out);
        } catch (PenstockException refused) {
            out.println(Main.sentenceWithoutPlace(refused));
        }
    }

    /** A stream or view does not have the rows that its sources show from before: said here, it surprises nobody. */
    private void tellOfEarlierRows(String name, PrintWriter out) {
        Set<String> inputs = database.catalog().streams().stream()
                .filter(stream -> stream.name().equals(name))
                .flatMap(stream -> stream.inputs().stream())
                .collect(Collectors.toSet());
        database.metrics().sources().stream()
                .filter(source -> inputs.contains(source.name()) && source.rows() > 0)
                .forEach(source -> out.println("note: " + name + " begins with the rows that come from now on; the "
                        + source.rows() + " pushed into " + source.name() + " before are not in it"));
    }

    private void watch(String name, PrintWriter out) {
        try (Subscription<Change<Row>> changes = database.subscribeChanges(name)) {
            new ResultPrinter(out, json).print(work.await(database.async().execute("SELECT * FROM " + quoted(name))));
            out.println("watching " + name + "; Ctrl-C ends");
            out.flush();
            ResultPrinter printer = new ResultPrinter(out, json);
            while (true) {
                work.checkStopped();
                Optional<Change<Row>> next = work.await(changes.nextAsync(Duration.ofDays(1)));
                if (next.isEmpty()) {
                    return;
                }
                printer.change(next.get());
            }
        }
    }

    private void list(PrintWriter out) {
        CatalogView catalog = database.catalog();
        catalog.sources().forEach(source -> out.println("source        " + source.name()));
        catalog.streams()
                .forEach(stream -> out.println((stream.materialized() ? "view          " : "stream        ")
                        + stream.name() + "  from " + String.join(", ", stream.inputs())));
        catalog.lookupTables()
                .forEach(table -> out.println("lookup table  " + table.name() + "  " + table.connection() + "."
                        + table.table() + ", " + table.rows() + " rows"));
        catalog.sinks()
                .forEach(sink -> out.println("sink          " + sink.name() + "  " + sink.from() + " to "
                        + sink.connection() + "." + sink.table()));
    }

    /** Where a user's shells keep what was typed. */
    static Path standardHistory() {
        String state = System.getenv("XDG_STATE_HOME");
        Path base = state == null || state.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return base.resolve("penstock").resolve("sql_history");
    }
}
