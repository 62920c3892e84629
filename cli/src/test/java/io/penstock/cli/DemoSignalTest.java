package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.testkit.ChildProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Ctrl-C while the demo runs, with real servers. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such signals")
class DemoSignalTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static void stopped(String line, String... arguments) {
        List<ProcessHandle> servers;
        try (ChildProcess demo = Signals.start(arguments)) {
            demo.awaitOutput(shown -> shown.contains(line), PATIENCE);
            servers = demo.descendants();
            assertThat(servers).as(demo.tail().toString()).hasSizeGreaterThanOrEqualTo(2);
            Signals.send("INT", demo);
            assertThat(demo.awaitExit(PATIENCE)).as(demo.tail().toString()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(demo.tail()).last().isEqualTo("penstock: stopped");
        }
        assertThat(servers).allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(PATIENCE));
    }

    @Test
    void in_the_middle_it_ends_with_130_and_leaves_no_process() {
        stopped("{\"event\":\"begin\",\"step\":\"load airports", "demo", "--json");
    }

    @Test
    @Tag("slow")
    void after_keep_it_ends_with_130_and_leaves_no_process() {
        stopped("Ctrl-C stops both.", "demo", "--plain", "--keep");
    }
}
