package io.penstock.stream.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.data.StreamElement.Watermark;
import io.penstock.stream.plan.AggregateCall;
import io.penstock.stream.plan.AggregateCall.Function;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.StreamPlan;
import io.penstock.stream.plan.StreamPlan.Emit;
import io.penstock.stream.plan.Window;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DataflowHarnessTest {
    private static final Schema TICKS = Schema.of(
            Field.of("k", DataType.VARCHAR), Field.of("v", DataType.BIGINT), Field.of("ts", DataType.TIMESTAMP));

    private static Batch ticks(Object... values) {
        BatchBuilder builder = new BatchBuilder(TICKS);
        for (int i = 0; i < values.length; i += 3) {
            builder.addRow(1, values[i], values[i + 1], Boxed.instant((Long) values[i + 2]));
        }
        return builder.build();
    }

    private static StreamPlan sums(Optional<Window> window) {
        AggregateCall sum =
                new AggregateCall(Function.SUM, OptionalInt.of(1), OptionalInt.empty(), "sum", DataType.BIGINT);
        Schema schema = window.isEmpty()
                ? Schema.of(TICKS.field(0), Field.of("sum", DataType.BIGINT))
                : Schema.of(
                        TICKS.field(0),
                        Field.required("window_start", DataType.TIMESTAMP),
                        Field.required("window_end", DataType.TIMESTAMP),
                        Field.of("sum", DataType.BIGINT));
        PlanNode root = new PlanNode.Aggregate(
                new PlanNode.Scan("ticks", TICKS, false), window, List.of(0), List.of(sum), window.isPresent(), schema);
        return new StreamPlan(root, window.isPresent() ? Emit.ON_WINDOW_CLOSE : Emit.CHANGES);
    }

    @Test
    void a_window_gives_the_same_under_every_regime() {
        DataflowHarness.verify(sums(Optional.of(new Window.Tumble(2, 10, 0))))
                .input("ticks", ticks("ann", 1L, 1L, "bob", 4L, 2L), ticks("ann", 2L, 9L), new Watermark(10))
                .input("ticks", ticks("ann", 100L, 3L, "ann", 7L, 11L))
                .expect(
                        DataflowHarness.row("ann", Boxed.instant(0), Boxed.instant(10), 3L),
                        DataflowHarness.row("bob", Boxed.instant(0), Boxed.instant(10), 4L),
                        DataflowHarness.row("ann", Boxed.instant(10), Boxed.instant(20), 7L));
    }

    @Test
    void changes_are_summed_up() {
        DataflowHarness.verify(sums(Optional.empty()))
                .input("ticks", ticks("ann", 1L, 1L, "bob", 4L, 2L), ticks("ann", 2L, 9L))
                .expect(DataflowHarness.row("ann", 3L), DataflowHarness.row("bob", 4L));
    }

    @Test
    void a_wrong_answer_names_the_regime_and_both_answers() {
        assertThatThrownBy(() -> DataflowHarness.verify(sums(Optional.empty()))
                        .input("ticks", ticks("ann", 1L, 1L))
                        .expect(DataflowHarness.row("ann", 2L)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("as given: expected {[ann, 2]=1}, got {[ann, 1]=1}");
    }

    @Test
    void an_answer_that_depends_on_the_batches_is_found() {
        StreamPlan updates = new StreamPlan(sums(Optional.empty()).root(), Emit.UPDATES);
        assertThatThrownBy(() -> DataflowHarness.verify(updates)
                        .input("ticks", ticks("ann", 1L, 1L, "ann", 1L, 2L))
                        .expect(DataflowHarness.row("ann", 2L)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("row by row: ");
    }
}
