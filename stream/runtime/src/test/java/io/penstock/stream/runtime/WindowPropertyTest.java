package io.penstock.stream.runtime;

import static io.penstock.stream.runtime.Plans.TICKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.stream.data.Batch;
import io.penstock.stream.data.BatchBuilder;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.DataType;
import io.penstock.stream.plan.AggregateCall;
import io.penstock.stream.plan.AggregateCall.Function;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.plan.StreamPlan;
import io.penstock.stream.plan.StreamPlan.Emit;
import io.penstock.stream.plan.Window;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Sessions, growing windows and windows on a wall clock equal a naive computation, however the rows come. */
class WindowPropertyTest {
    private record Tick(String k, long v, long ts) {}

    private static final List<AggregateCall> CALLS = List.of(
            Plans.aggregate(Function.COUNT, TICKS, null, DataType.BIGINT),
            Plans.aggregate(Function.SUM, TICKS, "v", DataType.BIGINT),
            Plans.aggregate(Function.MAX, TICKS, "v", DataType.BIGINT),
            Plans.aggregate(Function.MIN, TICKS, "k", DataType.VARCHAR),
            Plans.aggregate(Function.SUM, TICKS, "d", DataType.DOUBLE));

    /** Rows; after some of them, by number, a watermark. */
    private record Script(List<Tick> ticks, TreeMap<Integer, Long> watermarks) {
        static Script of(Random random, int rows, long unit) {
            List<Tick> ticks = new ArrayList<>();
            TreeMap<Integer, Long> watermarks = new TreeMap<>();
            long now = -30;
            long mark = Long.MIN_VALUE;
            for (int i = 0; i < rows; i++) {
                now += random.nextInt(7);
                ticks.add(new Tick(
                        "k" + random.nextInt(3), random.nextInt(9) - 4, (now + random.nextInt(30) - 20) * unit));
                if (random.nextInt(5) == 0) {
                    mark = Math.max(mark, (now - random.nextInt(20)) * unit);
                    watermarks.put(i, mark);
                }
            }
            return new Script(ticks, watermarks);
        }
    }

    private static Map<String, Integer> streamed(PlanNode plan, Emit emit, Script script, Random random) {
        try (Run run = new Run(new StreamPlan(plan, emit))) {
            BatchBuilder builder = new BatchBuilder(TICKS);
            for (int i = 0; i < script.ticks().size(); i++) {
                Tick tick = script.ticks().get(i);
                builder.addRow(1, tick.k(), tick.v(), Boxed.instant(tick.ts()), tick.v() * 0.25);
                Long mark = script.watermarks().get(i);
                if (mark != null || random.nextInt(3) == 0) {
                    run.put("ticks", builder.build());
                }
                if (mark != null) {
                    run.watermark("ticks", mark);
                }
                if (builder.size() == 0 && random.nextInt(4) == 0) {
                    run.restart();
                }
            }
            run.put("ticks", builder.build());
            if (emit == Emit.ON_WINDOW_CLOSE) {
                run.end("ticks");
            }
            assertThat(run.failure()).isNull();
            return summed(run.batches());
        }
    }

    private static Map<String, Integer> summed(List<Batch> batches) {
        Map<String, Integer> sum = new TreeMap<>();
        for (Batch batch : batches) {
            for (int row = 0; row < batch.size(); row++) {
                sum.merge(
                        Run.text(batch.withWeights(null), row).substring(3),
                        batch.weight(row),
                        (a, b) -> a + b == 0 ? null : a + b);
            }
        }
        return sum;
    }

    private static String row(String key, long start, long end, List<Tick> ticks) {
        long sum = ticks.stream().mapToLong(Tick::v).sum();
        long max = ticks.stream().mapToLong(Tick::v).max().orElseThrow();
        String least =
                ticks.stream().map(Tick::k).min(Comparator.naturalOrder()).orElseThrow();
        return (key + " @" + start + " @" + end + " " + ticks.size() + " " + sum + " " + max + " " + least + " "
                        + sum * 0.25)
                .strip();
    }

    /** Sessions of one key that are open. */
    private static void join(List<List<Tick>> open, Tick tick, long gap) {
        List<Tick> joined = new ArrayList<>(List.of(tick));
        open.removeIf(session -> {
            boolean touches = session.stream().anyMatch(other -> Math.abs(other.ts() - tick.ts()) <= gap);
            if (touches) {
                joined.addAll(session);
            }
            return touches;
        });
        open.add(joined);
    }

    private static long last(List<Tick> session) {
        return session.stream().mapToLong(Tick::ts).max().orElseThrow();
    }

    private static long first(List<Tick> session) {
        return session.stream().mapToLong(Tick::ts).min().orElseThrow();
    }

    /** The rows of sessions: those that have closed, and those that are still open. */
    private static List<Map<String, Integer>> naiveSessions(Script script, long gap, boolean keyed) {
        Map<String, List<List<Tick>>> open = new TreeMap<>();
        Map<String, Integer> closed = new TreeMap<>();
        long mark = Long.MIN_VALUE;
        for (int i = 0; i < script.ticks().size(); i++) {
            Tick tick = script.ticks().get(i);
            List<List<Tick>> sessions = open.computeIfAbsent(keyed ? tick.k() : "", k -> new ArrayList<>());
            boolean continues = sessions.stream()
                    .anyMatch(session -> first(session) <= tick.ts() && tick.ts() <= last(session) + gap);
            if (continues || tick.ts() + gap > mark) {
                join(sessions, tick, gap);
            }
            mark = Math.max(mark, script.watermarks().getOrDefault(i, mark));
            long now = mark;
            open.forEach((key, all) -> all.removeIf(session -> {
                boolean ends = last(session) + gap <= now;
                if (ends) {
                    closed.put(row(key, first(session), last(session) + gap, session), 1);
                }
                return ends;
            }));
        }
        Map<String, Integer> all = new TreeMap<>(closed);
        open.forEach((key, sessions) ->
                sessions.forEach(session -> all.put(row(key, first(session), last(session) + gap, session), 1)));
        return List.of(closed, all);
    }

