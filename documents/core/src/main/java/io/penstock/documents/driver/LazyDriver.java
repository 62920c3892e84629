package io.penstock.documents.driver;

import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.Deadline;
import io.penstock.PenstockException;
import io.penstock.Time;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A driver that connects at its first use, and from then on is the one that it connected. Thread-safe.
 *
 * <p>Everybody who asks meanwhile shares the one attempt, each within the time limits of its own request, which hold
 * for the wait and the request together. When it fails they all fail with its error, and the next use tries anew.
 * Closed before its first use it never connects; closed while it connects, those who wait fail with {@code CLOSED}, and
 * what connects is closed when it is there.
 *
 * <p>{@link #capabilities}, {@link #description} and {@link #cluster} are known only from the connection: before it
 * they make it and wait for it, and are refused on an I/O thread like every wait.
 */
public final class LazyDriver implements CqlDriver {
    private final Supplier<? extends CompletableFuture<? extends CqlDriver>> connect;
    private final Time time;
    private final Object lock = new Object();
    private @Nullable CompletableFuture<CqlDriver> connecting;
    private @Nullable CompletableFuture<Void> gone;
    private boolean closed;
    private volatile @Nullable CqlDriver driver;

    /**
     * A driver that is not connected yet.
     *
     * @param connect makes the connection; called when the first use comes, and again by a use after it failed
     * @param time where deadlines of those who wait come from
     */
    public LazyDriver(Supplier<? extends CompletableFuture<? extends CqlDriver>> connect, Time time) {
        this.connect = connect;
        this.time = time;
    }

    /** Whether it is connected now. */
    public boolean isConnected() {
        return driver != null;
    }

    @Override
    public CompletableFuture<CqlPage> execute(CqlRequest request) {
        CqlDriver open = driver;
        if (open != null) {
            return open.execute(request);
        }
        CqlRequest bounded = request.withOptions(
                request.options().withDeadline(request.options().until(time)));
        return connected(bounded.options().deadline(), made -> made.execute(bounded));
    }

    @Override
    public CompletableFuture<CqlPage> execute(
            CqlRequest request, BiConsumer<? super @Nullable CqlPage, ? super @Nullable Throwable> receiver) {
        CqlDriver open = driver;
        return open != null ? open.execute(request, receiver) : CqlDriver.super.execute(request, receiver);
    }

    @Override
    public CompletableFuture<PreparedDescription> prepare(String cql) {
        CqlDriver open = driver;
        return open != null ? open.prepare(cql) : connected(Deadline.none(), made -> made.prepare(cql));
    }

    @Override
    public CompletableFuture<Boolean> schemaAgrees() {
        CqlDriver open = driver;
        return open != null ? open.schemaAgrees() : connected(Deadline.none(), CqlDriver::schemaAgrees);
    }

    @Override
    public Set<Capability> capabilities() {
        return connected().capabilities();
    }

    @Override
    public DriverDescription description() {
        return connected().description();
    }

    @Override
    public ClusterDescription cluster() {
        return connected().cluster();
    }

    private CqlDriver connected() {
        CqlDriver open = driver;
        return open != null ? open : Blocking.await(connection().copy());
    }

    private <R> CompletableFuture<R> connected(Deadline deadline, Function<CqlDriver, CompletableFuture<R>> use) {
        Waiting<R> waiting = new Waiting<>();
        if (deadline.isSet()) {
            waiting.endsAt(deadline, time);
        }
        var unused = connection().whenComplete((made, error) -> {
            if (made == null) {
                waiting.completeExceptionally(error);
            } else if (!waiting.isDone()) {
                waiting.runs(use.apply(made));
            }
        });
        return waiting;
    }

    /** The one attempt that runs or has succeeded, or a new one. */
    private CompletableFuture<CqlDriver> connection() {
        CompletableFuture<CqlDriver> attempt;
        synchronized (lock) {
            if (closed) {
                return CompletableFuture.failedFuture(closedError());
            }
            if (connecting != null && !connecting.isCompletedExceptionally()) {
                return connecting;
            }
            attempt = new CompletableFuture<>();
            connecting = attempt;
            gone = new CompletableFuture<>();
        }
        try {
            var unused = connect.get().whenComplete((made, error) -> arrived(attempt, made, error));
        } catch (RuntimeException wrong) {
            arrived(attempt, null, wrong);
        }
        return attempt;
    }

    private void arrived(CompletableFuture<CqlDriver> attempt, @Nullable CqlDriver made, @Nullable Throwable error) {
        CompletableFuture<Void> end;
        synchronized (lock) {
            end = gone;
            if (made != null && !closed) {
                driver = made;
            }
        }
        if (made == null) {
            attempt.completeExceptionally(cause(error));
            end(end);
        } else if (driver == null) {
            attempt.completeExceptionally(closedError());
            var unused = made.closeAsync().whenComplete((ignored, failed) -> end(end));
        } else {
            attempt.complete(made);
        }
    }

    private static void end(@Nullable CompletableFuture<Void> end) {
        if (end != null) {
            end.complete(null);
        }
    }

    private static Throwable cause(@Nullable Throwable error) {
        if (error == null) {
            return new IllegalStateException("connecting gave neither a driver nor an error");
        }
        Throwable inner = error.getCause();
        return error instanceof CompletionException && inner != null ? inner : error;
    }

    private static DocumentsException closedError() {
        return new DocumentsException(
                DocumentsError.CLOSED, "the driver is closed; keep it open for as long as it is used");
    }

    @Override
    public CompletableFuture<Void> closeAsync() {
        CompletableFuture<CqlDriver> waited;
        CompletableFuture<Void> end;
        synchronized (lock) {
            closed = true;
            waited = connecting;
            end = gone;
        }
        CqlDriver open = driver;
        if (open != null) {
            return open.closeAsync();
        }
        if (waited == null || end == null) {
            return CompletableFuture.completedFuture(null);
        }
        waited.completeExceptionally(closedError());
        return end.copy();
    }

    @Override
    public void closeNow() {
        var unused = closeAsync();
        CqlDriver open = driver;
        if (open != null) {
            open.closeNow();
        }
    }

    /** As {@link #closeAsync}; it does not wait for a connection that is being made. */
    @Override
    public void close() {
        CqlDriver open = driver;
        if (open != null) {
            open.close();
        } else {
            closeNow();
        }
    }

    /** A request that waits for the connection, and then is the connected driver's. */
    private static final class Waiting<R> extends CompletableFuture<R> {
        private volatile @Nullable CompletableFuture<R> running;

        void endsAt(Deadline deadline, Time time) {
            Time.Timer timer = time.schedule(Duration.ofNanos(deadline.remainingNanos(time)), () -> {
                if (running == null) {
                    completeExceptionally(new PenstockException(
                            BaseError.DEADLINE_EXCEEDED,
                            "the deadline passed before the connection was made; nothing was sent"));
                }
            });
            var unused = whenComplete((ignored, error) -> timer.cancel());
        }

        void runs(CompletableFuture<R> sent) {
            running = sent;
            if (isCancelled()) {
                sent.cancel(true);
            }
            var unused = sent.whenComplete((page, error) -> {
                if (error != null) {
                    completeExceptionally(cause(error));
                } else {
                    complete(page);
                }
            });
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            CompletableFuture<R> sent = running;
            if (cancelled && sent != null) {
                sent.cancel(mayInterruptIfRunning);
            }
            return cancelled;
        }
    }
}
