package io.penstock.stream.internal;

import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.Deadline;
import io.penstock.PenstockException;
import io.penstock.Time;
import io.penstock.stream.AsyncDatabase;
import io.penstock.stream.CatalogView;
import io.penstock.stream.Change;
import io.penstock.stream.Database;
import io.penstock.stream.DatabaseMetrics;
import io.penstock.stream.ExecuteResult;
import io.penstock.stream.Health;
import io.penstock.stream.QueryResult;
import io.penstock.stream.Row;
import io.penstock.stream.RowWriter;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.Subscription;
import io.penstock.stream.SubscriptionListener;
import io.penstock.stream.Writer;
import io.penstock.stream.sql.ParsedStatement;
import io.penstock.stream.sql.Relation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The one database there is: everything in this process. Thread-safe by its parts. */
public final class EmbeddedDatabase implements Database {
    private final DatabaseConfig config;
    private final @Nullable Storage storage;
    private final Graph graph;
    private final Subscriptions subscriptions;
    private final Checkpoints checkpoints;
    private final Ddl ddl;
    private final Statements statements;
    private final Readings readings;
    private final AsyncDatabase async;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> closing = new CompletableFuture<>();

    private EmbeddedDatabase(DatabaseConfig config, @Nullable Storage storage) {
        this.config = config;
        this.storage = storage;
        long epoch = storage == null ? 0 : storage.manifest().epoch();
        this.graph = new Graph(config, epoch);
        this.subscriptions =
                new Subscriptions(config.limits().subscriptionRowsMax().max());
        this.checkpoints = new Checkpoints(graph, storage, config, this::whatIsSlow);
        this.ddl = new Ddl(config, graph, subscriptions, checkpoints);
        this.statements = new Statements(config, graph, ddl, checkpoints, new CatchUp(config, graph, this::whatIsSlow));
        this.readings = new Readings(graph, checkpoints, config.time());
        this.async = new VirtualDatabase(this);
    }

    /** Opens a database; errors as for {@link Database#open(java.nio.file.Path)}. */
    public static Database open(DatabaseConfig config) {
        if (config.directory() == null) {
            return new EmbeddedDatabase(config, null);
        }
        Storage storage = Storage.open(config.directory(), config.time().now());
        EmbeddedDatabase database = new EmbeddedDatabase(config, storage);
        try {
            database.restore(storage);
            return database;
        } catch (RuntimeException failed) {
            database.closed.set(true);
            database.stopAll();
            throw failed;
        }
    }

    private void restore(Storage from) {
        Map<Long, SavedNode> state = from.readState();
        // The state may hold objects that were dropped since; a new one must not come by theirs.
        state.keySet().forEach(ddl::numberAbove);
        for (NodeId object : from.manifest().objects()) {
            try {
                statements.restore(object, state.get(object.number()));
            } catch (RuntimeException failed) {
                throw new StreamException(
                        StreamError.RECOVERY_FAILED,
                        from.directory() + ": " + object.kind().words() + " '" + object.name()
                                + "' cannot be restored: " + failed.getMessage(),
                        failed);
            }
        }
        if (graph.all().stream().anyMatch(graph::readsView)) {
            graph.greetReaders();
        }
    }

    private void requireOpen() {
        if (closed.get()) {
            throw Failures.closed();
        }
    }

    @Override
    public ExecuteResult execute(String sql) {
        requireOpen();
        return statements.execute(statements.parseOne(sql));
    }

    @Override
    public List<ExecuteResult> executeAll(String script) {
        requireOpen();
        List<ExecuteResult> results = new ArrayList<>();
        Iterator<ParsedStatement> parsed = statements.parse(script);
        while (parsed.hasNext()) {
            requireOpen();
            results.add(statements.execute(parsed.next()));
        }
        return results;
    }

    @Override
    public QueryResult query(String sql) {
        requireOpen();
        return statements.query(statements.parseOne(sql));
    }