    @Property(tries = 150)
    void sessions_equal_a_naive_search(
            @ForAll long seed,
            @ForAll @IntRange(max = 120) int rows,
            @ForAll @IntRange(min = 1, max = 12) int gap,
            @ForAll boolean keyed,
            @ForAll boolean changes) {
        Random random = new Random(seed);
        Script script = Script.of(random, rows, 1);
        List<Integer> keys = keyed ? List.of(0) : List.of();
        PlanNode plan = Plans.aggregate(Plans.ticks(), new Window.Session(2, gap), keys, CALLS, !changes);
        Map<String, Integer> expected = naiveSessions(script, gap, keyed).getLast();
        assertThat(streamed(plan, changes ? Emit.CHANGES : Emit.ON_WINDOW_CLOSE, script, random))
                .isEqualTo(expected);
    }

    @Property(tries = 100)
    void growing_windows_equal_a_naive_count(
            @ForAll long seed,
            @ForAll @IntRange(max = 100) int rows,
            @ForAll @IntRange(min = 1, max = 4) int steps,
            @ForAll @IntRange(min = -9, max = 9) int offset) {
        Random random = new Random(seed);
        Script script = Script.of(random, rows, 1);
        long step = 4;
        long size = step * steps;
        Map<String, List<Tick>> windows = new TreeMap<>();
        long mark = Long.MIN_VALUE;
        for (int i = 0; i < script.ticks().size(); i++) {
            Tick tick = script.ticks().get(i);
            long start = Math.floorDiv(tick.ts() - offset, size) * size + offset;
            for (long end = start + step; end <= start + size; end += step) {
                if (tick.ts() < end && end > mark) {
                    windows.computeIfAbsent(start + " " + end, w -> new ArrayList<>())
                            .add(tick);
                }
            }
            mark = Math.max(mark, script.watermarks().getOrDefault(i, mark));
        }
        Map<String, Integer> expected = new TreeMap<>();
        windows.forEach((bounds, ticks) -> {
            String[] ends = bounds.split(" ", -1);
            expected.put(row("", Long.parseLong(ends[0]), Long.parseLong(ends[1]), ticks), 1);
        });
        Window window = new Window.Cumulate(2, step, size, offset);
        PlanNode plan = Plans.aggregate(Plans.ticks(), window, List.of(), CALLS, true);
        assertThat(streamed(plan, Emit.ON_WINDOW_CLOSE, script, random)).isEqualTo(expected);
    }

    /** Around changes of the clock in both directions, and one of half an hour. */
    private static final List<String[]> CHANGES = List.of(
            new String[] {"Europe/Berlin", "2026-03-29T01:00:00Z"},
            new String[] {"Europe/Berlin", "2026-10-25T01:00:00Z"},
            new String[] {"Australia/Lord_Howe", "2026-04-04T15:00:00Z"},
            new String[] {"+05:30", "2026-10-25T01:00:00Z"});

    private static final long MINUTE = 60_000_000L;

    @Property(tries = 100)
    void windows_on_a_wall_clock_hold_each_moment_once(
            @ForAll long seed, @ForAll @IntRange(max = 3) int change, @ForAll @IntRange(min = 1, max = 48) int hours) {
        String zone = CHANGES.get(change)[0];
        long moment = Boxed.micros(Instant.parse(CHANGES.get(change)[1]));
        Random random = new Random(seed);
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ticks.add(new Tick("k", 1, moment + (random.nextInt(6_000) - 3_000L) * MINUTE));
        }
        TreeSet<Long> bounds = new TreeSet<>();
        LocalDateTime epoch = LocalDateTime.of(1970, 1, 1, 0, 0);
        for (LocalDateTime at = epoch.plusHours(490_000L / hours * hours);
                at.isBefore(LocalDateTime.of(2027, 1, 1, 0, 0));
                at = at.plusHours(hours)) {
            bounds.add(Boxed.micros(at.atZone(ZoneId.of(zone)).toInstant()));
        }
        Map<String, Integer> expected = new TreeMap<>();
        Map<Long, List<Tick>> windows = new TreeMap<>();
        ticks.forEach(tick -> windows.computeIfAbsent(bounds.floor(tick.ts()), start -> new ArrayList<>())
                .add(tick));
        windows.forEach((start, held) -> expected.put(row("", start, bounds.higher(start), held), 1));
        Window window = new Window.InZone(new Window.Tumble(2, hours * 60L * MINUTE, 0), zone);
        PlanNode plan = Plans.aggregate(Plans.ticks(), window, List.of(), CALLS, true);
        assertThat(streamed(plan, Emit.ON_WINDOW_CLOSE, new Script(ticks, new TreeMap<>()), random))
                .isEqualTo(expected);
    }
}
