package io.penstock.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SubscriptionQueueTest {
    @Test
    void one_batch_wakes_every_reader_for_whom_it_has_a_row() throws InterruptedException {
        SubscriptionQueue queue = new SubscriptionQueue(10);
        AtomicInteger read = new AtomicInteger();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(Thread.ofPlatform().start(() -> {
                try {
                    queue.next(Duration.ofSeconds(25));
                    read.incrementAndGet();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                } catch (RuntimeException late) {
                    // it is missing in the count
                }
            }));
        }
        for (Thread reader : readers) {
            while (reader.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }
        BatchBuilder rows = new BatchBuilder(Schema.of(Field.of("v", DataType.BIGINT)));
        for (long v = 0; v < 3; v++) {
            rows.addRow(1, v);
        }
        long before = System.nanoTime();
        queue.receive(rows.build());
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(read).hasValue(3);
        // A reader that nobody woke finds its row only when its own time is up.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }
}
