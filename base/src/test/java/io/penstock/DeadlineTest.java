package io.penstock;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class DeadlineTest {
    private final SteppedTime time = new SteppedTime(0);

    @Test
    void passes_at_its_moment_and_not_before() {
        Deadline deadline = Deadline.after(ofSeconds(1), time);
        time.advance(ofMillis(999));
        assertThat(deadline.hasPassed(time)).isFalse();
        assertThat(deadline.remaining(time)).contains(ofMillis(1));
        time.advance(ofMillis(1));
        assertThat(deadline.hasPassed(time)).isTrue();
        assertThat(deadline.remaining(time)).contains(Duration.ZERO);
    }

    @Test
    void never_leaves_negative_time() {
        Deadline deadline = Deadline.after(ofMillis(1), time);
        time.advance(ofSeconds(5));
        assertThat(deadline.remainingNanos(time)).isZero();
    }

    @Test
    void has_passed_at_once_when_the_timeout_is_zero_or_less() {
        assertThat(Deadline.after(Duration.ZERO, time).hasPassed(time)).isTrue();
        assertThat(Deadline.after(ofMillis(-5), time).hasPassed(time)).isTrue();
    }

    @Test
    void never_passes_when_there_is_none() {
        Deadline none = Deadline.none();
        time.advance(Duration.ofDays(40_000));
        assertThat(none.isSet()).isFalse();
        assertThat(none.hasPassed(time)).isFalse();
        assertThat(none.remaining(time)).isEmpty();
        assertThat(none.remainingNanos(time)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void takes_a_timeout_beyond_the_clock_for_none() {
        assertThat(Deadline.after(Duration.ofSeconds(Long.MAX_VALUE), time)).isEqualTo(Deadline.none());
        assertThat(Deadline.after(Duration.ofDays(365 * 200), time)).isEqualTo(Deadline.none());
    }

    @Test
    void works_across_the_overflow_of_the_clock() {
        SteppedTime nearTheEnd = new SteppedTime(Long.MAX_VALUE - 10);
        Deadline deadline = Deadline.after(ofNanos(100), nearTheEnd);
        assertThat(deadline.hasPassed(nearTheEnd)).isFalse();
        nearTheEnd.advance(ofNanos(99));
        assertThat(deadline.remainingNanos(nearTheEnd)).isEqualTo(1);
        nearTheEnd.advance(ofNanos(1));
        assertThat(deadline.hasPassed(nearTheEnd)).isTrue();
    }

    @Test
    void of_two_takes_the_earlier() {
        Deadline soon = Deadline.after(ofMillis(1), time);
        Deadline later = Deadline.after(ofMillis(2), time);
        assertThat(soon.min(later)).isSameAs(soon);
        assertThat(later.min(soon)).isSameAs(soon);
        assertThat(soon.min(Deadline.none())).isSameAs(soon);
        assertThat(Deadline.none().min(soon)).isSameAs(soon);
    }

    @Property(tries = 200)
    void elapsed_and_remaining_add_up(
            @ForAll long start,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long timeout,
            @ForAll @LongRange(min = 0, max = 2_000_000_000_000L) long elapsed) {
        SteppedTime clock = new SteppedTime(start);
        Deadline deadline = Deadline.after(ofNanos(timeout), clock);
        clock.advance(ofNanos(elapsed));
        assertThat(deadline.remainingNanos(clock)).isEqualTo(Math.max(0, timeout - elapsed));
        assertThat(deadline.hasPassed(clock)).isEqualTo(elapsed >= timeout);
    }
}
