package io.penstock.stream.internal;

import io.penstock.stream.Writer;
import io.penstock.stream.data.Schema;
import java.time.Instant;
import java.util.OptionalLong;

/** A writer of records. Thread-safe by the lock of its rows. */
final class RecordWriter<R> implements Writer<R> {
    private final RowGathering rows;
    private final RecordAppender<R> appender;

    RecordWriter(RowGathering rows, Class<R> type) {
        this.rows = rows;
        this.appender = RecordAppender.of(type, rows.builder(), rows.source().name());
    }

    @Override
    public String source() {
        return rows.source().name();
    }

    @Override
    public Schema schema() {
        return rows.source().schema();
    }

    @Override
    public void write(R record) {
        rows.lock();
        try {
            rows.requireOpen();
            appender.append(record);
            rows.rowEnded();
        } finally {
            rows.unlock();
        }
    }

    @Override
    public void writeAll(Iterable<? extends R> records) {
        rows.lock();
        try {
            rows.requireOpen();
            appender.requireGiven(records, "an Iterable");
            for (R record : records) {
                appender.append(record);
                rows.rowEnded();
            }
        } finally {
            rows.unlock();
        }
    }

    @Override
    public void flush() {
        rows.lock();
        try {
            rows.requireOpen();
            rows.flush();
        } finally {
            rows.unlock();
        }
    }

    @Override
    public void watermark(Instant moment) {
        rows.watermark(moment);
    }

    @Override
    public OptionalLong currentWatermark() {
        return rows.currentWatermark();
    }

    @Override
    public void close() {
        rows.close();
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
