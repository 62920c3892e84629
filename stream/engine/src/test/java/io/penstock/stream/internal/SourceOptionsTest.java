package io.penstock.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.stream.StreamLimits;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.stream.spi.ConnectorException;
import io.penstock.testkit.ManualTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceOptionsTest {
    private static SourceOptions skew(String text) {
        return SourceOptions.of("s", Map.of("max.future.skew", text), StreamLimits.defaults());
    }

    @Test
    void a_skew_longer_than_a_clock_can_follow_is_refused() {
        assertThatThrownBy(() -> skew("200000000d"))
                .isInstanceOf(ConnectorException.class)
                .hasMessage("source s: 'max.future.skew' must be at most 36500d, got '200000000d'; '0s' switches the"
                        + " guard off");
    }

    @Test
    void the_longest_skew_works() {
        Duration longest = skew("36500d").skewMax();
        EventClock clock = new EventClock(0, longest, new ManualTime(), Watermark.UNSET);
        assertThat(clock.bound()).isLessThan(Long.MAX_VALUE);
    }
}
