package io.penstock.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyCollapseTest {
    private static final Schema SCHEMA = Schema.of(Field.of("k", DataType.VARCHAR), Field.of("v", DataType.BIGINT));

    private record Weighted(int weight, String k, long v) {}

    private static List<String> collapsed(List<String> key, Weighted... rows) {
        BatchBuilder builder = new BatchBuilder(SCHEMA);
        for (Weighted row : rows) {
            builder.addRow(row.weight(), row.k(), row.v());
        }
        Batch batch = new KeyCollapse(SCHEMA, key).collapse(List.of(builder.build()));
        List<String> out = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            out.add((batch.weight(i) > 0 ? "+" : "-") + batch.get(i, 0) + batch.get(i, 1));
        }
        return out;
    }

    private static Weighted plus(String k, long v) {
        return new Weighted(1, k, v);
    }

    private static Weighted minus(String k, long v) {
        return new Weighted(-1, k, v);
    }

    @Test
    void an_update_is_the_new_row_in_either_order() {
        assertThat(collapsed(List.of("k"), minus("a", 1), plus("a", 2))).containsExactly("+a2");
        assertThat(collapsed(List.of("k"), plus("a", 2), minus("a", 1))).containsExactly("+a2");
    }

    @Test
    void a_row_that_came_and_went_is_a_delete() {
        assertThat(collapsed(List.of("k"), plus("a", 2), minus("a", 2))).containsExactly("-a2");
        assertThat(collapsed(List.of("k"), minus("a", 1), plus("a", 2), minus("a", 2)))
                .containsExactly("-a2");
    }

    @Test
    void each_key_is_there_once() {
        assertThat(collapsed(List.of("k"), plus("a", 1), plus("b", 1), minus("a", 1), plus("a", 5), minus("b", 1)))
                .containsExactly("+a5", "-b1");
    }

    @Test
    void without_a_key_rows_are_there_as_often_as_their_weight() {
        assertThat(collapsed(List.of(), new Weighted(2, "a", 1), plus("a", 1))).containsExactly("+a1", "+a1", "+a1");
    }
}
