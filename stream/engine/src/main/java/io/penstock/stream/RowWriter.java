package io.penstock.stream;

import io.penstock.stream.data.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Pushes rows into a source, column by column: {@code begin().set("symbol", "ACME").set("qty", 10).end()}, or by
 * position for speed. Columns that were not set are NULL. Batches, back-pressure and watermarks are as for
 * {@link Writer}.
 *
 * <p>Confined to one thread: take one for each. (Flushing by time or by a query happens beside it without harm.)
 */
public interface RowWriter extends AutoCloseable {
    /** The source's name. */
    String source();

    Schema schema();

    /** Begins a row. */
    RowWriter begin();

    /** Sets a column from a boxed value; null is NULL. Whole numbers of any width are taken where they fit. */
    RowWriter set(String column, @Nullable Object value);

    /** Sets a column by position, from 0, from a boxed value. */
    RowWriter set(int position, @Nullable Object value);

    /** Sets an integer column. */
    RowWriter setLong(int position, long value);

    /** Sets a REAL or DOUBLE column. */
    RowWriter setDouble(int position, double value);

    /** Sets a VARCHAR column. */
    RowWriter setText(int position, String value);

    /** Sets a BOOLEAN column. */
    RowWriter setBoolean(int position, boolean value);

    /** Sets a TIMESTAMP column from microseconds since the epoch. */
    RowWriter setMicros(int position, long micros);

    /** Sets a TIMESTAMP column; what is finer than microseconds is an error. */
    RowWriter setInstant(int position, Instant value);

    /** Sets a DECIMAL column. */
    RowWriter setDecimal(int position, BigDecimal value);

    /** Completes the row. */
    void end();

    /** Takes back the row that was begun. */
    void abandon();

    /** Pushes a whole row of boxed values in column order. */
    void write(List<? extends @Nullable Object> values);

    /** Hands on what was gathered. */
    void flush();

    /** As {@link Writer#watermark}. */
    void watermark(Instant moment);

    /** As {@link Writer#currentWatermark}. */
    OptionalLong currentWatermark();

    /** Flushes complete rows and ends the writer. Idempotent. */
    @Override
    void close();
}
