package io.penstock.stream.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatermarkTrackerTest {
    private static final Schema SCHEMA = Schema.of(Field.of("ts", DataType.TIMESTAMP));
    private final ManualTime time = new ManualTime(Instant.EPOCH);

    @Test
    void is_the_largest_event_time_less_the_delay() {
        var tracker = new WatermarkTracker(0, 10, time);
        assertThat(tracker.watermark()).isEqualTo(Watermark.UNSET);
        assertThat(tracker.observe(rows(100L, 300L, 200L))).isEqualTo(290);
        assertThat(tracker.observe(rows(50L))).isEqualTo(290);
        assertThat(tracker.observe(rows(301L))).isEqualTo(291);
    }

    @Test
    void ignores_null_and_empty() {
        var tracker = new WatermarkTracker(0, 0, time);
        assertThat(tracker.observe(rows())).isEqualTo(Watermark.UNSET);
        assertThat(tracker.observe(rows((Long) null))).isEqualTo(Watermark.UNSET);
        assertThat(tracker.observe(rows(null, -5L, null))).isEqualTo(-5);
    }

    @Test
    void a_row_too_far_in_the_future_does_not_move_it() {
        var tracker = new WatermarkTracker(0, 0, time);
        long fiveMinutes = 300_000_000;
        assertThat(tracker.observe(rows(7L, fiveMinutes + 1))).isEqualTo(7);
        assertThat(tracker.observe(rows(fiveMinutes))).isEqualTo(fiveMinutes);
        time.advance(Duration.ofSeconds(1));
        assertThat(tracker.observe(rows(fiveMinutes + 1))).isEqualTo(fiveMinutes + 1);
    }

    @Test
    void the_guard_can_be_off() {
        var tracker = new WatermarkTracker(0, 0, Duration.ZERO, time);
        long farAhead = Boxed.micros(Instant.parse("2999-01-01T00:00:00Z"));
        assertThat(tracker.observe(rows(farAhead))).isEqualTo(farAhead);
    }

    @Test
    void trusts_an_explicit_watermark_and_never_moves_back() {
        var tracker = new WatermarkTracker(0, 1_000, time);
        assertThat(tracker.advance(5_000_000_000L)).isEqualTo(5_000_000_000L);
        assertThat(tracker.advance(3)).isEqualTo(5_000_000_000L);
        assertThat(tracker.observe(rows(100L))).isEqualTo(5_000_000_000L);
    }

    @Test
    void refuses_a_negative_delay() {
        assertThatThrownBy(() -> new WatermarkTracker(0, -1, time))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column, delay and skew start at 0, got 0, -1 microseconds, PT5M");
    }

    private static Batch rows(@Nullable Long... times) {
        var builder = new BatchBuilder(SCHEMA);
        for (Long time : times) {
            builder.addRow(1, time == null ? null : Boxed.instant(time));
        }
        return builder.build();
    }
}
