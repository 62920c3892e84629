package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.cql.StatementBuilder;
import io.penstock.Blocking;
import io.penstock.Deadline;
import io.penstock.Limit;
import io.penstock.Time;
import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.Consistency;
import io.penstock.documents.driver.CqlBatch;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.observe.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The Apache Cassandra Java driver as a {@link CqlDriver}; the same code runs on the ScyllaDB fork, which has the same
 * classes. Thread-safe.
 *
 * <p>A statement with values is prepared once and kept within {@link ApacheLimits#preparedMax}; one without, such as a
 * schema change, is sent as text.
 */
public final class ApacheDriver implements CqlDriver {
    static {
        Blocking.refuseOn(thread -> thread.getName().startsWith(DriverConfig.THREAD_PREFIX));
    }

    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);
    private static final Duration PREPARE_TIMEOUT = Duration.ofSeconds(10);

    private final CqlSession session;
    private final boolean owned;
    private final Time time;
    private final Limit inFlight;
    private final PreparedCache<Prepared> prepared;
    private final Metrics.Gauge preparedGauge;
    private final AtomicLong preparations = new AtomicLong();

    ApacheDriver(CqlSession session, boolean owned, ApacheLimits limits, Metrics metrics, Time time) {
        this.session = session;
        this.owned = owned;
        this.time = time;
        int perConnection = session.getContext()
                .getConfig()
                .getDefaultProfile()
                .getInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS);
        this.inFlight = new Limit("requestsPerConnectionMax", perConnection, "requests");
        Metrics.Counter evictions = metrics.counter("documents.prepared.evictions");
        this.prepared = new PreparedCache<>(limits.preparedMax().max(), this::prepare, evictions::increment);
        this.preparedGauge = metrics.gauge("documents.prepared.statements", prepared::size);
    }

    /** Settings of a new connection. */
    public static ApacheDriverBuilder builder() {
        return new ApacheDriverBuilder();
    }

    /**
     * A driver on a session that the application has and keeps: closing this does not close it. A caller in a named
     * module requires the Apache driver itself.
     */
    public static ApacheDriver over(CqlSession session) {
        return new ApacheDriver(session, false, ApacheLimits.DEFAULT, Metrics.none(), Time.system());
    }

    /** What the names of its threads begin with. */
    String sessionName() {
        return session.getName();
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public CompletableFuture<CqlPage> execute(CqlRequest request) {
        Exchange exchange = new Exchange(request, inFlight);
        try {
            switch (request) {
                case CqlStatement statement when statement.values().isEmpty() -> sendText(exchange, statement);
                case CqlStatement statement -> sendPrepared(exchange, statement, true);
                case CqlBatch batch -> sendBatch(exchange, batch);
            }
        } catch (RuntimeException failed) {
            exchange.fail(failed);
        }
        return exchange;
    }

    private void sendText(Exchange exchange, CqlStatement statement) {
        exchange.sent(run(SimpleStatement.builder(statement.cql()), statement.options()), this::page, error -> false);
    }

    private void sendPrepared(Exchange exchange, CqlStatement statement, boolean mayRetry) {
        CompletableFuture<Prepared> found = prepared.get(statement.cql());
        if (found.isDone() && !found.isCompletedExceptionally()) {
            sendBound(exchange, statement, found.join(), mayRetry);
            return;
        }
        failAtDeadline(exchange, statement.options().deadline());
        var unused = found.whenComplete((ready, error) -> {
            if (error != null) {
                exchange.fail(error);
            } else if (!exchange.isDone()) {
                exchange.guard(() -> sendBound(exchange, statement, ready, mayRetry));
            }
        });
    }

    private void sendBound(Exchange exchange, CqlStatement statement, Prepared ready, boolean mayRetry) {
        CompletionStage<AsyncResultSet> answer = run(ready.bind(statement.values()), statement.options());
        exchange.sent(
                answer, result -> ready.result().fits(result) ? ready.result().page(result) : page(result), error -> {
                    if (!mayRetry || !ApacheErrors.isStale(error)) {
                        return false;
                    }
                    // The table was dropped and made again. Nothing ran, so preparing anew and sending again is safe.
                    prepared.forget(statement.cql(), ready);
                    exchange.guard(() -> sendPrepared(exchange, statement, false));
                    return true;
                });
    }

    private void sendBatch(Exchange exchange, CqlBatch batch) {
        List<CompletableFuture<Prepared>> all = new ArrayList<>();
        batch.statements().forEach(statement -> all.add(prepared.get(statement.cql())));
        failAtDeadline(exchange, batch.options().deadline());
        var unused = CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
                .whenComplete((ignored, error) -> {
                    if (error != null) {
                        exchange.fail(error);
                    } else if (!exchange.isDone()) {
                        exchange.guard(() -> sendBoundBatch(exchange, batch, all));
                    }
                });
    }

    private void sendBoundBatch(Exchange exchange, CqlBatch batch, List<CompletableFuture<Prepared>> all) {
        BatchStatementBuilder builder = BatchStatement.builder(
                switch (batch.type()) {
                    case LOGGED -> DefaultBatchType.LOGGED;
                    case UNLOGGED -> DefaultBatchType.UNLOGGED;
                    case COUNTER -> DefaultBatchType.COUNTER;
                });
        for (int i = 0; i < all.size(); i++) {
            builder.addStatement(
                    all.get(i).join().boundTo(batch.statements().get(i).values()));
        }
        exchange.sent(run(builder, batch.options()), this::page, error -> false);
    }

    private CompletionStage<AsyncResultSet> run(StatementBuilder<?, ?> builder, RequestOptions options) {
        options.consistency().ifPresent(level -> builder.setConsistencyLevel(level(level)));
        options.serialConsistency().ifPresent(level -> builder.setSerialConsistencyLevel(level(level)));
        options.pageSize().ifPresent(builder::setPageSize);
        options.pagingState().ifPresent(builder::setPagingState);
        builder.setIdempotence(options.idempotent());
        if (options.deadline().isSet()) {
            long left = options.deadline().remainingNanos(time);
            if (left == 0) {
                throw ApacheErrors.deadlinePassed();
            }
            builder.setTimeout(Duration.ofNanos(left));
        }
        return session.executeAsync((Statement<?>) builder.build());
    }

    private static ConsistencyLevel level(Consistency level) {
        return switch (level) {
            case ANY -> ConsistencyLevel.ANY;
            case ONE -> ConsistencyLevel.ONE;
            case TWO -> ConsistencyLevel.TWO;
            case THREE -> ConsistencyLevel.THREE;
            case QUORUM -> ConsistencyLevel.QUORUM;
            case ALL -> ConsistencyLevel.ALL;
            case LOCAL_ONE -> ConsistencyLevel.LOCAL_ONE;
            case LOCAL_QUORUM -> ConsistencyLevel.LOCAL_QUORUM;
            case EACH_QUORUM -> ConsistencyLevel.EACH_QUORUM;
            case SERIAL -> ConsistencyLevel.SERIAL;
            case LOCAL_SERIAL -> ConsistencyLevel.LOCAL_SERIAL;
        };
    }

    private CqlPage page(AsyncResultSet result) {
        return new ResultShape(
                        result.getColumnDefinitions(),
                        session.getContext().getCodecRegistry(),
                        session.getContext().getProtocolVersion())
                .page(result);
    }

    private CompletableFuture<Prepared> prepare(String cql) {
        // The driver keeps a cache of its own, keyed by the statement's settings too. A timeout that differs each time
        // passes by it, so that a statement forgotten as stale is really prepared anew.
        Duration timeout = PREPARE_TIMEOUT.plusNanos(preparations.incrementAndGet());
        SimpleStatement statement = SimpleStatement.newInstance(cql).setTimeout(timeout);
        return session.prepareAsync(statement)
                .thenApply(ready -> new Prepared(ready, session))
                .toCompletableFuture();
    }

    /** For the wait before the driver has the request and its timeout. */
    private void failAtDeadline(Exchange exchange, Deadline deadline) {
        deadline.remaining(time).ifPresent(left -> {
            Time.Timer timer = time.schedule(left, () -> exchange.fail(ApacheErrors.deadlinePassed()));
            var unused = exchange.whenComplete((page, error) -> timer.cancel());
        });
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
    public void close() {
        preparedGauge.close();
        if (!owned) {
            return;
        }
        try {
            session.closeAsync().toCompletableFuture().get(CLOSE_MAX.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            session.forceCloseAsync();
        } catch (InterruptedException interrupted) {
            session.forceCloseAsync();
            Thread.currentThread().interrupt();
        }
    }
}
