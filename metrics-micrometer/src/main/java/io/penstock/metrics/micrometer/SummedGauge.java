package io.penstock.metrics.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;

/**
 * One meter whose value is the sum of what its sources say; it does not keep its registry alive. Changed by one thread
 * at a time, read by any.
 */
final class SummedGauge {
    private final List<DoubleSupplier> sources = new CopyOnWriteArrayList<>();
    private final Gauge meter;

    SummedGauge(MeterRegistry registry, String name, Tags tags) {
        this.meter = Gauge.builder(name, sources, SummedGauge::sum)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private static double sum(List<DoubleSupplier> sources) {
        double sum = 0;
        for (DoubleSupplier source : sources) {
            sum += source.getAsDouble();
        }
        return sum;
    }

    void add(DoubleSupplier source) {
        sources.add(source);
    }

    /** Takes a source away; {@code true} when it was the last, and the meter is gone with it. */
    boolean remove(DoubleSupplier source, MeterRegistry registry) {
        sources.remove(source);
        if (!sources.isEmpty()) {
            return false;
        }
        registry.remove(meter);
        return true;
    }
}
