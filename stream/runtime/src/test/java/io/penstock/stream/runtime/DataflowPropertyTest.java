package io.penstock.stream.runtime;

import static io.penstock.stream.runtime.Plans.TICKS;
import static io.penstock.stream.runtime.Plans.aggregate;
import static io.penstock.stream.runtime.Plans.scan;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.DataType;
import io.penstock.stream.data.Field;
import io.penstock.stream.data.Schema;
import io.penstock.stream.plan.Expression;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.ScalarFunction;
import io.penstock.stream.plan.StreamPlan;
import io.penstock.stream.plan.StreamPlan.Emit;
import io.penstock.stream.plan.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Whatever the batches, the restarts and the order, the answer is that of a naive computation over all rows. */
class DataflowPropertyTest {
    private record Tick(@Nullable String k, @Nullable Long v, long ts, int weight) {
        @Nullable
        Object[] values() {
            return Run.row(k, v, Boxed.instant(ts), v == null ? null : v * 0.25);
        }
    }

    private static final String[] KEYS = {"a", "b", "c", "dd"};

    private static Tick tick(Random random, long around) {
        String k = random.nextInt(8) == 0 ? null : KEYS[random.nextInt(KEYS.length)];
        Long v = random.nextInt(6) == 0 ? null : (long) random.nextInt(7) - 3;
        return new Tick(k, v, around + random.nextInt(40) - 25, 1);
    }

    /** Rows with watermarks between them: where a watermark stands, the number of rows before it. */
    private record Script(List<Tick> ticks, TreeMap<Integer, Long> watermarks) {
        static Script of(Random random, int rows) {
            List<Tick> ticks = new ArrayList<>();
            TreeMap<Integer, Long> watermarks = new TreeMap<>();
            long now = -30;
            long mark = Long.MIN_VALUE;
            for (int i = 0; i < rows; i++) {
                now += random.nextInt(6);
                ticks.add(tick(random, now));
                if (random.nextInt(5) == 0) {
                    mark = Math.max(mark, now - random.nextInt(20));
                    watermarks.put(i + 1, mark);
                }
            }
            return new Script(ticks, watermarks);
        }
    }

    /** Feeds a script in random batches, with restarts now and then if asked for. */
    private static void feed(Run run, Script script, Random random, boolean restarts) {
        BatchBuilder builder = new BatchBuilder(TICKS);
        for (int i = 0; i < script.ticks().size(); i++) {
            Tick tick = script.ticks().get(i);
            builder.addRow(tick.weight(), tick.values());
            Long mark = script.watermarks().get(i + 1);
            if (mark != null || random.nextInt(3) == 0) {
                run.put("ticks", builder.build());
                // another builder has another dictionary
                builder = random.nextBoolean() ? builder : new BatchBuilder(TICKS);
            }
            if (mark != null) {
                run.watermark("ticks", mark);
            }
            if (restarts && builder.size() == 0 && random.nextInt(4) == 0) {
                run.restart();
            }
        }
        run.put("ticks", builder.build()).end("ticks");
        assertThat(run.failure()).isNull();
    }

    /** What comes out, summed by weight: text of a row → weight. */
    private static Map<String, Integer> summed(List<Batch> batches) {
        Map<String, Integer> sum = new TreeMap<>();
        for (Batch batch : batches) {
            for (int row = 0; row < batch.size(); row++) {
                String text = Run.text(batch.withWeights(null), row).substring(3);
                sum.merge(text, batch.weight(row), (a, b) -> a + b == 0 ? null : a + b);
            }
        }
        return sum;
    }

