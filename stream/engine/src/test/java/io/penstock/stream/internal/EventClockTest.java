package io.penstock.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class EventClockTest {
    /** The rows with the watermark that stands before each, when they come in batches of this size. */
    private static List<String> judged(List<Long> times, int batchSize, long delay) {
        EventClock clock = new EventClock(delay, Duration.ZERO, new ManualTime(), Watermark.UNSET);
        List<String> out = new ArrayList<>();
        for (int start = 0; start < times.size(); start += batchSize) {
            List<Long> batch = times.subList(start, Math.min(times.size(), start + batchSize));
            long[] values = batch.stream().mapToLong(Long::longValue).toArray();
            int from = 0;
            while (from < values.length) {
                long before = clock.watermark();
                int to = clock.follow(values, from, values.length, clock.bound());
                for (int row = from; row < to; row++) {
                    out.add(values[row] + (values[row] < before ? " late" : " in time"));
                }
                from = to;
            }
        }
        out.add("watermark " + clock.watermark());
        return out;
    }

    @Property(tries = 300)
    void rows_are_judged_the_same_in_batches_of_any_size(
            @ForAll @Size(max = 30) List<@LongRange(min = -50, max = 50) Long> times,
            @ForAll @IntRange(min = 1, max = 31) int batchSize,
            @ForAll @LongRange(min = 0, max = 20) long delay) {
        assertThat(judged(times, batchSize, delay)).isEqualTo(judged(times, 1, delay));
    }
}
