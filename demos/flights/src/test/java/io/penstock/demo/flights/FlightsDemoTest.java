package io.penstock.demo.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.PenstockException;
import io.penstock.Who;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole main job, on real servers. */
final class FlightsDemoTest {
    @TempDir
    private Path folder;

    @Test
    void everyResultAgreesAndThePictureShowsIt() throws IOException, InterruptedException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Path picture = folder.resolve("demo.svg");

        int code = FlightsDemo.run(new DemoOptions(
                DemoOptions.Display.TERMINAL,
                new PrintWriter(shown, true, StandardCharsets.UTF_8),
                false,
                Optional.of(picture)));

        String text = shown.toString(StandardCharsets.UTF_8);
        assertThat(text).contains("20000 / 20000 flights").doesNotContain("DIFFERS");
        assertThat(code).isZero();
        assertThat(fixedParts(picture))
                .as("./penstock demo --picture docs/demo.svg makes the picture of the README anew")
                .isEqualTo(fixedParts(Path.of("..", "..", "docs", "demo.svg")))
                .contains("All 4 results agree");
    }

    /** A picture without ports and times. */
    private static String fixedParts(Path picture) throws IOException {
        return Files.readString(picture)
                .replaceAll("ports \\d+ and \\d+, [\\d.]+ s", "ports P and Q, T s")
                .replaceAll("flights in [\\d.]+ s", "flights in T s");
    }

    private static final List<Check> CHECKS = List.of(
            new Check("a \"count\"", "Cassandra", 3, 3, 0, ""), new Check("b", "PostgreSQL", 3, 2, 1, "missing r"));

    @Test
    void aResultThatDiffersIsShownAndEndsWithOne() {
        StringWriter plain = new StringWriter();
        assertThat(FlightsDemo.outcome(CHECKS, new PlainView(new PrintWriter(plain))))
                .isEqualTo(1);
        assertThat(plain.toString())
                .contains("DIFFERS missing r", "Some results differ")
                .doesNotContain("results agree");
        StringWriter good = new StringWriter();
        assertThat(FlightsDemo.outcome(CHECKS.subList(0, 1), new PlainView(new PrintWriter(good))))
                .isZero();
        assertThat(good.toString()).contains("All 1 results agree").doesNotContain("DIFFERS");
    }

    @Test
    void programsGetOneObjectALine() {
        StringWriter out = new StringWriter();
        try (DemoView view = new JsonView(new PrintWriter(out))) {
            view.begin("a step");
            view.progress(1, 2, "rows");
            view.end("its result");
            FlightsDemo.outcome(CHECKS, view);
            view.failed("08006", "gone");
        }
        assertThat(out.toString().lines())
                .containsExactly(
                        "{\"event\":\"begin\",\"step\":\"a step\"}",
                        "{\"event\":\"end\",\"step\":\"a step\",\"result\":\"its result\"}",
                        "{\"event\":\"check\",\"what\":\"a \\\"count\\\"\",\"path\":\"Cassandra\",\"expected\":3,"
                                + "\"found\":3,\"different\":0,\"agrees\":true}",
                        "{\"event\":\"check\",\"what\":\"b\",\"path\":\"PostgreSQL\",\"expected\":3,\"found\":2,"
                                + "\"different\":1,\"agrees\":false,\"example\":\"missing r\"}",
                        "{\"event\":\"note\",\"key\":\"outcome\",\"text\":\"Some results differ from what PostgreSQL"
                                + " computes from the raw rows.\"}",
                        "{\"event\":\"failed\",\"code\":\"08006\",\"message\":\"gone\"}");
    }

    /** Kills the PostgreSQL server when a step begins. */
    private static final class KillingView implements DemoView {
        private final String when;
        private final List<ProcessHandle> servers = new ArrayList<>();

        KillingView(String when) {
            this.when = when;
        }

        @Override
        public void begin(String step) {
            if (step.startsWith(when)) {
                ProcessHandle.current().descendants().forEach(servers::add);
                servers.stream()
                        .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                        .forEach(ProcessHandle::destroyForcibly);
            }
        }

        @Override
        public void end(String result) {
            // Not looked at.
        }

        @Override
        public void progress(long done, long total, String unit) {
            // Not looked at.
        }

        @Override
        public void live(String title, List<String> header, List<List<String>> rows) {
            // Not looked at.
        }

        @Override
        public void checks(List<Check> checks) {
            throw new AssertionError("it went on without its server");
        }

        @Override
        public void note(String key, String text) {
            // Not looked at.
        }

        @Override
        public void failed(String code, String message) {
            // Not looked at.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @Test
    void aServerThatIsKilledEndsTheJobAndLeavesNoProcess() {
        KillingView view = new KillingView("load airports");
        assertThatThrownBy(() -> {
                    try (FlightsJob job = new FlightsJob(view)) {
                        job.run();
                    }
                })
                .isInstanceOfSatisfying(
                        PenstockException.class, lost -> assertThat(lost.who()).isEqualTo(Who.OUTSIDE));
        assertThat(view.servers)
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(20)));
    }

    private static DemoOptions plain(ByteArrayOutputStream shown, Path picture) {
        return new DemoOptions(
                DemoOptions.Display.PLAIN,
                new PrintWriter(shown, true, StandardCharsets.UTF_8),
                false,
                Optional.of(picture));
    }

    @Test
    void aPictureLeavesAPipeWithoutColours() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        DemoOptions options = plain(shown, folder.resolve("demo.svg"));
        TerminalView pictured = FlightsDemo.pictured(options);
        try (DemoView view = FlightsDemo.view(options, pictured)) {
            view.begin("a step");
            view.end("its result");
            view.note("outcome", "well");
        }
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .isEqualTo("a step …\n  its result\nwell\n")
                .doesNotContain("\u001b");
        assertThat(pictured.lines()).hasSize(2).last().isEqualTo("well");
    }

    @Test
    void aPictureThatCannotBeWrittenIsRefusedBeforeTheWork() {
        Path nowhere = folder.resolve("none/demo.svg");
        for (Path wrong : List.of(nowhere, folder)) {
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            assertThatThrownBy(() -> FlightsDemo.run(plain(shown, wrong)))
                    .isInstanceOfSatisfying(
                            PenstockException.class,
                            refused -> assertThat(refused.who()).isEqualTo(Who.OUTSIDE))
                    .hasMessageStartingWith("the picture cannot be written to " + wrong + ": ")
                    .hasMessageEndingWith("; name a file in a folder that you can write to");
            assertThat(shown.size()).isZero();
        }
    }
}
