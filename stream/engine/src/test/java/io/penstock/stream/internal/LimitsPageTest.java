package io.penstock.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.stream.StreamLimits;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The page of the language tells every time limit. */
class LimitsPageTest {
    @Test
    void tells_every_time_limit() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "reference", "sql.md"));
        assertThat(Arrays.stream(StreamLimits.class.getRecordComponents())
                        .filter(limit -> limit.getType().equals(Duration.class))
                        .map(RecordComponent::getName))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
    }
}
