package io.penstock.stream.runtime;

import io.penstock.Time;
import io.penstock.stream.data.Batch;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.LongColumn;
import io.penstock.stream.data.StreamElement.Watermark;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Follows the event times of one source: the watermark is the largest event time seen, less a delay, and never moves
 * back. A row too far ahead of the wall clock does not move it, so that one wrong clock cannot close every window; the
 * row itself is kept. An explicit watermark is the caller's claim and is taken as it is. Confined to one thread, or
 * guarded by its owner.
 */
public final class WatermarkTracker {
    /** How far ahead of the wall clock a row may be and still move the watermark. */
    public static final Duration FUTURE_SKEW_MAX = Duration.ofMinutes(5);

    private final int timeColumn;
    private final long delayMicros;
    private final long skewMicros;
    private final Time time;
    private long watermark = Watermark.UNSET;

    /**
     * @param timeColumn the position of the TIMESTAMP column
     * @param delayMicros how far rows may be out of order, in microseconds, from 0
     */
    public WatermarkTracker(int timeColumn, long delayMicros, Time time) {
        this(timeColumn, delayMicros, FUTURE_SKEW_MAX, time);
    }

    /**
     * @param skewMax how far ahead of the wall clock a row may be and still move the watermark; zero switches the guard
     *     off
     */
    public WatermarkTracker(int timeColumn, long delayMicros, Duration skewMax, Time time) {
        if (timeColumn < 0 || delayMicros < 0 || skewMax.isNegative()) {
            throw new IllegalArgumentException("column, delay and skew start at 0, got " + timeColumn + ", "
                    + delayMicros + " microseconds, " + skewMax);
        }
        this.timeColumn = timeColumn;
        this.delayMicros = delayMicros;
        this.skewMicros = skewMax.isZero() ? Long.MAX_VALUE : skewMax.dividedBy(Duration.of(1, ChronoUnit.MICROS));
        this.time = time;
    }

    /** Notes the event times of a batch, NULLs aside, and gives the watermark that holds after it. */
    public long observe(Batch batch) {
        LongColumn column = (LongColumn) batch.column(timeColumn);
        long latest = latest(column, batch.size(), Long.MAX_VALUE);
        if (latest == Watermark.UNSET) {
            return watermark;
        }
        if (skewMicros != Long.MAX_VALUE) {
            long bound = Boxed.micros(time.now()) + skewMicros;
            if (latest > bound) {
                latest = latest(column, batch.size(), bound);
            }
        }
        if (latest >= Watermark.UNSET + delayMicros) {
            watermark = Math.max(watermark, latest - delayMicros);
        }
        return watermark;
    }

    private static long latest(LongColumn column, int size, long bound) {
        long[] values = column.values();
        boolean free = column.nulls() == null;
        long latest = Watermark.UNSET;
        for (int row = 0; row < size; row++) {
            long value = values[row];
            if (value > latest && value <= bound && (free || !column.isNull(row))) {
                latest = value;
            }
        }
        return latest;
    }

    /** Takes an explicit watermark, without delay and guard, and gives the watermark that holds after it. */
    public long advance(long micros) {
        watermark = Math.max(watermark, micros);
        return watermark;
    }

    /** The watermark, {@link Watermark#UNSET} before the first. */
    public long watermark() {
        return watermark;
    }
}
