package io.penstock.stream.runtime.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Threads;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RingTest {
    @Test
    void takes_as_many_as_its_capacity_and_gives_them_in_order() {
        Ring<Integer> ring = new Ring<>(4);
        for (int i = 0; i < 4; i++) {
            assertThat(ring.offer(i)).isTrue();
        }
        assertThat(ring.offer(4)).isFalse();
        assertThat(ring.size()).isEqualTo(4);
        assertThat(ring.poll()).isZero();
        assertThat(ring.offer(4)).isTrue();
        for (int i = 1; i < 5; i++) {
            assertThat(ring.poll()).isEqualTo(i);
        }
        assertThat(ring.poll()).isNull();
        assertThat(ring.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 64})
    void loses_nothing_repeats_nothing_and_keeps_the_order_between_threads(int capacity) throws InterruptedException {
        long elements = capacity * 2_000L;
        Ring<Long> ring = new Ring<>(capacity);
        AtomicBoolean open = new AtomicBoolean(true);
        Thread writer = Threads.start("penstock-test-writer", () -> {
            try {
                for (long i = 0; i < elements; i++) {
                    ring.put(i, open::get);
                }
            } catch (InterruptedException never) {
                throw new AssertionError(never);
            }
        });
        long expected = 0;
        while (expected < elements) {
            Long element = ring.poll();
            if (element == null) {
                Thread.onSpinWait();
                continue;
            }
            if (element != expected) {
                throw new AssertionError("expected " + expected + ", got " + element);
            }
            expected++;
            ring.wakeWriter();
        }
        writer.join();
        assertThat(ring.poll()).isNull();
    }

    @Test
    void a_writer_that_parked_wakes_when_there_is_room() throws InterruptedException {
        Ring<Integer> ring = new Ring<>(1);
        AtomicLong put = new AtomicLong();
        Thread writer = Threads.start("penstock-test-writer", () -> {
            try {
                for (int i = 0; i < 1000; i++) {
                    ring.put(i, () -> true);
                    put.incrementAndGet();
                }
            } catch (InterruptedException never) {
                throw new AssertionError(never);
            }
        });
        for (int i = 0; i < 1000; i++) {
            // most rounds wait until the writer is parked, so that each needs to be woken
            while (i < 990 && writer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            while (ring.poll() == null) {
                Thread.onSpinWait();
            }
            ring.wakeWriter();
        }
        writer.join();
        assertThat(put.get()).isEqualTo(1000);
    }

    @Test
    void a_parked_writer_gives_up_when_the_ring_is_closed_or_it_is_interrupted() throws InterruptedException {
        Ring<Integer> ring = new Ring<>(1);
        ring.offer(1);
        AtomicBoolean open = new AtomicBoolean(true);
        AtomicBoolean taken = new AtomicBoolean(true);
        Thread writer = Threads.start("penstock-test-writer", () -> {
            try {
                taken.set(ring.put(2, open::get));
            } catch (InterruptedException never) {
                throw new AssertionError(never);
            }
        });
        while (writer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        open.set(false);
        ring.wakeWriter();
        writer.join();
        assertThat(taken).isFalse();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ring.put(3, () -> true)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void refuses_a_capacity_that_is_no_power_of_two() {
        assertThatThrownBy(() -> new Ring<>(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channelCapacity must be a power of two, got 3");
    }
}
