package io.penstock.documents.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CqlDurationTest {
    @ParameterizedTest
    @CsvSource({
        "1y2mo3w4d, 14, 25, 0",
        "1h2m3s4ms5us6ns, 0, 0, 3723004005006",
        "-1mo1d1ns, -1, -1, -1",
        "0ns, 0, 0, 0",
        "90m, 0, 0, 5400000000000"
    })
    void reads_the_form_of_cql(String text, int months, int days, long nanos) {
        assertThat(CqlDuration.parse(text)).isEqualTo(new CqlDuration(months, days, nanos));
    }

    @Property(tries = 200)
    void reads_what_it_writes(
            @ForAll @IntRange int months,
            @ForAll @IntRange int days,
            @ForAll @LongRange long nanos,
            @ForAll boolean negative) {
        int sign = negative ? -1 : 1;
        CqlDuration duration = new CqlDuration(sign * months, sign * days, sign * nanos);
        assertThat(CqlDuration.parse(duration.toString())).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1", "1x", "1d1y", "1.5h"})
    void refuses_other_texts(String text) {
        assertThatThrownBy(() -> CqlDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a duration is written like 1mo2d3h4m5s, got '" + text + "'");
    }

    @Test
    void refuses_what_no_column_holds() {
        assertThatThrownBy(() -> CqlDuration.parse("999999999999y")).hasMessageEndingWith("is too large");
        assertThatThrownBy(() -> new CqlDuration(1, -1, 0))
                .hasMessage("the parts of a duration have one sign, got 1 months, -1 days and 0 nanoseconds");
        assertThatThrownBy(() -> new CqlDuration(Integer.MIN_VALUE, 0, 0)).hasMessageContaining("too far below 0");
    }

    @Test
    void takes_a_time() {
        assertThat(CqlDuration.of(Duration.ofSeconds(90))).hasToString("1m30s");
    }
}
