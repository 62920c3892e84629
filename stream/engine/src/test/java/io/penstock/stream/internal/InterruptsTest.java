package io.penstock.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.observe.Metrics;
import io.penstock.observe.OperationListener;
import io.penstock.stream.ExecutionMode;
import io.penstock.stream.ObjectKind;
import io.penstock.stream.StreamLimits;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.data.StreamElement;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.stream.sql.Relation;
import io.penstock.stream.sql.WatermarkSpec;
import io.penstock.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writers that are interrupted at the worst moment. */
class InterruptsTest {
    private static final Schema SCHEMA = Schema.of(Field.of("v", DataType.BIGINT), Field.of("ts", DataType.TIMESTAMP));

    private final ManualTime time = new ManualTime();
    private final SourceNode source = new SourceNode(
            new NodeId(1, ObjectKind.SOURCE, "s", ""),
            new Relation.Source("s", SCHEMA, Optional.of(new WatermarkSpec("ts", 0))),
            new SourceOptions(100, Duration.ofSeconds(10)),
            new DatabaseConfig(
                    Map.of(),
                    Map.of(),
                    time,
                    null,
                    ExecutionMode.THREADS,
                    StreamLimits.defaults(),
                    Metrics.none(),
                    OperationListener.none()),
            null);

    @AfterEach
    void clearTheInterrupt() {
        Thread.interrupted();
    }

    /** Takes elements as a channel without room does, and interrupts its writer after one of them. */
    private static final class InterruptingReceiver implements Receiver {
        private final int after;
        private final List<Long> rows = new ArrayList<>();
        private final List<Long> watermarks = new ArrayList<>();
        private int taken;

        InterruptingReceiver(int after) {
            this.after = after;
        }

        @Override
        public void receive(StreamElement element) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (element instanceof Batch batch) {
                for (int row = 0; row < batch.size(); row++) {
                    rows.add((Long) batch.get(row, 0));
                }
            } else if (element instanceof Watermark watermark) {
                watermarks.add(watermark.micros());
            }
            if (++taken == after) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Three rows, of which the third is late, so that the batch goes out in two parts. */
    private static Batch rows() {
        BatchBuilder rows = new BatchBuilder(SCHEMA);
        rows.addRow(1, 1L, Boxed.instant(10));
        rows.addRow(1, 2L, Boxed.instant(20));
        rows.addRow(1, 3L, Boxed.instant(5));
        rows.addRow(1, 4L, null);
        return rows.build();
    }

    @Test
    void a_batch_that_has_begun_to_go_out_goes_out_whole_and_once() {
        InterruptingReceiver receiver = new InterruptingReceiver(1);
        source.fanout().attach(receiver, 0);
        try (RowGathering writer = new RowGathering(source, time, Duration.ofHours(1))) {
            Batches.appendTo(writer.builder(), rows());
            writer.flush();
            assertThat(Thread.interrupted()).isTrue();
            writer.flush();
        }
        assertThat(receiver.rows).containsExactly(1L, 2L, 3L);
        assertThat(receiver.watermarks).containsExactly(20L);
        assertThat(source.metrics().rows()).isEqualTo(4);
        assertThat(source.metrics().nullTimeRows()).isEqualTo(1);
    }

    @Test
    void an_interrupt_before_the_first_row_is_thrown_and_the_next_flush_begins_anew() {
        InterruptingReceiver receiver = new InterruptingReceiver(0);
        List<StreamElement> refused = new ArrayList<>();
        Receiver full = element -> {
            if (refused.isEmpty()) {
                refused.add(element);
                throw new InterruptedException();
            }
            receiver.receive(element);
        };
        source.fanout().attach(full, 0);
        BatchBuilder ahead = new BatchBuilder(SCHEMA);
        ahead.addRow(1, 1L, Boxed.instant(10));
        ahead.addRow(1, 2L, Boxed.instant(Duration.ofMinutes(1).toNanos() / 1000));
        ahead.addRow(1, 3L, null);
        try (RowGathering writer = new RowGathering(source, time, Duration.ofHours(1))) {
            Batches.appendTo(writer.builder(), ahead.build());
            assertThatThrownBy(writer::flush).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            writer.flush();
        }
        assertThat(receiver.rows).containsExactly(1L, 2L);
        assertThat(source.metrics().skewedRows()).isEqualTo(1);
        assertThat(source.metrics().nullTimeRows()).isEqualTo(1);
    }

    @Test
    void a_greeting_that_has_begun_is_not_begun_again() throws InterruptedException {
        InterruptingReceiver receiver = new InterruptingReceiver(1);
        Fanout fanout = new Fanout(Watermark.UNSET);
        fanout.attach(receiver, 0, () -> List.of(rows(), rows()));
        fanout.publishWhole(rows());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(receiver.rows).hasSize(12);
    }
}
