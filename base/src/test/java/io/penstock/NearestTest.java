package io.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
    private static final List<String> KNOWN = List.of("carrier", "origin", "destination", "delay_minutes");

    @ParameterizedTest
    @CsvSource({
        "carier, carrier",
        "carreir, carrier",
        "ORIGIN, origin",
        "orign, origin",
        "destinatoin, destination",
        "delay_minute, delay_minutes",
        "delayminutes, delay_minutes"
    })
    void suggests_the_name_that_was_meant(String wrong, String meant) {
        assertThat(Nearest.to(wrong, KNOWN)).contains(meant);
    }

    @Test
    void prefers_the_same_name_in_another_case_to_a_smaller_distance() {
        assertThat(Nearest.to("AB", List.of("AC", "ab"))).contains("ab");
    }

    @Test
    void suggests_nothing_that_is_far() {
        assertThat(Nearest.to("weather", KNOWN)).isEmpty();
        assertThat(Nearest.hint("weather", KNOWN)).isEmpty();
        assertThat(Nearest.to("x", List.of("y"))).isEmpty();
    }

    @Test
    void words_the_hint() {
        assertThat(Nearest.hint("orign", KNOWN)).isEqualTo("; did you mean 'origin'?");
    }

    @Property(tries = 200)
    void finds_a_name_with_two_neighbouring_letters_exchanged(
            @ForAll @AlphaChars @StringLength(min = 3, max = 12) String name, @ForAll @IntRange(max = 10) int at) {
        int i = at % (name.length() - 1);
        String exchanged = name.substring(0, i) + name.charAt(i + 1) + name.charAt(i) + name.substring(i + 2);
        assertThat(Nearest.to(exchanged, List.of(name))).contains(name);
    }
}