    @Override
    public <R> List<R> query(String sql, Class<R> type) {
        return query(sql).toRecords(type);
    }

    @Override
    public AsyncDatabase async() {
        return async;
    }

    @Override
    public <R> Writer<R> writer(String source, Class<R> type) {
        requireOpen();
        return new RecordWriter<>(gathering(source, type), type);
    }

    private RowGathering gathering(String source, @Nullable Class<?> type) {
        SourceNode node = graph.source(source);
        if (type != null) {
            RecordAppender.check(type, node.schema(), source);
        }
        return new RowGathering(node, config.time(), config.limits().linger());
    }

    @Override
    public RowWriter writer(String source) {
        requireOpen();
        return new ColumnRowWriter(gathering(source, null));
    }

    @Override
    public Subscription<Row> subscribe(String name) {
        return open(appendOnly(name), RowDecoder.rows());
    }

    @Override
    public <R> Subscription<R> subscribe(String name, Class<R> type) {
        return openRecords(name, type);
    }

    <R> NodeSubscription<R> openRecords(String name, Class<R> type) {
        Node.Live node = appendOnly(name);
        return open(node, records(node, type));
    }

    @Override
    public Subscription<Change<Row>> subscribeChanges(String name) {
        requireOpen();
        return open(graph.live(name), RowDecoder.changes(RowDecoder.rows()));
    }

    @Override
    public <R> Subscription<Change<R>> subscribeChanges(String name, Class<R> type) {
        return openChanges(name, type);
    }

    <R> NodeSubscription<Change<R>> openChanges(String name, Class<R> type) {
        requireOpen();
        Node.Live node = graph.live(name);
        return open(node, RowDecoder.changes(records(node, type)));
    }

    @Override
    public <R> Subscription<R> subscribe(String name, Class<R> type, SubscriptionListener<? super R> listener) {
        Subscription<R> subscription = subscribe(name, type);
        Subscriptions.listen(subscription, listener);
        return subscription;
    }

    private <T> NodeSubscription<T> open(Node.Live node, RowDecoder<T> decoder) {
        NodeSubscription<T> subscription =
                subscriptions.open(node, decoder, graph.barriers().epoch());
        // From here on whoever ends the relation sees the subscription; what ended it before did not.
        node.failure().ifPresent(failure -> subscriptions.failed(node, failure));
        if (!node.equals(graph.get(node.name()))) {
            subscriptions.dropped(node);
        }
        if (closed.get()) {
            subscription.close();
            throw Failures.closed();
        }
        return subscription;
    }

    private static <R> RowDecoder<R> records(Node.Live node, Class<R> type) {
        RecordReader<R> reader =
                RecordReader.of(type, node.relation().schema(), node.id().kind().words() + " " + node.name());
        return reader::read;
    }

    private Node.Live appendOnly(String name) {
        requireOpen();
        Node.Live node = graph.live(name);
        if (node.relation() instanceof Relation.Stream stream && stream.changelog()) {
            throw new StreamException(
                    StreamError.SUBSCRIPTION_FAILED,
                    name + " is a changelog, whose rows mean nothing without their weights; use subscribeChanges()");
        }
        return node;
    }

    @Override
    public CatalogView catalog() {
        requireOpen();
        return readings.catalog();
    }

    @Override
    public DatabaseMetrics metrics() {
        requireOpen();
        return readings.metrics();
    }

    @Override
    public Health health() {
        requireOpen();
        return readings.health();
    }

    @Override
    public Optional<String> metric(String name) {
        return MetricNames.value(metrics(), name);
    }

    @Override
    public long checkpoint() {
        return Blocking.await(async.checkpoint());
    }

    long takeCheckpoint() throws InterruptedException {
        requireOpen();
        return checkpoints.take();
    }

    @Override
    public void awaitQuiescent(Duration timeout) {
        awaitQuiescent(Deadline.after(timeout, config.time()));
    }

