package io.penstock.stream;

import io.penstock.stream.data.Schema;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The rows that a source, stream or view emits from now on. Rows wait in a bounded queue; when it is full the stream
 * waits too, and then its sources: a reader that does not read slows the writers, and loses nothing. Thread-safe; each
 * row goes to one reader.
 *
 * <p>How it ends: {@link #close} and the database's close let the reader have what waits in the queue and then end
 * quietly (empty). {@link #cancel} ends at once with code 402; a dropped stream with 501; a failed one with 500 and the
 * failure as cause. {@link #end} tells which it was.
 *
 * @param <T> {@link Row}, a record, or a {@link Change} of either
 */
public interface Subscription<T> extends AutoCloseable, Iterable<T> {
    /** The name of what is subscribed to. */
    String name();

    /** The columns, known before the first row. */
    Schema schema();

    /**
     * The next row, waiting at most {@code timeout}; empty when the subscription has ended quietly.
     *
     * @throws StreamException 502 when no row came in time; 402, 500, 501 as the class says
     */
    Optional<T> next(Duration timeout);

    /** The asynchronous twin of {@link #next}; cancelling the future gives up the wait and loses no row. */
    CompletionStage<Optional<T>> nextAsync(Duration timeout);

    /** The next row if one is there. */
    Optional<T> poll();

    /** The rows that are there, at most {@code max}. */
    List<T> poll(int max);

    /** Waits for each row without a limit until the subscription ends. */
    @Override
    Iterator<T> iterator();

    /** Whether more rows can come. */
    boolean isActive();

    /** Why it has ended; empty while it has not. */
    Optional<StreamError> end();

    /** Drops what waits and ends with code 402. Idempotent. */
    void cancel();

    /** Ends quietly after what waits. Idempotent. */
    @Override
    void close();
}
