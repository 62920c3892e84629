package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultProtocolVersion;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.cql.StatementBuilder;
import io.penstock.Limit;
import io.penstock.Time;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.ClusterDescription;
import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.DriverDescription;
import io.penstock.documents.driver.PreparedDescription;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.documents.driver.Requirements;
import io.penstock.observe.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The Apache Cassandra Java driver as a {@link CqlDriver}; the same code runs on the ScyllaDB fork, which has the same
 * classes. Thread-safe.
 *
 * <p>A statement with values is prepared once and kept within {@link ApacheLimits#preparedMax}; one without, such as a
 * schema change, is sent as text. {@code USE} is refused: it would change the meaning of everybody's requests.
 */
public final class ApacheDriver implements CqlDriver {
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);
    private static final Duration PREPARE_TIMEOUT = Duration.ofSeconds(10);
    private static final int BATCH_STATEMENTS_MAX = 65_535;
    /** Between the keyspace and the text in a key of the cache; neither can contain it. */
    private static final char KEYSPACE_END = '\0';

    private final CqlSession session;
    private final Optional<ApacheConfig> config;
    private final Time time;
    private final Limit inFlight;
    private final RunOptions options;
    private final Set<Capability> capabilities;
    private final boolean lacksForRequests;
    private final PreparedCache<Prepared> prepared;
    private final DriverMetrics metrics;
    private final Sending unprepared = new Unprepared();
    private final AtomicLong preparations = new AtomicLong();
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private volatile boolean closed;
    private volatile boolean closedNow;

    ApacheDriver(CqlSession session, Optional<ApacheConfig> config, ApacheLimits limits, Metrics metrics, Time time) {
        this.session = session;
        this.config = config;
        this.time = time;
        this.options = new RunOptions(session, time);
        int perConnection = session.getContext()
                .getConfig()
                .getDefaultProfile()
                .getInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS);
        this.inFlight = new Limit("requestsPerConnectionMax", perConnection, "requests");
        this.capabilities = capabilitiesOf(session);
        this.lacksForRequests = !capabilities.contains(Capability.REQUEST_KEYSPACE);
        Metrics.Counter misses = metrics.counter("documents.prepared.misses");
        Metrics.Counter evictions = metrics.counter("documents.prepared.evictions");
        this.prepared = new PreparedCache<>(
                limits.preparedMax().max(), this::prepareNow, misses::increment, evictions::increment);
        this.metrics = new DriverMetrics(metrics, session, prepared::size);
        IoThreads.mark(session.getName());
        LoadedDriver.report(
                session.getName(), session.getContext().getProtocolVersion().name());
    }

    private static Set<Capability> capabilitiesOf(CqlSession session) {
        EnumSet<Capability> all = EnumSet.complementOf(EnumSet.of(
                Capability.SERVER_CANCEL, Capability.SHARD_AWARENESS, Capability.CLIENT_ROUTES, Capability.SCYLLA_CQL));
        if (!VectorsOfAny.known()) {
            all.remove(Capability.VECTORS_OF_ANY);
        }
        if (session.getContext().getProtocolVersion().getCode() < DefaultProtocolVersion.V5.getCode()) {
            all.remove(Capability.REQUEST_KEYSPACE);
        }
        return Set.copyOf(all);
    }

    /** Tables or types changed: statements whose server would not say so with its answers are prepared anew. */
    void schemaChanged() {
        if (!capabilities.contains(Capability.REQUEST_KEYSPACE)) {
            prepared.forgetAll();
        }
    }

    /** Settings of a new connection. */
    public static ApacheDriverBuilder builder() {
        IoThreads.refuseBlocking();
        return new ApacheDriverBuilder();
    }

    /**
     * A driver on a session that the application has and keeps: closing this refuses later requests, and leaves the
     * session open for its owner to close. A caller in a named module requires the Apache driver itself.
     *
     * @throws DocumentsException {@code DRIVER_CONFLICT} when two libraries of the driver are loaded
     */
    public static ApacheDriver over(CqlSession session) {
        LoadedDriver.refuseTwo(CqlSession.class.getClassLoader());
        return new ApacheDriver(session, Optional.empty(), ApacheLimits.DEFAULT, Metrics.none(), Time.system());
    }

    /** The settings it was connected with; empty when it is over the application's own session. */
    public Optional<ApacheConfig> config() {
        return config;
    }

    /** What the names of its threads begin with. */
    String sessionName() {
        return session.getName();
    }

    CqlSession session() {
        return session;
    }

    Limit inFlight() {
        return inFlight;
    }

    DriverMetrics metrics() {
        return metrics;
    }

    boolean isClosedNow() {
        return closedNow;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public DriverDescription description() {
        return new DriverDescription(
                LoadedDriver.name(),
                LoadedDriver.version(),
                session.getContext().getProtocolVersion().name());
    }

    @Override
    public ClusterDescription cluster() {
        return new ApacheCluster(session.getMetadata());
    }

    @Override
    public CompletableFuture<CqlPage> execute(CqlRequest request) {
        return send(new Exchange(this, request, null));
    }

    @Override
    public CompletableFuture<CqlPage> execute(
            CqlRequest request, BiConsumer<? super @Nullable CqlPage, ? super @Nullable Throwable> receiver) {
        return send(new Exchange(this, request, receiver));
    }

    private Exchange send(Exchange exchange) {
        try {
            if (closed) {
                throw ApacheErrors.closed(null);
            }
            if (lacksForRequests) {
                Requirements.check(exchange.request(), capabilities);
            }
            switch (exchange.request()) {
                case CqlStatement statement when statement.values().isEmpty() -> sendText(exchange, statement);
                case CqlStatement statement -> sendPrepared(exchange, statement);
                case CqlBatch batch -> sendBatch(exchange, batch);
            }
        } catch (RuntimeException failed) {
            exchange.fail(failed);
        }
        return exchange;
    }

    private void sendText(Exchange exchange, CqlStatement statement) {
        refuseUse(statement.cql());
        SimpleStatementBuilder text = SimpleStatement.builder(statement.cql());
        statement.options().extras().keyspace().ifPresent(name -> text.setKeyspace(CqlIdentifier.fromInternal(name)));
        exchange.sent(run(text, statement.options()), unprepared);
    }

    private static void refuseUse(String cql) {
        String text = cql.stripLeading();
        if (text.length() > 3 && text.regionMatches(true, 0, "USE", 0, 3) && Character.isWhitespace(text.charAt(3))) {
            throw new DocumentsException(
                    DocumentsError.INVALID_REQUEST,
                    "USE would change the keyspace of every request of this driver; name it for one request with"
                            + " RequestExtras.withKeyspace, or build a driver with keyspace(…)");
        }
    }

    private static String key(String cql, RequestOptions options) {
        Optional<String> keyspace = options.extras().keyspace();
        return keyspace.isEmpty() ? cql : keyspace.get() + KEYSPACE_END + cql;
    }

    private void sendPrepared(Exchange exchange, CqlStatement statement) {
        CompletableFuture<Prepared> found = prepared.get(key(statement.cql(), statement.options()));
        if (isReady(found)) {
            sendBound(exchange, statement, found.join());
            return;
        }
        CqlStatement waiting = (CqlStatement) failAtDeadline(exchange);
        var unused = found.whenComplete((ready, error) -> {
            if (error != null) {
                exchange.fail(error);
            } else if (!exchange.isDone()) {
                exchange.guard(() -> sendBound(exchange, waiting, ready));
            }
        });
    }

    private static boolean isReady(CompletableFuture<?> prepared) {
        return prepared.isDone() && !prepared.isCompletedExceptionally();
    }

    private void sendBound(Exchange exchange, CqlStatement statement, Prepared ready) {
        CompletionStage<AsyncResultSet> answer;
        try {
            answer = run(ready.bind(statement), statement.options());
        } catch (DocumentsException misfit) {
            if (mayBeStale(misfit) && isPreparedAgain(exchange, ready)) {
                return;
            }
            throw misfit;
        }
        exchange.sent(answer, ready);
    }

    /** Prepares a statement anew and sends it, unless that was done already. */
    boolean isPreparedAgain(Exchange exchange, Prepared stale) {
        if (!exchange.mayBeSentAgain()) {
            return false;
        }
        CqlStatement statement = (CqlStatement) exchange.request();
        prepared.forget(key(statement.cql(), statement.options()), stale);
        exchange.guard(() -> sendPrepared(exchange, statement));
        return true;
    }

    /** Values that do not fit a statement may fit the table as it is now: it may have changed since. */
    private static boolean mayBeStale(DocumentsException misfit) {
        return misfit.error() == DocumentsError.WRONG_TYPE || misfit.error() == DocumentsError.WRONG_VALUES;
    }

    private void sendBatch(Exchange exchange, CqlBatch batch) {
        if (batch.statements().size() > BATCH_STATEMENTS_MAX) {
            throw new DocumentsException(
                    DocumentsError.INVALID_REQUEST,
                    "a batch has at most " + BATCH_STATEMENTS_MAX + " statements, got "
                            + batch.statements().size() + "; split it");
        }
        List<CompletableFuture<Prepared>> all =
                new ArrayList<>(batch.statements().size());
        boolean ready = true;
        for (CqlStatement statement : batch.statements()) {
            CompletableFuture<Prepared> found = prepared.get(key(statement.cql(), batch.options()));
            all.add(found);
            ready &= isReady(found);
        }
        if (ready) {
            sendBoundBatch(exchange, batch, all);
            return;
        }
        CqlBatch waiting = (CqlBatch) failAtDeadline(exchange);
        var unused = CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
                .whenComplete((ignored, error) -> {
                    if (error != null) {
                        exchange.fail(error);
                    } else if (!exchange.isDone()) {
                        exchange.guard(() -> sendBoundBatch(exchange, waiting, all));
                    }
                });
    }

    private void sendBoundBatch(Exchange exchange, CqlBatch batch, List<CompletableFuture<Prepared>> all) {
        CompletionStage<AsyncResultSet> answer;
        try {
            answer = run(bound(batch, all), batch.options());
        } catch (DocumentsException misfit) {
            if (mayBeStale(misfit) && isPreparedAgain(exchange, all)) {
                return;
            }
            throw misfit;
        }
        exchange.sent(answer, new BoundBatch(all));
    }

    private boolean isPreparedAgain(Exchange exchange, List<CompletableFuture<Prepared>> all) {
        if (!exchange.mayBeSentAgain()) {
            return false;
        }
        CqlBatch batch = (CqlBatch) exchange.request();
        for (int i = 0; i < all.size(); i++) {
            prepared.forget(
                    key(batch.statements().get(i).cql(), batch.options()),
                    all.get(i).join());
        }
        exchange.guard(() -> sendBatch(exchange, batch));
        return true;
    }

    private static BatchStatementBuilder bound(CqlBatch batch, List<CompletableFuture<Prepared>> all) {
        BatchStatementBuilder builder = BatchStatement.builder(
                switch (batch.type()) {
                    case LOGGED -> DefaultBatchType.LOGGED;
                    case UNLOGGED -> DefaultBatchType.UNLOGGED;
                    case COUNTER -> DefaultBatchType.COUNTER;
                });
        batch.options().extras().keyspace().ifPresent(name -> builder.setKeyspace(CqlIdentifier.fromInternal(name)));
        for (int i = 0; i < all.size(); i++) {
            builder.addStatement(all.get(i).join().boundTo(batch.statements().get(i)));
        }
        return builder;
    }

    private CompletionStage<AsyncResultSet> run(StatementBuilder<?, ?> builder, RequestOptions run) {
        options.carry(run, builder);
        return session.executeAsync((Statement<?>) builder.build());
    }

    ResultShape shape(AsyncResultSet result) {
        return new ResultShape(
                result.getColumnDefinitions(),
                session.getContext().getCodecRegistry(),
                session.getContext().getProtocolVersion());
    }

    @Override
    public CompletableFuture<PreparedDescription> prepare(String cql) {
        CompletableFuture<PreparedDescription> described = new CompletableFuture<>();
        if (closed) {
            described.completeExceptionally(ApacheErrors.closed(null));
            return described;
        }
        var unused = prepared.get(cql).whenComplete((ready, error) -> {
            if (error != null) {
                described.completeExceptionally(ApacheErrors.onRequest(error, CqlStatement.of(cql), inFlight));
            } else {
                described.complete(ready.description());
            }
        });
        return described;
    }

    private CompletableFuture<Prepared> prepareNow(String key) {
        // The driver keeps a cache of its own, keyed by the statement's settings too. A timeout that differs each time
        // passes by it, so that a statement forgotten as stale is really prepared anew.
        Duration timeout = PREPARE_TIMEOUT.plusNanos(preparations.incrementAndGet());
        int end = key.indexOf(KEYSPACE_END);
        SimpleStatement text = SimpleStatement.newInstance(key.substring(end + 1));
        SimpleStatement statement =
                end < 0 ? text : text.setKeyspace(CqlIdentifier.fromInternal(key.substring(0, end)));
        return session.prepareAsync(statement.setTimeout(timeout))
                .thenApply(ready -> new Prepared(ready, this))
                .toCompletableFuture();
    }

    /** For the wait before the driver has the request and its timeout. */
    private CqlRequest failAtDeadline(Exchange exchange) {
        CqlRequest waiting = exchange.waits(time);
        waiting.options().deadline().remaining(time).ifPresent(left -> {
            Time.Timer timer = time.schedule(left, () -> exchange.fail(ApacheErrors.deadlinePassed()));
            var unused = exchange.whenComplete((page, error) -> timer.cancel());
        });
        return waiting;
    }

    @Override
    public CompletableFuture<Boolean> schemaAgrees() {
        CompletableFuture<Boolean> agrees = new CompletableFuture<>();
        session.checkSchemaAgreementAsync().whenComplete((answer, error) -> {
            if (error != null) {
                agrees.completeExceptionally(
                        ApacheErrors.onRequest(error, CqlStatement.of("schema agreement"), inFlight));
            } else {
                agrees.complete(answer);
            }
        });
        return agrees;
    }

    @Override
    public CompletableFuture<Void> closeAsync() {
        if (begunClosing()) {
            if (config.isEmpty()) {
                closing.complete(null);
            } else {
                session.closeAsync().whenComplete((ignored, error) -> closing.complete(null));
            }
        }
        return closing.copy();
    }

    @Override
    public void closeNow() {
        closedNow = true;
        boolean first = begunClosing();
        if (config.isEmpty()) {
            closing.complete(null);
            return;
        }
        CompletionStage<Void> forced = session.forceCloseAsync();
        if (first) {
            forced.whenComplete((ignored, error) -> closing.complete(null));
        }
    }

    private synchronized boolean begunClosing() {
        boolean first = !closed;
        closed = true;
        if (first) {
            metrics.close();
            IoThreads.unmark(session.getName());
        }
        return first;
    }

    @Override
    public void close() {
        try {
            closeAsync().get(CLOSE_MAX.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            closeNow();
        } catch (InterruptedException interrupted) {
            closeNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Text, which is not prepared and so never stale. */
    private class Unprepared implements Sending {
        @Override
        public CqlPage page(AsyncResultSet result) {
            return shape(result).page(result);
        }

        @Override
        public boolean isSentAgain(Exchange exchange, Throwable error) {
            return false;
        }
    }

    /** Prepared statements in a batch, sent again like one. */
    private final class BoundBatch extends Unprepared {
        private final List<CompletableFuture<Prepared>> all;

        BoundBatch(List<CompletableFuture<Prepared>> all) {
            this.all = all;
        }

        @Override
        public boolean isSentAgain(Exchange exchange, Throwable error) {
            return ApacheErrors.isStale(error) && isPreparedAgain(exchange, all);
        }
    }
}
