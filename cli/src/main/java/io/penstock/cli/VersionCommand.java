package io.penstock.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code penstock version}. */
@Command(name = "version", description = "Versions of Penstock and of the Java that runs it.")
final class VersionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandLine command = spec.commandLine();
        for (String line : new Version().getVersion()) {
            command.getOut().println(line);
        }
        command.getOut().flush();
        return ExitCode.OK;
    }
}
