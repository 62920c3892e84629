package io.penstock.documents.testkit;

import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlRow;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A driver without a database: it remembers the requests and answers as the test says. Answers are given in the order
 * they were scripted; without one a request gets the standing answer, which is an empty page at first. Thread-safe by
 * its own lock; futures complete outside it.
 */
public final class ScriptedDriver implements CqlDriver {
    private final List<CqlRequest> requests = new ArrayList<>();
    private final List<CompletableFuture<CqlPage>> futures = new ArrayList<>();
    private final Queue<Function<CqlRequest, CompletableFuture<CqlPage>>> script = new ArrayDeque<>();
    private Function<CqlRequest, CompletableFuture<CqlPage>> standing =
            request -> CompletableFuture.completedFuture(CqlPage.empty());
    private boolean closed;

    /** The next request that has no answer yet gets this page. */
    public synchronized ScriptedDriver answer(CqlPage page) {
        script.add(request -> CompletableFuture.completedFuture(page));
        return this;
    }

    /** The next request that has no answer yet fails. */
    public synchronized ScriptedDriver fail(Throwable error) {
        script.add(request -> CompletableFuture.failedFuture(error));
        return this;
    }

    /** Requests beyond the script get what this gives. */
    public synchronized ScriptedDriver otherwise(Function<CqlRequest, CqlPage> answer) {
        standing = request -> CompletableFuture.completedFuture(answer.apply(request));
        return this;
    }

    /** Requests beyond the script stay unanswered until the test completes {@link #futures()}. */
    public synchronized ScriptedDriver holdOthers() {
        standing = request -> new CompletableFuture<>();
        return this;
    }

    /** All requests so far, in order. */
    public synchronized List<CqlRequest> requests() {
        return List.copyOf(requests);
    }

    /** The answers to {@link #requests()}, in the same order, for completing and for seeing what was cancelled. */
    public synchronized List<CompletableFuture<CqlPage>> futures() {
        return List.copyOf(futures);
    }

    /** Whether it was closed. */
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public CompletableFuture<CqlPage> execute(CqlRequest request) {
        Function<CqlRequest, CompletableFuture<CqlPage>> answer;
        synchronized (this) {
            requests.add(request);
            Function<CqlRequest, CompletableFuture<CqlPage>> next = script.poll();
            answer = next == null ? standing : next;
        }
        CompletableFuture<CqlPage> future = answer.apply(request);
        synchronized (this) {
            futures.add(future);
        }
        return future;
    }

    @Override
    public CompletableFuture<Boolean> schemaAgrees() {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** A page of rows, the last one. */
    public static CqlPage page(List<CqlColumn> columns, List<List<@Nullable Object>> rows) {
        return page(columns, rows, null);
    }

    /** A page of rows, with the state from which the next one is read. */
    public static CqlPage page(
            List<CqlColumn> columns, List<List<@Nullable Object>> rows, @Nullable ByteBuffer pagingState) {
        List<CqlRow> all = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            all.add(row::get);
        }
        return new CqlPage(columns, all, Optional.ofNullable(pagingState));
    }

    /** A row; values may be null. */
    public static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }
}
