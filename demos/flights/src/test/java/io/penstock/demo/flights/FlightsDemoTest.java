package io.penstock.demo.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.PenstockException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(Files.readString(picture))
                .startsWith("<svg")
                .contains("EMIT CHANGES", "agrees", "All 4 results agree");
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
                    .isInstanceOf(PenstockException.class)
                    .hasMessageStartingWith("the picture cannot be written to " + wrong + ": ")
                    .hasMessageEndingWith("; name a file in a folder that you can write to");
            assertThat(shown.size()).isZero();
        }
    }
}