    /** The row of a group, computed anew from all its ticks. */
    private static String naiveRow(String key, List<Tick> ticks) {
        long count = 0;
        long values = 0;
        long sum = 0;
        Long min = null;
        Long max = null;
        for (Tick tick : ticks) {
            count += tick.weight();
            if (tick.v() != null) {
                values += tick.weight();
                sum += tick.v() * tick.weight();
            }
        }
        for (Tick tick : ticks) {
            if (tick.v() != null && occurrences(ticks, tick.v()) > 0) {
                min = min == null ? tick.v() : Long.valueOf(Math.min(min, tick.v()));
                max = max == null ? tick.v() : Long.valueOf(Math.max(max, tick.v()));
            }
        }
        boolean none = values == 0;
        return (key + " " + count + " " + (none ? null : sum) + " " + min + " " + max + " "
                        + (none ? null : (double) sum / values) + " " + (none ? null : sum * 0.25))
                .strip();
    }

    private static int occurrences(List<Tick> ticks, long value) {
        return ticks.stream()
                .filter(t -> Objects.equals(t.v(), value))
                .mapToInt(Tick::weight)
                .sum();
    }

    private static Map<String, Integer> naiveWindows(Script script, long slide, long size, boolean keyed) {
        Map<String, List<Tick>> windows = new TreeMap<>();
        long mark = Long.MIN_VALUE;
        for (int i = 0; i < script.ticks().size(); i++) {
            Tick tick = script.ticks().get(i);
            for (long start = -2000; start < 2000; start += slide) {
                if (tick.ts() >= start && tick.ts() < start + size && start + size > mark) {
                    String group = (keyed ? tick.k() + " " : "") + "@" + start + " @" + (start + size);
                    windows.computeIfAbsent(group, g -> new ArrayList<>()).add(tick);
                }
            }
            mark = Math.max(mark, script.watermarks().getOrDefault(i + 1, mark));
        }
        Map<String, Integer> rows = new TreeMap<>();
        windows.forEach((group, ticks) -> rows.put(naiveRow(group, ticks), 1));
        return rows;
    }

    @Property(tries = 150)
    void windows_equal_a_naive_count(
            @ForAll long seed,
            @ForAll @IntRange(max = 120) int rows,
            @ForAll @IntRange(min = 1, max = 4) int slides,
            @ForAll boolean keyed,
            @ForAll boolean restarts) {
        Random random = new Random(seed);
        Script script = Script.of(random, rows);
        Window window = slides == 1 ? new Window.Tumble(2, 10, 0) : new Window.Hop(2, 5, 5L * slides, 0);
        long size = slides == 1 ? 10 : 5L * slides;
        PlanNode plan = aggregate(Plans.ticks(), window, keyed ? List.of(0) : List.of(), Plans.allCalls(), true);
        try (Run run = new Run(new StreamPlan(plan, Emit.ON_WINDOW_CLOSE))) {
            feed(run, script, random, restarts);
            assertThat(summed(run.batches())).isEqualTo(naiveWindows(script, slides == 1 ? 10 : 5, size, keyed));
            assertThat(run.metrics().groups()).isZero();
            if (!keyed) {
                assertThat(starts(run.batches())).isSorted();
            }
        }
    }

    private static List<Long> starts(List<Batch> batches) {
        List<Long> starts = new ArrayList<>();
        for (Batch batch : batches) {
            for (int row = 0; row < batch.size(); row++) {
                starts.add(Boxed.micros((java.time.Instant) Objects.requireNonNull(batch.get(row, 0))));
            }
        }
        return starts;
    }

