package io.penstock.documents.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TimeUuidsTest {
    @Test
    void never_makes_one_twice_nor_an_earlier_one() {
        ManualTime time = new ManualTime();
        TimeUuids uuids = TimeUuids.with(time);
        UUID before = uuids.now();
        for (int i = 0; i < 1_000; i++) {
            UUID next = uuids.now();
            assertThat(next.timestamp()).isGreaterThan(before.timestamp());
            before = next;
        }
        time.advance(Duration.ofSeconds(1));
        assertThat(uuids.now().timestamp() - before.timestamp()).isBetween(9_990_000L, 10_000_000L);
    }

    @Test
    void holds_the_moment_and_who_made_it() {
        ManualTime time = new ManualTime();
        TimeUuids uuids = TimeUuids.with(time);
        UUID made = uuids.now();
        assertThat(made.version()).isEqualTo(1);
        assertThat(made.variant()).isEqualTo(2);
        assertThat(TimeUuids.moment(made)).isEqualTo(time.now());
        assertThat(made.node()).isEqualTo(uuids.now().node());
        assertThat(made.node()).isNotEqualTo(TimeUuids.with(time).now().node());
    }

    @Test
    void bounds_a_millisecond() {
        Instant moment = Instant.parse("2001-02-03T04:05:06.789Z");
        assertThat(TimeUuids.moment(TimeUuids.min(moment))).isEqualTo(moment);
        assertThat(TimeUuids.moment(TimeUuids.max(moment))).isEqualTo(moment.plusNanos(999_900));
    }

    @Test
    void refuses_what_it_cannot_hold() {
        assertThatThrownBy(() -> TimeUuids.min(Instant.parse("1582-10-14T23:59:59Z")))
                .hasMessage("1582-10-14T23:59:59Z is not between 1582-10-15 and the year 5236, which is all that a UUID"
                        + " of version 1 holds");
        assertThatThrownBy(() -> TimeUuids.max(Instant.MAX)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TimeUuids.moment(new UUID(0x4000, 0)))
                .hasMessage("only a UUID of version 1 holds a moment, got version 4");
    }
}
