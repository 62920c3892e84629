package io.penstock.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.data.StreamElement.Watermark;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FanoutTest {
    private static final Schema SCHEMA = Schema.of(Field.of("v", DataType.BIGINT));

    private final Fanout fanout = new Fanout(Watermark.UNSET);
    private final List<Batch> present = new ArrayList<>();
    private final List<Long> received = new ArrayList<>();
    private final Receiver late = element -> {
        if (element instanceof Batch batch) {
            received.add((Long) batch.get(0, 0));
        }
    };

    private static Batch row(long value) {
        BatchBuilder builder = new BatchBuilder(SCHEMA);
        builder.addRow(1, value);
        return builder.build();
    }

    private void come() {
        fanout.attach(late, 0, () -> List.copyOf(present));
    }

    @Test
    void who_comes_while_a_batch_is_being_kept_gets_it_once() throws InterruptedException {
        fanout.publish(row(1), () -> present.add(row(1)));
        fanout.publish(row(2), () -> {
            present.add(row(2));
            come();
        });
        assertThat(received).isEmpty();
        fanout.publish(row(3), () -> present.add(row(3)));
        assertThat(received).containsExactly(1L, 2L, 3L);
    }

    @Test
    void who_came_before_is_greeted_before_the_batch_is_kept() {
        present.add(row(1));
        come();
        fanout.publishThrough(row(2), () -> present.add(row(2)));
        assertThat(received).containsExactly(1L, 2L);
    }
}
