package io.penstock.stream.runtime;

import static io.penstock.stream.runtime.Plans.TICKS;
import static io.penstock.stream.runtime.Plans.aggregate;
import static io.penstock.stream.runtime.Plans.bigint;
import static io.penstock.stream.runtime.Plans.call;
import static io.penstock.stream.runtime.Plans.column;
import static io.penstock.stream.runtime.Plans.is;
import static io.penstock.stream.runtime.Plans.project;
import static io.penstock.stream.runtime.Plans.ticks;
import static io.penstock.stream.runtime.Run.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.PenstockException;
import io.penstock.Who;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.data.StreamElement.Barrier;
import io.penstock.stream.plan.AggregateCall.Function;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.ScalarFunction;
import io.penstock.stream.plan.StreamPlan;
import io.penstock.stream.plan.StreamPlan.Emit;
import io.penstock.stream.plan.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DataflowTest {
    private static final Window TUMBLE = new Window.Tumble(2, 10, 0);

    private static @Nullable Object[] tick(@Nullable String k, @Nullable Long v, long ts) {
        return row(k, v, Boxed.instant(ts), 0.5);
    }

    private static PlanNode sums(@Nullable Window window, boolean onClose) {
        return aggregate(
                ticks(),
                window,
                List.of(0),
                List.of(
                        aggregate(Function.COUNT, TICKS, null, DataType.BIGINT),
                        aggregate(Function.SUM, TICKS, "v", DataType.BIGINT)),
                onClose);
    }

    @Test
    void filters_and_projects() {
        PlanNode plan = project(
                new PlanNode.Filter(ticks(), is(ScalarFunction.GREATER, column(TICKS, "v"), bigint(1))),
                column(TICKS, "k"),
                call(ScalarFunction.TIMES, DataType.BIGINT, column(TICKS, "v"), bigint(10)));
        try (Run run = new Run(new StreamPlan(plan, Emit.UPDATES))) {
            run.rows("ticks", TICKS, tick("a", 1L, 0), tick("b", 2L, 1), tick(null, 3L, 2), tick("c", null, 3));
            run.watermark("ticks", 3).end("ticks");
            assertThat(run.taken()).containsExactly("+1 b 20", "+1 null 30", "w 3", "end");
            assertThat(run.failure()).isNull();
            assertThat(run.metrics().rowsIn()).isEqualTo(4);
            assertThat(run.metrics().rowsOut()).isEqualTo(2);
        }
    }

    @Test
    void tumbling_windows_come_once_ordered_by_start() {
        try (Run run = new Run(new StreamPlan(sums(TUMBLE, true), Emit.ON_WINDOW_CLOSE))) {
            run.rows("ticks", TICKS, tick("a", 1L, 12), tick("a", 2L, 3), tick("b", 5L, -1), tick("a", 4L, 4));
            assertThat(run.taken()).isEmpty();
            run.watermark("ticks", 9);
            assertThat(run.taken()).containsExactly("+1 b @-10 @0 1 5", "w 0");
            run.watermark("ticks", 20);
            assertThat(run.taken()).containsExactly("+1 a @0 @10 2 6", "+1 a @10 @20 1 1", "w 20");
            run.rows("ticks", TICKS, tick("a", 100L, 19), tick("a", 7L, 20));
            assertThat(run.metrics().lateRows()).isEqualTo(1);
            run.end("ticks");
            assertThat(run.taken()).containsExactly("+1 a @20 @30 1 7", "end");
        }
    }

    @Test
    void a_late_row_still_counts_in_the_sliding_windows_that_are_open() {
        PlanNode plan = sums(new Window.Hop(2, 5, 10, 0), true);
        try (Run run = new Run(new StreamPlan(plan, Emit.ON_WINDOW_CLOSE))) {
            run.watermark("ticks", 12).rows("ticks", TICKS, tick("a", 1L, 7), tick("a", 2L, 1));
            assertThat(run.metrics().lateRows()).isEqualTo(1);
            run.end("ticks");
            assertThat(run.taken()).containsExactly("w 5", "+1 a @5 @15 1 1", "end");
        }
    }

    @Test
    void changes_take_back_the_old_row_and_say_nothing_of_what_is_unchanged() {
        try (Run run = new Run(new StreamPlan(sums(null, false), Emit.CHANGES))) {
            run.rows("ticks", TICKS, tick("a", 1L, 0), tick("b", 2L, 0), tick("a", 3L, 0));
            assertThat(run.taken()).containsExactly("+1 a 2 4", "+1 b 1 2");
            run.rows("ticks", TICKS, tick("b", 5L, 0));
            assertThat(run.taken()).containsExactly("-1 b 1 2", "+1 b 2 7");
        }
    }

    @Test
    void updates_give_the_new_row_of_each_group_that_changed() {
        PlanNode plan = project(
                sums(null, false), column(TICKS, "k"), column(sums(null, false).schema(), "sum_v"));
        try (Run run = new Run(new StreamPlan(plan, Emit.UPDATES))) {
            run.rows("ticks", TICKS, tick("a", 1L, 0), tick("b", 2L, 0));
            run.rows("ticks", TICKS, tick("b", 0L, 0), tick("a", 6L, 0));
            assertThat(run.taken()).containsExactly("+1 a 1", "+1 b 2", "+1 a 7");
            assertThat(run.batches().getFirst().weights()).isNull();
        }
    }

    @Test
    void a_group_whose_rows_are_all_retracted_vanishes() {
        PlanNode.Scan changes = Plans.scan("ticks", TICKS, true);
        PlanNode plan = aggregate(changes, null, List.of(0), Plans.allCalls(), false);
        try (Run run = new Run(new StreamPlan(plan, Emit.CHANGES))) {
            run.put("ticks", weighted(1, tick("a", 1L, 0)));
            run.put("ticks", weighted(2, tick("a", 3L, 0)));
            run.put("ticks", weighted(-1, tick("a", 3L, 0)));
            run.put("ticks", weighted(-1, tick("a", 3L, 0)));
            run.put("ticks", weighted(-1, tick("a", 1L, 0)));
            assertThat(run.taken())
                    .containsExactly(
                            "+1 a 1 1 1 1 1.0 0.5",
                            "-1 a 1 1 1 1 1.0 0.5",
                            "+1 a 3 7 1 3 2.3333333333333335 1.5",
                            "-1 a 3 7 1 3 2.3333333333333335 1.5",
                            "+1 a 2 4 1 3 2.0 1.0",
                            "-1 a 2 4 1 3 2.0 1.0",
                            "+1 a 1 1 1 1 1.0 0.5",
                            "-1 a 1 1 1 1 1.0 0.5");
            assertThat(run.metrics().groups()).isZero();
        }
    }

    @Test
    void a_global_aggregate_says_nothing_before_its_first_row_and_null_after_its_last() {
        PlanNode.Scan changes = Plans.scan("ticks", TICKS, true);
        PlanNode plan = aggregate(changes, null, List.of(), Plans.allCalls().subList(0, 2), false);
        try (Run run = new Run(new StreamPlan(plan, Emit.CHANGES))) {
            run.watermark("ticks", 1).put("ticks", weighted(1, tick("a", 1L, 0)));
            run.restart().put("ticks", weighted(-1, tick("a", 1L, 0)));
            assertThat(run.taken()).containsExactly("w 1", "+1 1 1", "-1 1 1", "+1 0 null");
        }
    }

    private static Batch weighted(int weight, @Nullable Object[] row) {
        BatchBuilder builder = new BatchBuilder(TICKS);
        builder.addRow(weight, row);
        return builder.build();
    }

    @Test
    void joins_with_a_lookup_table() {
        Schema names = Schema.of(Field.of("id", DataType.VARCHAR), Field.of("name", DataType.VARCHAR));
        Schema joined = Schema.of(java.util.stream.Stream.concat(TICKS.fields().stream(), names.fields().stream())
                .toList());
        Batch table = Run.batch(names, row("a", "Ann"), row("b", "Bob"), row("a", "Ada"), row(null, "Nobody"));
        for (boolean left : List.of(true, false)) {
            PlanNode plan = project(
                    new PlanNode.LookupJoin(ticks(), "names", List.of(0), List.of(0), left, Optional.empty(), joined),
                    column(joined, "v"),
                    column(joined, "name"));
            try (Run run = new Run(new StreamPlan(plan, Emit.UPDATES), Map.of("names", List.of(table)))) {
                run.rows("ticks", TICKS, tick("a", 1L, 0), tick("x", 2L, 0), tick(null, 3L, 0), tick("b", 4L, 0));
                assertThat(run.taken())
                        .isEqualTo(
                                left
                                        ? List.of("+1 1 Ann", "+1 1 Ada", "+1 2 null", "+1 3 null", "+1 4 Bob")
                                        : List.of("+1 1 Ann", "+1 1 Ada", "+1 4 Bob"));
            }
        }
    }

    @Test
    void a_union_has_the_smallest_watermark_and_aligns_barriers() {
        PlanNode plan =
                new PlanNode.Union(List.of(Plans.scan("x", TICKS, false), Plans.scan("y", TICKS, false)), TICKS);
        try (Run run = new Run(new StreamPlan(plan, Emit.UPDATES))) {
            run.watermark("x", 5).watermark("y", 3).watermark("x", 9);
            assertThat(run.taken()).containsExactly("w 3");
            run.put("x", new Barrier(1, true)).rows("x", TICKS, tick("later", 1L, 0));
            run.rows("y", TICKS, tick("before", 2L, 0));
            assertThat(run.taken()).containsExactly("+1 before 2 @0 0.5");
            assertThat(run.metrics().queued()).isEqualTo(1);
            run.put("y", new Barrier(1, true));
            assertThat(run.taken()).containsExactly("+1 later 1 @0 0.5");
            run.end("y");
            assertThat(run.taken()).containsExactly("w 9");
            run.end("x");
            assertThat(run.taken()).containsExactly("end");
        }
    }

    @Test
    void a_snapshot_of_another_plan_or_a_damaged_one_is_refused() {
        StreamPlan plan = new StreamPlan(sums(TUMBLE, true), Emit.ON_WINDOW_CLOSE);
        StreamPlan other = new StreamPlan(sums(null, false), Emit.CHANGES);
        byte[] snapshot;
        try (Run run = new Run(plan)) {
            snapshot = run.rows("ticks", TICKS, tick("a", 1L, 1)).snapshot();
        }
        assertThatThrownBy(() -> start(other, snapshot))
                .isInstanceOf(PenstockException.class)
                .hasMessageMatching("the snapshot was taken of plan [0-9a-f]{16}, this query is plan [0-9a-f]{16};"
                        + " start the query without the snapshot or with the SQL that it was taken of");
        for (int at = 0; at < snapshot.length; at++) {
            byte[] damaged = snapshot.clone();
            damaged[at] ^= 4;
            assertThatThrownBy(() -> start(plan, damaged))
                    .isInstanceOf(PenstockException.class)
                    .hasMessageStartingWith("the snapshot cannot be read: ");
        }
        assertThatThrownBy(() -> start(plan, new byte[3])).hasMessageContaining("it has only 3 bytes");
    }

    private static Dataflow start(StreamPlan plan, byte[] snapshot) {
        DataflowConfig config = new DataflowConfig(DataflowConfig.Mode.CALLER_RUNS, 16, 1000);
        return Dataflow.start(new DataflowSpec("other", plan, Map.of(), snapshot, config), new Run(plan));
    }

    @Test
    void too_many_groups_are_an_error_that_names_the_limit() {
        DataflowConfig config = new DataflowConfig(DataflowConfig.Mode.CALLER_RUNS, 16, 3);
        try (Run run = new Run(new StreamPlan(sums(null, false), Emit.CHANGES), Map.of(), config)) {
            run.rows("ticks", TICKS, tick("a", 1L, 1), tick("b", 1L, 1), tick("c", 1L, 1), tick("d", 1L, 1));
            PenstockException failure = java.util.Objects.requireNonNull(run.failure());
            assertThat(failure.who()).isEqualTo(Who.LIMIT);
            assertThat(failure)
                    .hasMessage("the limit groupsMax = 3 groups is reached; close windows earlier, group by fewer"
                            + " keys, or raise it");
            run.rows("ticks", TICKS, tick("a", 1L, 1));
            assertThat(run.taken()).isEmpty();
        }
    }

    @Test
    void a_sum_that_overflows_is_an_error() {
        try (Run run = new Run(new StreamPlan(sums(null, false), Emit.CHANGES))) {
            run.rows("ticks", TICKS, tick("a", Long.MAX_VALUE, 1));
            run.rows("ticks", TICKS, tick("a", 1L, 1));
            assertThat(run.failure())
                    .hasMessage("SUM($1): the result does not fit BIGINT; cast the argument to DECIMAL or DOUBLE");
        }
    }

    @Test
    void constant_rows_come_once_also_after_a_restart() {
        Schema one = Schema.of(Field.of("n", DataType.BIGINT));
        PlanNode plan = new PlanNode.Union(
                List.of(new PlanNode.Values(List.of(List.of(1L), List.of(2L)), one), Plans.scan("x", one, false)), one);
        try (Run run = new Run(new StreamPlan(plan, Emit.UPDATES))) {
            run.restart().rows("x", one, row(3L)).watermark("x", 4).end("x");
            assertThat(run.taken()).containsExactly("+1 1", "+1 2", "+1 3", "w 4", "end");
        }
    }
}
