package io.penstock.observe;

import java.util.function.DoubleSupplier;

/**
 * Where engines report numbers. An adapter to a metrics library implements it; {@link #none()} costs nothing. Names are
 * {@code engine.thing.unit} in lower case with dots, tags alternate key and value. Instruments are made once and kept;
 * making the same one twice returns the same or an equal one. Thread-safe.
 */
public interface Metrics {
    /** A number that only grows. */
    Counter counter(String name, String... tags);

    /** A distribution of durations. */
    Timer timer(String name, String... tags);

    /** A number that is read when asked for; {@code value} must not block. */
    Gauge gauge(String name, DoubleSupplier value, String... tags);

    /** Reports nothing. */
    static Metrics none() {
        return NoMetrics.INSTANCE;
    }

    /** A number that only grows. */
    @FunctionalInterface
    interface Counter {
        void add(long amount);

        default void increment() {
            add(1);
        }
    }

    /** A distribution of durations in nanoseconds. */
    @FunctionalInterface
    interface Timer {
        void record(long nanos);
    }

    /** A registered gauge. */
    @FunctionalInterface
    interface Gauge extends AutoCloseable {
        /** Removes the gauge. Idempotent. */
        @Override
        void close();
    }
}
