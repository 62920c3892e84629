package io.penstock.observe;

import org.jspecify.annotations.Nullable;

/**
 * Told of every operation that an engine runs for the application: one CQL request, one PostgreSQL statement, one
 * ad-hoc query. This is the hook for tracing and slow-query logs. Calls come on the thread that does the work and must
 * return at once; an exception from a listener is dropped. Thread-safe.
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

    /** An operation that has begun. */
    @FunctionalInterface
    interface Span {
        /** The operation ended; {@code error} is null when it succeeded. */
        void ended(Outcome outcome, @Nullable Throwable error);
    }
}
