package io.penstock.demo.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
    private static final Route BOS = new Route("BOS", "JFK", 3, 600, 12);
    private static final Route SFO = new Route("SFO", "LAX", 1, 340, -4);

    @Test
    void equalRecordsInAnyOrderAgree() {
        assertThat(Comparison.of("routes", "here", List.of(BOS, SFO), List.of(SFO, BOS))
                        .agrees())
                .isTrue();
    }

    @Test
    void aWrongValueIsOneMissingAndOneUnexpectedRecord() {
        Check check =
                Comparison.of("routes", "here", List.of(BOS, SFO), List.of(BOS, new Route("SFO", "LAX", 2, 340, -4)));

        assertThat(check.agrees()).isFalse();
        assertThat(check.different()).isEqualTo(2);
        assertThat(check.example()).contains("SFO");
    }

    @Test
    void aRecordTwiceIsNotARecordOnce() {
        assertThat(Comparison.of("routes", "here", List.of(BOS), List.of(BOS, BOS))
                        .agrees())
                .isFalse();
    }

    @Test
    void nothingDoesNotAgreeWithSomething() {
        assertThat(Comparison.of("routes", "here", List.of(BOS), List.of()).agrees())
                .isFalse();
    }
}
