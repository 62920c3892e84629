package io.penstock.stream.internal;

import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.Deadline;
import io.penstock.PenstockException;
import io.penstock.Time;
import io.penstock.Who;
import io.penstock.observe.Metrics;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.spi.Sink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches to a sink and repeats what took too long or failed for reasons outside the process, with growing
 * pauses, until its time is up. Confined to the sink's thread; the readings are thread-safe.
 */
final class SinkWrites {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String name;
    private final Sink sink;
    private final Time time;
    private final Duration timeout;
    private final Duration retryFor;
    private final LongAdder failures = new LongAdder();
    private final Metrics.Counter rowsWritten;
    private final Metrics.Counter rowsDropped;
    private final Metrics.Counter errors;
    private final Metrics.Timer writing;
    private volatile @Nullable PenstockException trouble;

    SinkWrites(String name, Sink sink, DatabaseConfig config) {
        this.name = name;
        this.sink = sink;
        this.time = config.time();
        this.timeout = config.limits().sinkWriteTimeout();
        this.retryFor = config.limits().sinkRetryFor();
        Metrics metrics = config.metrics();
        this.rowsWritten = metrics.counter("stream.sink.rows", "sink", name);
        this.rowsDropped = metrics.counter("stream.sink.dropped", "sink", name);
        this.errors = metrics.counter("stream.sink.errors", "sink", name);
        this.writing = metrics.timer("stream.sink.time", "sink", name);
    }

    /** Notes rows that will not be written. */
    void dropped(long rows) {
        rowsDropped.add(rows);
    }

    Sink sink() {
        return sink;
    }

    /** Writes of this sink that have failed. */
    long failures() {
        return failures.sum();
    }

    /** Why the present write has not succeeded yet. */
    Optional<PenstockException> trouble() {
        return Optional.ofNullable(trouble);
    }

    /**
     * Writes a batch.
     *
     * @throws StreamException 9001 when it could not be written
     */
    void write(Batch batch) throws InterruptedException {
        Deadline deadline = Deadline.after(retryFor, time);
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            long begun = time.nanoTime();
            try {
                Blocking.await(sink.write(batch), Deadline.after(timeout, time), time);
                writing.record(time.nanoTime() - begun);
                rowsWritten.add(batch.size());
                trouble = null;
                return;
            } catch (RuntimeException failed) {
                if (failed instanceof CancellationException && Thread.interrupted()) {
                    throw new InterruptedException("the sink was closed during a write");
                }
                failures.increment();
                errors.increment();
                PenstockException cause = known(failed);
                if (cause.who() != Who.OUTSIDE || deadline.hasPassed(time)) {
                    throw new StreamException(
                            StreamError.EXECUTION_FAILED,
                            "sink " + name + " has stopped after " + attempt + (attempt == 1 ? " try" : " tries") + ": "
                                    + cause.getMessage() + " (code "
                                    + cause.code().code()
                                    + "); rows that come now are dropped. Drop and create the sink to go on",
                            cause);
                }
                trouble = cause;
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private PenstockException known(RuntimeException failed) {
        if (failed instanceof PenstockException late && late.code() == BaseError.DEADLINE_EXCEEDED) {
            return new StreamException(
                    StreamError.EXECUTION_FAILED,
                    "sinkWriteTimeout = " + timeout + " passed before a write of sink " + name
                            + " was done; it was cancelled",
                    late);
        }
        return failed instanceof PenstockException penstock
                ? penstock
                : new StreamException(StreamError.INTERNAL, "unexpected failure of a connector: " + failed, failed);
    }

    private void pause(Duration length) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Time.Timer timer = time.schedule(length, over::countDown);
        try {
            over.await();
        } finally {
            timer.cancel();
        }
    }
}