    @Override
    public void awaitQuiescent(Deadline deadline) {
        requireOpen();
        try {
            Blocking.await(quiescent(), deadline, config.time());
        } catch (PenstockException late) {
            if (late.code() != BaseError.DEADLINE_EXCEEDED) {
                throw late;
            }
            throw new StreamException(
                    BaseError.DEADLINE_EXCEEDED,
                    "the deadline passed before everything pushed was worked off; " + whatIsSlow(),
                    late);
        }
    }

    private String whatIsSlow() {
        List<String> slow = subscriptions.slow();
        List<String> retrying = health().problems().stream()
                .map(part -> part.kind().words() + " " + part.name() + " (" + part.status() + ")")
                .toList();
        if (!slow.isEmpty()) {
            return "subscribers of " + String.join(", ", slow) + " do not read, and their queues are full";
        }
        return retrying.isEmpty() ? "all parts run" : "these do not run: " + String.join(", ", retrying);
    }

    /** Completes when all that was pushed has been worked off; fails when a part has failed. */
    CompletableFuture<Void> quiescent() {
        return VirtualCalls.start("quiescent", () -> {
            graph.failure().ifPresent(EmbeddedDatabase::rethrow);
            workOff();
            graph.failure().ifPresent(EmbeddedDatabase::rethrow);
            return null;
        });
    }

    /** Waits until every part that runs has worked off what was pushed before. */
    private @Nullable Void workOff() throws InterruptedException, ExecutionException {
        Barriers.Round round = graph.inject(false, new ConcurrentHashMap<>());
        try {
            return round.done().get();
        } finally {
            graph.barriers().abandon(round);
        }
    }

    private static void rethrow(PenstockException failure) {
        throw failure.copy();
    }

    @Override
    public Time time() {
        return config.time();
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            Blocking.await(closing);
            return;
        }
        PenstockException failure = null;
        try {
            subscriptions.unbound();
            graph.all(SourceNode.class).forEach(SourceNode::end);
            failure = drain();
        } finally {
            stopAll();
            closing.complete(null);
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Works off what was pushed, into a last checkpoint if there is a directory; returns why that did not succeed. */
    private @Nullable PenstockException drain() {
        CompletableFuture<?> drained = checkpoints.isEnabled()
                ? VirtualCalls.start("close", this::lastCheckpoint)
                : VirtualCalls.start("close", this::workOff);
        Duration timeout = config.limits().closeTimeout();
        try {
            drained.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (TimeoutException late) {
            drained.cancel(true);
            return lost("it took longer than closeTimeout = " + timeout, late);
        } catch (InterruptedException interrupted) {
            drained.cancel(true);
            Thread.currentThread().interrupt();
            return lost("it was interrupted", interrupted);
        } catch (ExecutionException failed) {
            return lost(
                    String.valueOf(
                            failed.getCause() == null
                                    ? failed
                                    : failed.getCause().getMessage()),
                    failed);
        }
    }

    /** When there can be none, the parts that run still work off what they have: a sink writes what waits for it. */
    private @Nullable Void lastCheckpoint() throws InterruptedException, ExecutionException {
        try {
            checkpoints.take();
            return null;
        } catch (PenstockException impossible) {
            workOff();
            throw impossible;
        }
    }

    private PenstockException lost(String why, Throwable cause) {
        String what = checkpoints.isEnabled()
                ? "the last checkpoint could not be stored, so the next open begins with the one before"
                : "not everything pushed was worked off";
        return new StreamException(
                StreamError.CHECKPOINT_FAILED, "the database was closed, but " + what + ": " + why, cause);
    }

    private void stopAll() {
        for (SourceNode source : graph.all(SourceNode.class)) {
            source.close();
        }
        subscriptions.unbound();
        List<Node> nodes = new ArrayList<>(graph.all());
        nodes.reversed().forEach(Node::close);
        subscriptions.shutdown();
        ddl.close();
        if (storage != null) {
            storage.close();
        }
    }
}
