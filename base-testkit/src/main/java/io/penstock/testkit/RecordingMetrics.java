package io.penstock.testkit;

import io.penstock.observe.Metrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** Metrics that remember everything. A key is the name with its tags, {@code name{key=value}}. Thread-safe. */
public final class RecordingMetrics implements Metrics {
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<String, List<Long>> timers = new ConcurrentHashMap<>();
    private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

    @Override
    public Counter counter(String name, String... tags) {
        LongAdder adder = counters.computeIfAbsent(key(name, tags), any -> new LongAdder());
        return adder::add;
    }

    @Override
    public Timer timer(String name, String... tags) {
        List<Long> values = timers.computeIfAbsent(key(name, tags), any -> new CopyOnWriteArrayList<>());
        return values::add;
    }

    @Override
    public Gauge gauge(String name, DoubleSupplier value, String... tags) {
        String key = key(name, tags);
        gauges.put(key, value);
        return () -> gauges.remove(key, value);
    }

    /** The sum of a counter, 0 when it never counted. */
    public long count(String key) {
        LongAdder adder = counters.get(key);
        return adder == null ? 0 : adder.sum();
    }

    /** The recorded durations of a timer in nanoseconds. */
    public List<Long> durations(String key) {
        return List.copyOf(timers.getOrDefault(key, List.of()));
    }

    /** The present value of a gauge. */
    public double value(String key) {
        DoubleSupplier gauge = gauges.get(key);
        if (gauge == null) {
            throw new AssertionError("no gauge '" + key + "'; there are " + gauges.keySet());
        }
        return gauge.getAsDouble();
    }

    private static String key(String name, String... tags) {
        if (tags.length == 0) {
            return name;
        }
        Map<String, String> sorted = new TreeMap<>();
        for (int i = 0; i + 1 < tags.length; i += 2) {
            sorted.put(tags[i], tags[i + 1]);
        }
        return name + sorted.toString().replace(", ", ",");
    }
}
