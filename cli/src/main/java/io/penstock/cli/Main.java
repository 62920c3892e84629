package io.penstock.cli;

import io.penstock.PenstockException;
import io.penstock.Position;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command {@code penstock}. */
@Command(
        name = "./penstock",
        description = "Typed records in Cassandra, a PostgreSQL pool and streaming SQL, as one library.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DemoCommand.class, SqlCommand.class, SltCommand.class, VersionCommand.class, HelpCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:the work was done and its outcome is bad: a check failed, a statement was refused",
            "2:the command was called wrongly",
            "3:something around it failed: a server, the network, the disk",
            "70:a defect in Penstock; please report it",
            "130:stopped by Ctrl-C"
        })
public final class Main implements Callable<Integer> {
    @picocli.CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        CommandLine command = commandLine();
        // Tables and progress bars are drawn with characters that the locale of a bare machine does not have.
        command.setOut(new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        command.setErr(new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        System.exit(command.execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::explain)
                .setParameterExceptionHandler(Main::usage);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        int code = switch (failure) {
            case PenstockException known -> {
                err.println("penstock: " + sentence(known));
                yield exitCode(known);
            }
            case InterruptedException stopped -> {
                err.println("penstock: stopped");
                yield ExitCode.INTERRUPTED;
            }
            case CancellationException stopped -> {
                err.println("penstock: stopped");
                yield ExitCode.INTERRUPTED;
            }
            default -> {
                err.println("penstock: this is a defect in Penstock, please report it with what follows");
                failure.printStackTrace(err);
                yield ExitCode.DEFECT;
            }
        };
        err.flush();
        return code;
    }

    /** A failure as one message: code, place, what happened. */
    static String sentence(PenstockException failure) {
        String place = failure.position().map(Position::toString).orElse("");
        boolean named = place.isEmpty() || failure.getMessage().contains(place);
        return "[" + failure.code().code() + "] " + (named ? "" : place + ": ") + failure.getMessage();
    }

    /** A failure of text that the caller did not write: without a place in it. */
    static String sentenceWithoutPlace(PenstockException failure) {
        String place = failure.position().map(at -> at + ": ").orElse("");
        String message = failure.getMessage();
        return "[" + failure.code().code() + "] "
                + (message.startsWith(place) ? message.substring(place.length()) : message);
    }

    static int exitCode(PenstockException failure) {
        return switch (failure.who()) {
            case CALLER, LIMIT -> ExitCode.FAILED;
            case OUTSIDE -> ExitCode.ENVIRONMENT;
            case US -> ExitCode.DEFECT;
            case CANCELLED -> ExitCode.INTERRUPTED;
        };
    }

    private static int usage(CommandLine.ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("penstock: " + wrong.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        err.flush();
        return ExitCode.USAGE;
    }
}
