package io.penstock.stream.runtime;

import static io.penstock.stream.data.DataType.BIGINT;
import static io.penstock.stream.data.DataType.VARCHAR;
import static io.penstock.stream.runtime.Plans.aggregate;
import static io.penstock.stream.runtime.Plans.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.PenstockException;
import io.penstock.Who;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.AggregateCall.Function;
import io.penstock.stream.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluateTest {
    private static final Schema PAIR = Schema.of(Field.of("k", VARCHAR), Field.of("v", BIGINT));

    private static List<Batch> rows(@Nullable Object[]... rows) {
        BatchBuilder builder = new BatchBuilder(PAIR);
        for (@Nullable Object[] row : rows) {
            builder.addRow((Integer) java.util.Objects.requireNonNull(row[0]), row[1], row[2]);
        }
        return List.of(builder.build());
    }

    private static @Nullable Object[] r(@Nullable Object... values) {
        return values;
    }

    private static List<String> run(PlanNode plan, List<Batch> rows) {
        List<String> out = new ArrayList<>();
        for (Batch batch : Dataflow.evaluate(plan, name -> rows, 10)) {
            for (int row = 0; row < batch.size(); row++) {
                out.add(Run.text(batch, row));
            }
        }
        return out;
    }

    @Test
    void sums_up_retractions_and_repeats_rows_that_are_there_twice() {
        assertThat(run(scan("r", PAIR, true), rows(r(1, "a", 1L), r(2, "b", 2L), r(-1, "a", 1L))))
                .containsExactly("+1 b 2", "+1 b 2");
        PlanNode max = aggregate(
                scan("r", PAIR, true),
                null,
                List.of(),
                List.of(Plans.aggregate(Function.MAX, PAIR, "v", BIGINT)),
                false);
        assertThat(run(max, rows(r(1, "a", 9L), r(1, "b", 2L), r(-1, "a", 9L)))).containsExactly("+1 2");
    }

    @Test
    void a_global_aggregate_of_no_rows_is_one_row() {
        PlanNode plan = aggregate(
                scan("r", PAIR, false),
                null,
                List.of(),
                List.of(
                        Plans.aggregate(Function.COUNT, PAIR, null, BIGINT),
                        Plans.aggregate(Function.SUM, PAIR, "v", BIGINT)),
                false);
        assertThat(run(plan, List.of())).containsExactly("+1 0 null");
    }

    @Test
    void sorts_by_several_keys_with_null_where_asked_and_cuts() {
        PlanNode sort = new PlanNode.Sort(
                scan("r", PAIR, false),
                List.of(new PlanNode.SortKey(0, true, false), new PlanNode.SortKey(1, false, true)));
        List<Batch> rows = rows(r(1, "a", 2L), r(1, null, 5L), r(1, "b", 2L), r(1, "a", null), r(1, "a", 1L));
        assertThat(run(sort, rows)).containsExactly("+1 b 2", "+1 a null", "+1 a 1", "+1 a 2", "+1 null 5");
        assertThat(run(new PlanNode.Limit(sort, 1, 2), rows)).containsExactly("+1 a null", "+1 a 1");
        assertThat(run(new PlanNode.Limit(sort, 9, 2), rows)).isEmpty();
    }

    @Test
    void more_rows_than_allowed_are_an_error_that_names_the_limit() {
        PlanNode all = new PlanNode.Union(List.of(scan("r", PAIR, false), scan("r", PAIR, false)), PAIR);
        List<Batch> six =
                rows(r(1, "a", 1L), r(1, "a", 2L), r(1, "a", 3L), r(1, "a", 4L), r(1, "a", 5L), r(1, "a", 6L));
        assertThatThrownBy(() -> run(all, six))
                .isInstanceOfSatisfying(
                        PenstockException.class, e -> assertThat(e.who()).isEqualTo(Who.LIMIT))
                .hasMessage("the limit rowsMax = 10 rows is reached; ask for fewer rows with WHERE, GROUP BY or LIMIT,"
                        + " or raise it");
    }

    @Test
    void an_interrupted_query_is_cancelled() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> run(scan("r", PAIR, false), List.of()))
                    .isInstanceOfSatisfying(
                            PenstockException.class, e -> assertThat(e.who()).isEqualTo(Who.CANCELLED));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
