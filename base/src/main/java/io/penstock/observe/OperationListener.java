package io.penstock.observe;

import io.penstock.PenstockException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Told of every operation that an engine runs for the application: one CQL request, one PostgreSQL statement, one
 * ad-hoc query. This is the hook for tracing, and for slow-query logs by {@link #slowerThan}. Calls come on the thread
 * that does the work and must return at once; an exception from a listener is dropped. Thread-safe.
 */
@FunctionalInterface
public interface OperationListener {
    /** An operation begins. The returned span is told of its end, exactly once. */
    Span started(Operation operation);

    /** Hears nothing. Always the same object, so that an engine can leave out what nobody would hear. */
    static OperationListener none() {
        return NoOperationListener.INSTANCE;
    }

    /**
     * Hears of every operation that took this long or longer, when it has ended: for a log of slow requests. Zero hears
     * of all. What is heard is one line as text.
     *
     * @param heard called on the thread that does the work; must return at once
     */
    static OperationListener slowerThan(Duration threshold, Consumer<Ended> heard) {
        return new SlowOperations(threshold, heard);
    }

    /** Tells several listeners, in this order; what one of them throws, the others do not feel. */
    static OperationListener all(OperationListener... listeners) {
        return new SeveralListeners(List.of(listeners));
    }

    /**
     * What begins.
     *
     * @param engine {@code documents}, {@code postgres} or {@code stream}
     * @param kind what is done, for example {@code select}, {@code batch}, {@code copy}
     * @param statement the statement's text with markers, never with values
     */
    record Operation(String engine, String kind, String statement) {}

    /**
     * How it ended.
     *
     * @param rows rows returned or affected, -1 when unknown
     * @param nanos the time it took
     */
    record Outcome(long rows, long nanos) {}

    /**
     * An operation that has ended, in its text one line with the statement, without values.
     *
     * @param error null when it succeeded
     */
    record Ended(
            Operation operation, Outcome outcome, @Nullable Throwable error) {
        @Override
        public String toString() {
            String ending = error == null
                    ? outcome.rows() < 0 ? "" : ", " + outcome.rows() + (outcome.rows() == 1 ? " row" : " rows")
                    : ", failed: "
                            + (error instanceof PenstockException known
                                    ? known.code().name()
                                    : error.getClass().getName());
            return operation.engine() + " " + operation.kind() + " took "
                    + Duration.ofNanos(outcome.nanos()).toMillis() + " ms" + ending + " ["
                    + operation.statement().replaceAll("\\s+", " ").strip() + "]";
        }
    }

    /** An operation that has begun. */
    @FunctionalInterface
    interface Span {
        /** The operation ended; {@code error} is null when it succeeded. */
        void ended(Outcome outcome, @Nullable Throwable error);
    }
}
