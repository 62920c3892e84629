package io.penstock.stream;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The asynchronous face of a {@link Database}: the same calls, none of which waits. Cancelling a returned future
 * interrupts the work. Thread-safe.
 */
public interface AsyncDatabase {
    /** See {@link Database#execute}. */
    CompletionStage<ExecuteResult> execute(String sql);

    /** See {@link Database#executeAll}. */
    CompletionStage<List<ExecuteResult>> executeAll(String script);

    /** See {@link Database#query(String)}. */
    CompletionStage<QueryResult> query(String sql);

    /** See {@link Database#query(String, Class)}. */
    <R> CompletionStage<List<R>> query(String sql, Class<R> type);

    /**
     * The rows of a source, stream or view as records, with the subscribers' demand as back-pressure. Each subscriber
     * gets a subscription of its own, from its moment on.
     */
    <R> Flow.Publisher<R> publisher(String name, Class<R> type);

    /** The rows with weights, see {@link #publisher}. */
    <R> Flow.Publisher<Change<R>> changes(String name, Class<R> type);

    /** Completes when all that was pushed has been worked off, see {@link Database#awaitQuiescent}. */
    CompletionStage<Void> quiescent();

    /** See {@link Database#checkpoint}. */
    CompletionStage<Long> checkpoint();

    /** See {@link Database#close}. */
    CompletionStage<Void> close();
}
