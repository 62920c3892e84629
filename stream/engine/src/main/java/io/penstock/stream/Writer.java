package io.penstock.stream;

import io.penstock.stream.data.Schema;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Pushes records into a source. Rows are gathered into batches of at most 1,024 and handed on when a batch is full,
 * after the database's linger time, and by {@link #flush}, {@link #watermark} and {@link #close}. When the streams
 * behind the source cannot keep up, writing waits: that is the back-pressure.
 *
 * <p>The source's watermark follows the rows by its {@code WATERMARK FOR} clause. Thread-safe by a lock; a writer of
 * its own for each thread is faster.
 *
 * @param <R> the record class
 */
public interface Writer<R> extends AutoCloseable {
    /** The source's name. */
    String source();

    Schema schema();

    /**
     * Pushes a record.
     *
     * @throws StreamException 302 when a value does not fit its column (the record is left out, the writer can be used
     *     again), 301 after close and when the source was dropped, 101 from the moment on when the database is being
     *     closed; a row that was taken before is not lost
     */
    void write(R record);

    /**
     * Pushes records, faster than one by one. Errors as for {@link #write}; the records before a bad one are pushed.
     */
    void writeAll(Iterable<? extends R> records);

    /** Hands on what was gathered. */
    void flush();

    /**
     * Flushes, then says that no earlier rows will come. Trusted: it moves the watermark however far ahead it is. A
     * moment before the present watermark changes nothing.
     */
    void watermark(Instant moment);

    /** The source's watermark in microseconds since the epoch; empty while unset. */
    OptionalLong currentWatermark();

    /** Flushes and ends the writer; the source stays. Idempotent. */
    @Override
    void close();
}
