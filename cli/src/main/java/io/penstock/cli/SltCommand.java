package io.penstock.cli;

import io.penstock.stream.testkit.StreamScripts;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./penstock slt}. */
@Command(
        name = "slt",
        mixinStandardHelpOptions = true,
        description = {
            "Runs stream scripts: SQL, pushed rows and the answers that must come, in one text file.",
            "Failures go to standard error; the last line is 'N passed, N failed'."
        },
        footer = {
            "",
            "A script is a list of records with an empty line between two; # begins a comment:",
            "",
            "  statement ok",
            "  CREATE SOURCE trades (symbol VARCHAR, qty BIGINT)",
            "",
            "  statement ok",
            "  CREATE MATERIALIZED VIEW totals AS SELECT symbol, SUM(qty) AS qty FROM trades GROUP BY symbol",
            "",
            "  push trades",
            "  ACME | 10",
            "  ACME | 20",
            "",
            "  query rowsort",
            "  SELECT symbol, qty FROM totals",
            "  ----",
            "  ACME | 30",
            "",
            "Other records: statement count N, statement error CODE or /REGEX/, subscribe NAME, expect NAME [ordered | net]",
            "with the rows below, or (none), watermark SOURCE MILLIS, clock MILLIS, metric NAME VALUE, checkpoint, restart,",
            "set KEY VALUE. Values: NULL, 'text', @MILLIS or 2026-11-20T09:00:00 for a TIMESTAMP; a changelog's rows begin",
            "with their weight, +1 or -1.",
            "",
            "Examples:",
            "  ./penstock slt windows.slt",
            "  ./penstock slt --batch-size 1 --restart scripts/"
        })
final class SltCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Script files, or folders that hold them.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private List<Path> paths;

    @Option(
            names = "--batch-size",
            paramLabel = "ROWS",
            defaultValue = "0",
            description = "Hand over so many rows of a push at once; 0 for all.")
    private int batchSize;

    @Option(
            names = "--restart",
            description = "Checkpoint, close and reopen the database before each answer that is looked at.")
    private boolean restart;

    @Option(names = "--complete", description = "Write what came into the files as the answers that must come.")
    private boolean complete;

    @Override
    public Integer call() {
        CommandLine command = spec.commandLine();
        PrintWriter err = command.getErr();
        try {
            StreamScripts.Options options = new StreamScripts.Options(batchSize, restart, complete);
            StreamScripts.Report report = StreamScripts.run(paths, options, failure -> {
                err.println(failure);
                err.flush();
            });
            command.getOut().println(report.summary());
            command.getOut().flush();
            return report.isPassed() ? ExitCode.OK : ExitCode.FAILED;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command, String.valueOf(wrong.getMessage()), wrong);
        } catch (UncheckedIOException unreadable) {
            err.println("penstock: " + unreadable.getMessage() + ": " + unreadable.getCause());
            err.flush();
            return ExitCode.ENVIRONMENT;
        }
    }
}
