package io.penstock.demo.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