    /** Every retraction takes back a row that is there. */
    private static Script changelog(Random random, int rows) {
        List<Tick> ticks = new ArrayList<>();
        List<Tick> there = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            if (!there.isEmpty() && random.nextInt(5) < 2) {
                Tick gone = there.remove(random.nextInt(there.size()));
                ticks.add(new Tick(gone.k(), gone.v(), gone.ts(), -gone.weight()));
            } else {
                Tick plain = tick(random, 0);
                Tick more = new Tick(plain.k(), plain.v(), plain.ts(), 1 + random.nextInt(2));
                there.add(more);
                ticks.add(more);
            }
        }
        return new Script(ticks, new TreeMap<>());
    }

    @Property(tries = 150)
    void changes_sum_up_to_the_answer_over_all_rows(
            @ForAll long seed, @ForAll @IntRange(max = 100) int rows, @ForAll boolean restarts) {
        Random random = new Random(seed);
        Script script = changelog(random, rows);
        PlanNode plan = aggregate(scan("ticks", TICKS, true), null, List.of(0), Plans.allCalls(), false);
        Map<String, List<Tick>> groups = new TreeMap<>();
        script.ticks()
                .forEach(t -> groups.computeIfAbsent("" + t.k(), k -> new ArrayList<>())
                        .add(t));
        Map<String, Integer> expected = new TreeMap<>();
        groups.forEach((key, ticks) -> {
            if (ticks.stream().mapToInt(Tick::weight).sum() > 0) {
                expected.put(naiveRow(key, ticks), 1);
            }
        });
        try (Run run = new Run(new StreamPlan(plan, Emit.CHANGES))) {
            feed(run, script, random, restarts);
            assertThat(summed(run.batches())).isEqualTo(expected);
            assertThat(run.metrics().groups()).isEqualTo(expected.size());
            assertThat(eachBatchHasNoEqualRows(run.batches())).isTrue();
        }
        List<Batch> all = new ArrayList<>();
        script.ticks().forEach(t -> {
            BatchBuilder builder = new BatchBuilder(TICKS);
            builder.addRow(t.weight(), t.values());
            all.add(builder.build());
        });
        assertThat(summed(Dataflow.evaluate(plan, name -> all, 1000))).isEqualTo(expected);
    }

    private static boolean eachBatchHasNoEqualRows(List<Batch> batches) {
        return batches.stream().allMatch(batch -> summed(List.of(batch)).size() == batch.size());
    }

    @Property(tries = 60)
    void windows_over_windows_over_a_changelog_survive_any_restart(
            @ForAll long seed, @ForAll @IntRange(max = 80) int rows) {
        Script script = Script.of(new Random(seed), rows);
        PlanNode.Aggregate inner = aggregate(
                Plans.ticks(),
                new Window.Tumble(2, 5, 0),
                List.of(0),
                Plans.allCalls().subList(0, 2),
                false);
        PlanNode.Aggregate outer = aggregate(
                inner,
                new Window.Tumble(1, 20, 0),
                List.of(),
                List.of(
                        Plans.aggregate(
                                io.penstock.stream.plan.AggregateCall.Function.MAX,
                                inner.schema(),
                                "count",
                                DataType.BIGINT),
                        Plans.aggregate(
                                io.penstock.stream.plan.AggregateCall.Function.SUM,
                                inner.schema(),
                                "sum_v",
                                DataType.BIGINT)),
                true);
        StreamPlan plan = new StreamPlan(outer, Emit.ON_WINDOW_CLOSE);
        try (Run plain = new Run(plan);
                Run restarted = new Run(plan)) {
            feed(plain, script, new Random(seed), false);
            feed(restarted, script, new Random(seed), true);
            assertThat(summed(restarted.batches())).isEqualTo(summed(plain.batches()));
        }
    }

    private static final Schema LEFT = Schema.of(
            Field.of("lk", DataType.VARCHAR), Field.of("ln", DataType.BIGINT), Field.of("lv", DataType.BIGINT));
    private static final Schema RIGHT = Schema.of(
            Field.of("rk", DataType.VARCHAR), Field.of("rn", DataType.BIGINT), Field.of("rv", DataType.BIGINT));
    private static final Schema PAIR =
            Schema.of(java.util.stream.Stream.concat(LEFT.fields().stream(), RIGHT.fields().stream())
                    .toList());

    private static List<@Nullable Object[]> side(Random random, int rows) {
        List<@Nullable Object[]> out = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            String k = random.nextInt(5) == 0 ? null : KEYS[random.nextInt(KEYS.length)];
            Long n = random.nextInt(5) == 0 ? null : (long) random.nextInt(2);
            out.add(Run.row(k, n, (long) random.nextInt(4)));
        }
        return out;
    }

    private static List<Batch> batches(Schema schema, List<@Nullable Object[]> rows, Random random) {
        List<Batch> out = new ArrayList<>();
        BatchBuilder builder = new BatchBuilder(schema);
        for (@Nullable Object[] row : rows) {
            builder.addRow(1, row);
            if (random.nextInt(3) == 0) {
                out.add(builder.build());
                builder = random.nextBoolean() ? builder : new BatchBuilder(schema);
            }
        }
        out.add(builder.build());
        return out;
    }

    private static Map<String, Integer> nestedLoops(
            List<@Nullable Object[]> left,
            List<@Nullable Object[]> right,
            PlanNode.Join.Kind kind,
            int keys,
            boolean residual) {
        Map<String, Integer> out = new TreeMap<>();
        boolean[] matched = new boolean[right.size()];
        for (@Nullable Object[] l : left) {
            boolean any = false;
            for (int i = 0; i < right.size(); i++) {
                @Nullable Object[] r = right.get(i);
                boolean match = !residual || (long) Objects.requireNonNull(l[2]) < (long) Objects.requireNonNull(r[2]);
                for (int key = 0; key < keys; key++) {
                    match &= l[key] != null && Objects.equals(l[key], r[key]);
                }
                if (match) {
                    any = true;
                    matched[i] = true;
                    out.merge(text(l, r), 1, Integer::sum);
                }
            }
            if (!any && (kind == PlanNode.Join.Kind.LEFT || kind == PlanNode.Join.Kind.FULL)) {
                out.merge(text(l, Run.row(null, null, null)), 1, Integer::sum);
            }
        }
        for (int i = 0; i < right.size(); i++) {
            if (!matched[i] && (kind == PlanNode.Join.Kind.RIGHT || kind == PlanNode.Join.Kind.FULL)) {
                out.merge(text(Run.row(null, null, null), right.get(i)), 1, Integer::sum);
            }
        }
        return out;
    }

    private static String text(@Nullable Object[] l, @Nullable Object[] r) {
        return l[0] + " " + l[1] + " " + l[2] + " " + r[0] + " " + r[1] + " " + r[2];
    }

    @Property(tries = 150)
    void joins_equal_nested_loops(
            @ForAll long seed,
            @ForAll PlanNode.Join.Kind kind,
            @ForAll @IntRange(max = 2) int keys,
            @ForAll boolean residual) {
        Random random = new Random(seed);
        List<@Nullable Object[]> left = side(random, random.nextInt(20));
        List<@Nullable Object[]> right = side(random, random.nextInt(20));
        List<Integer> positions = List.of(0, 1).subList(0, keys);
        Optional<Expression> condition = residual
                ? Optional.of(Plans.is(ScalarFunction.LESS, Plans.column(PAIR, "lv"), Plans.column(PAIR, "rv")))
                : Optional.empty();
        Map<String, List<Batch>> tables = Map.of("l", batches(LEFT, left, random), "r", batches(RIGHT, right, random));
        PlanNode.Join join = new PlanNode.Join(
                scan("l", LEFT, false), scan("r", RIGHT, false), kind, positions, positions, condition, PAIR);
        assertThat(summed(Dataflow.evaluate(join, name -> Objects.requireNonNull(tables.get(name)), 10_000)))
                .isEqualTo(nestedLoops(left, right, kind, keys, residual));
        if (kind == PlanNode.Join.Kind.INNER || kind == PlanNode.Join.Kind.LEFT) {
            boolean outer = kind == PlanNode.Join.Kind.LEFT;
            PlanNode lookup =
                    new PlanNode.LookupJoin(scan("l", LEFT, false), "r", positions, positions, outer, condition, PAIR);
            try (Run run = new Run(
                    new StreamPlan(lookup, Emit.UPDATES), Map.of("r", Objects.requireNonNull(tables.get("r"))))) {
                Objects.requireNonNull(tables.get("l")).forEach(batch -> run.put("l", batch));
                assertThat(summed(run.batches())).isEqualTo(nestedLoops(left, right, kind, keys, residual));
            }
        }
    }
}
