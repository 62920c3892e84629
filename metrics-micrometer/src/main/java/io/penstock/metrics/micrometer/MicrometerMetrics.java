package io.penstock.metrics.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.penstock.observe.Metrics;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;

/**
 * Reports to a Micrometer registry, under {@code penstock.} and the engine's own name. A timer loses its unit at the
 * end of its name ({@code .nanos}, {@code .time}), for the registry adds the unit of its system. Thread-safe.
 *
 * <p>Two owners may register a gauge of one name, for example two pools without names of their own, each by metrics of
 * its own over the same registry. A registry knows one meter by a name and its tags, so their values are added up, and
 * the meter goes with the last of them.
 */
public final class MicrometerMetrics implements Metrics {
    private static final String PREFIX = "penstock.";
    /** By registry, since it knows one meter by a name and its tags whoever registers it. */
    private static final Map<MeterRegistry, Map<GaugeKey, SummedGauge>> GAUGES =
            Collections.synchronizedMap(new WeakHashMap<>());

    private final MeterRegistry registry;
    private final Tags common;
    private final Map<GaugeKey, SummedGauge> gauges;

    private record GaugeKey(String name, Tags tags) {}

    private MicrometerMetrics(MeterRegistry registry, Tags common) {
        this.registry = registry;
        this.common = common;
        this.gauges = GAUGES.computeIfAbsent(registry, first -> new ConcurrentHashMap<>());
    }

    /** Reports to a registry, which stays the caller's. */
    public static MicrometerMetrics of(MeterRegistry registry) {
        return of(registry, new String[0]);
    }

    /**
     * Reports to a registry, which stays the caller's, with more tags on everything: the name of a pool, for example.
     *
     * @param tags alternate key and value
     * @throws IllegalArgumentException when a key has no value
     */
    public static MicrometerMetrics of(MeterRegistry registry, String... tags) {
        return new MicrometerMetrics(registry, Tags.of(tags));
    }

    @Override
    public Counter counter(String name, String... tags) {
        var counter = registry.counter(PREFIX + name, common.and(tags));
        return counter::increment;
    }

    @Override
    public Timer timer(String name, String... tags) {
        var timer = registry.timer(PREFIX + withoutUnit(name), common.and(tags));
        return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public Gauge gauge(String name, DoubleSupplier value, String... tags) {
        GaugeKey key = new GaugeKey(PREFIX + name, common.and(tags));
        gauges.compute(key, (same, present) -> {
            SummedGauge gauge = present != null ? present : new SummedGauge(registry, key.name(), key.tags());
            gauge.add(value);
            return gauge;
        });
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                gauges.computeIfPresent(key, (same, present) -> present.remove(value, registry) ? null : present);
            }
        };
    }

    private static String withoutUnit(String name) {
        for (String unit : new String[] {".nanos", ".time"}) {
            if (name.endsWith(unit)) {
                return name.substring(0, name.length() - unit.length());
            }
        }
        return name;
    }
}
