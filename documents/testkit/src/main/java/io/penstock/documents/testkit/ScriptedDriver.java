package io.penstock.documents.testkit;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.ClusterDescription;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlRow;
import io.penstock.documents.driver.DriverDescription;
import io.penstock.documents.driver.PreparedDescription;
import io.penstock.documents.driver.Requirements;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A driver without a database, for unit tests of code that uses documents: it remembers the requests and answers as the
 * test says.
 *
 * <p>A request gets, in this order: the oldest unused answer scripted for its text ({@link #on}), the standing answer
 * for its text ({@link #onEach}), the oldest unused answer scripted for any request ({@link #answer}, {@link #fail}),
 * and else the standing answer, which is an empty page unless {@link #otherwise}, {@link #holdOthers} or
 * {@link #strict} says something else. A test ends with {@link #verifyFulfilled}, which fails when the script was not
 * used up, or when {@link #strict} refused a request. Thread-safe by its own lock; futures complete outside it.
 *
 * <pre>{@code
 * ScriptedDriver driver = new ScriptedDriver()
 *         .strict()
 *         .on("SELECT", ScriptedDriver.page(columns, List.of(ScriptedDriver.row(1, "one"))));
 * Documents documents = Documents.over(driver).open();
 * // … the code under test …
 * assertThat(driver.requests()).hasSize(1);
 * driver.verifyFulfilled();
 * }</pre>
 */
public final class ScriptedDriver implements CqlDriver {
    private final List<CqlRequest> requests = new ArrayList<>();
    private final List<CqlRequest> unexpected = new ArrayList<>();
    private final List<CompletableFuture<CqlPage>> futures = new ArrayList<>();
    private final List<Entry> script = new ArrayList<>();
    private final Set<Capability> capabilities = EnumSet.complementOf(EnumSet.of(
            Capability.SERVER_CANCEL,
            Capability.SHARD_AWARENESS,
            Capability.CLIENT_ROUTES,
            Capability.CLUSTER_METADATA));
    private Function<CqlRequest, CompletableFuture<CqlPage>> standing =
            request -> CompletableFuture.completedFuture(CqlPage.empty());
    private boolean agrees = true;
    private boolean closed;

    /** One line of the script. */
    private record Entry(
            @Nullable String text,
            boolean once,
            String description,
            Function<CqlRequest, CompletableFuture<CqlPage>> answer) {
        boolean fits(CqlRequest request) {
            return text == null || request.cql().contains(text);
        }

        @Override
        public String toString() {
            return (text == null ? "any request" : "a request with '" + text + "'") + " " + description;
        }
    }

    /** The next request that has no answer yet gets this page. */
    public ScriptedDriver answer(CqlPage page) {
        return add(null, true, answers(page), request -> CompletableFuture.completedFuture(page));
    }

    /** The next request that has no answer yet fails. */
    public ScriptedDriver fail(Throwable error) {
        return add(null, true, "fails with " + error, request -> CompletableFuture.failedFuture(error));
    }

    /**
     * One request whose text contains this gets this page; said twice, the second such request gets the second page.
     */
    public ScriptedDriver on(String text, CqlPage page) {
        return add(text, true, answers(page), request -> CompletableFuture.completedFuture(page));
    }

    /** One request whose text contains this fails. */
    public ScriptedDriver on(String text, Throwable error) {
        return add(text, true, "fails with " + error, request -> CompletableFuture.failedFuture(error));
    }

    /** Every request whose text contains this, and that has no answer of its own, gets what this gives; maybe none. */
    public ScriptedDriver onEach(String text, Function<CqlRequest, CqlPage> answer) {
        return add(text, false, "is answered", request -> CompletableFuture.completedFuture(answer.apply(request)));
    }

    private synchronized ScriptedDriver add(
            @Nullable String text,
            boolean once,
            String description,
            Function<CqlRequest, CompletableFuture<CqlPage>> answer) {
        script.add(new Entry(text, once, description, answer));
        return this;
    }

    private static String answers(CqlPage page) {
        return "is answered with " + page.rows().size() + " rows";
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

    /** Requests beyond the script fail, and so does {@link #verifyFulfilled} then. */
    public synchronized ScriptedDriver strict() {
        standing = request -> {
            synchronized (this) {
                unexpected.add(request);
            }
            return CompletableFuture.failedFuture(
                    new AssertionError("no answer is scripted for: " + request.cql() + "\n" + describeScript()));
        };
        return this;
    }

    /** Lacks these: a request that needs one is refused with {@code UNSUPPORTED}. */
    public synchronized ScriptedDriver lacking(Capability... missing) {
        for (Capability capability : missing) {
            capabilities.remove(capability);
        }
        return this;
    }

    /** Whether the nodes agree on the schema from now on. */
    public synchronized ScriptedDriver schemaAgrees(boolean newAgrees) {
        agrees = newAgrees;
        return this;
    }

    /**
     * Fails when an answer of the script was not asked for, or a {@link #strict} driver got a request beyond it.
     *
     * @throws AssertionError with what was scripted and what came
     */
    public synchronized void verifyFulfilled() {
        List<Entry> unused = script.stream().filter(Entry::once).toList();
        if (unused.isEmpty() && unexpected.isEmpty()) {
            return;
        }
        StringBuilder message = new StringBuilder("the script was not fulfilled");
        unused.forEach(entry -> message.append("\n  never came: ").append(entry));
        unexpected.forEach(request -> message.append("\n  was not scripted: ").append(request.cql()));
        message.append("\n  came in all: ")
                .append(
                        requests.isEmpty()
                                ? "nothing"
                                : requests.stream().map(CqlRequest::cql).collect(Collectors.joining("; ")));
        throw new AssertionError(message.toString());
    }

    private synchronized String describeScript() {
        return script.isEmpty()
                ? "the script is used up"
                : script.stream().map(entry -> "  scripted: " + entry).collect(Collectors.joining("\n"));
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
            Optional<Capability> missing = Requirements.missing(request, capabilities);
            if (closed) {
                answer = any -> CompletableFuture.failedFuture(
                        new DocumentsException(DocumentsError.CLOSED, "the scripted driver is closed"));
            } else if (missing.isPresent()) {
                answer = any -> CompletableFuture.failedFuture(Requirements.unsupported(missing.get()));
            } else {
                answer = next(request);
            }
        }
        CompletableFuture<CqlPage> future = answer.apply(request);
        synchronized (this) {
            futures.add(future);
        }
        return future;
    }

    private Function<CqlRequest, CompletableFuture<CqlPage>> next(CqlRequest request) {
        Entry found = find(request, true, true);
        if (found == null) {
            found = find(request, true, false);
        }
        if (found == null) {
            found = find(request, false, true);
        }
        return found == null ? standing : found.answer();
    }

    private @Nullable Entry find(CqlRequest request, boolean byText, boolean once) {
        for (Iterator<Entry> entries = script.iterator(); entries.hasNext(); ) {
            Entry entry = entries.next();
            if ((entry.text() != null) == byText && entry.once() == once && entry.fits(request)) {
                if (once) {
                    entries.remove();
                }
                return entry;
            }
        }
        return null;
    }

    @Override
    public CompletableFuture<PreparedDescription> prepare(String cql) {
        return CompletableFuture.completedFuture(new PreparedDescription(List.of(), List.of(), List.of()));
    }

    @Override
    public synchronized CompletableFuture<Boolean> schemaAgrees() {
        return CompletableFuture.completedFuture(agrees);
    }

    @Override
    public synchronized Set<Capability> capabilities() {
        return Set.copyOf(capabilities);
    }

    @Override
    public DriverDescription description() {
        return new DriverDescription("scripted", "0", "none");
    }

    @Override
    public ClusterDescription cluster() {
        throw Requirements.unsupported(Capability.CLUSTER_METADATA);
    }

    @Override
    public CompletableFuture<Void> closeAsync() {
        closeNow();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void closeNow() {
        closed = true;
    }

    @Override
    public void close() {
        closeNow();
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
