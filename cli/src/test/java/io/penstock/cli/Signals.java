package io.penstock.cli;

import io.penstock.testkit.ChildJvm;
import io.penstock.testkit.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The command in a process of its own that hears Ctrl-C, also when the tests run where it is ignored. */
final class Signals {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Signals() {}

    static ChildProcess start(String... arguments) {
        List<String> command = new ArrayList<>();
        List<String> hearing = List.of("env", "--default-signal=INT");
        ChildProcess.Spec probe = ChildProcess.Spec.of(
                "probe", List.of("sh", "-c", "exec \"$@\"", "sh", hearing.get(0), hearing.get(1), "true"));
        if (ChildProcess.run(probe, PATIENCE).exitCode() == 0) {
            command.addAll(hearing);
        }
        command.addAll(ChildJvm.command(Main.class, List.of(arguments)));
        return ChildProcess.start(ChildProcess.Spec.of("penstock-" + arguments[0], command));
    }

    /** Sends a signal by its name. */
    static void send(String name, ChildProcess child) {
        List<String> command = List.of("kill", "-" + name, Long.toString(child.pid()));
        ChildProcess.Finished sent = ChildProcess.run(ChildProcess.Spec.of("kill", command), PATIENCE);
        if (sent.exitCode() != 0) {
            throw new IllegalStateException(sent.text());
        }
    }
}
