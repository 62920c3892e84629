package io.penstock.stream.internal;

import io.penstock.Time;
import io.penstock.stream.data.Boxed;
import io.penstock.stream.data.StreamElement.Watermark;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Follows the event times of a source row by row: the watermark is the largest event time seen, less a delay, and never
 * moves back. A row too far ahead of the wall clock does not move it.
 *
 * <p>It tells where a batch must be cut so that a row is judged by the watermark of the rows before it, in whatever
 * batches they came: answers must not depend on the batch size. Rows in order need no cut. Confined to its source's
 * lock.
 */
final class EventClock {
    private final long delayMicros;
    private final long skewMicros;
    private final Time time;
    private long watermark;
    private final AtomicLong skewed = new AtomicLong();

    /** What was known at a moment. */
    record Mark(long watermark, long skewed) {}

    EventClock(long delayMicros, Duration skewMax, Time time, long watermark) {
        this.delayMicros = delayMicros;
        this.skewMicros = skewMax.isZero() ? Long.MAX_VALUE : skewMax.dividedBy(Duration.of(1, ChronoUnit.MICROS));
        this.time = time;
        this.watermark = watermark;
    }

    /** The largest event time that may move the watermark now. */
    long bound() {
        if (skewMicros == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long now = Boxed.micros(time.now());
        return now > Long.MAX_VALUE - skewMicros ? Long.MAX_VALUE : now + skewMicros;
    }

    /**
     * Follows the rows from {@code from} on, up to the first one that is older than the watermark of those before it in
     * this run, and returns its position, or {@code size}.
     *
     * @param bound the largest event time that may move the watermark
     */
    int follow(long[] times, int from, int size, long bound) {
        long before = watermark;
        long now = watermark;
        int row = from;
        for (; row < size; row++) {
            long at = times[row];
            if (at < now && now > before) {
                break;
            }
            if (at > bound) {
                skewed.incrementAndGet();
            } else if (at >= Watermark.UNSET + delayMicros) {
                now = Math.max(now, at - delayMicros);
            }
        }
        watermark = now;
        return row;
    }

    Mark mark() {
        return new Mark(watermark, skewed.get());
    }

    /** Forgets the rows since the mark, which nobody has taken. */
    void reset(Mark mark) {
        watermark = mark.watermark();
        skewed.set(mark.skewed());
    }

    /** Takes an explicit watermark, without delay and guard. */
    void advance(long micros) {
        watermark = Math.max(watermark, micros);
    }

    /** The watermark, {@link Watermark#UNSET} before the first. */
    long watermark() {
        return watermark;
    }

    /** Rows that were too far ahead to move the watermark. */
    long skewed() {
        return skewed.get();
    }
}
