package io.penstock.stream.internal;

import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.Deadline;
import io.penstock.Nearest;
import io.penstock.PenstockException;
import io.penstock.Position;
import io.penstock.Threads;
import io.penstock.stream.ExecuteResult.Created;
import io.penstock.stream.ExecuteResult.Dropped;
import io.penstock.stream.ExecutionMode;
import io.penstock.stream.ObjectKind;
import io.penstock.stream.StreamError;
import io.penstock.stream.StreamException;
import io.penstock.stream.data.Batch;
import io.penstock.stream.plan.PlanNode;
import io.penstock.stream.runtime.Dataflow;
import io.penstock.stream.runtime.DataflowConfig;
import io.penstock.stream.runtime.DataflowSpec;
import io.penstock.stream.spi.Connection;
import io.penstock.stream.spi.Connection.Capability;
import io.penstock.stream.spi.ConnectorError;
import io.penstock.stream.spi.ConnectorException;
import io.penstock.stream.spi.Lookup;
import io.penstock.stream.spi.LookupRequest;
import io.penstock.stream.spi.SinkRequest;
import io.penstock.stream.sql.Relation;
import io.penstock.stream.sql.Statement;
import io.penstock.stream.sql.Statement.IfPresent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out CREATE and DROP. Confined to the DDL lock; streams and sinks report their failures from their threads.
 */
final class Ddl {
    private static final Logger LOG = LoggerFactory.getLogger(Ddl.class);

    private final DatabaseConfig config;
    private final Graph graph;
    private final Subscriptions subscriptions;
    private final Meters meters;
    private final StreamNode.Events streamEvents;
    private final SinkNode.Events sinkEvents;
    private final Runnable changed;
    private long nextNumber = 1;

    Ddl(DatabaseConfig config, Graph graph, Subscriptions subscriptions, Checkpoints checkpoints) {
        this.config = config;
        this.graph = graph;
        this.subscriptions = subscriptions;
        this.meters = new Meters(config.metrics(), graph, subscriptions);
        this.changed = checkpoints::saveCatalog;
        this.streamEvents = new StreamNode.Events(graph.barriers()::arrived, checkpoints::collect, this::streamFailed);
        this.sinkEvents = new SinkNode.Events(checkpoints::collect, graph.barriers()::arrived, this::sinkFailed);
    }

    /**
     * Where an object comes from.
     *
     * @param sql its statement, verbatim
     * @param number its number when it is opened again, else 0
     * @param saved its state when it is opened again
     * @param rows a lookup table's rows, if they have been read already
     */
    record Origin(
            String sql,
            long number,
            @Nullable SavedNode saved,
            @Nullable List<Batch> rows) {
        static Origin fresh(String sql, @Nullable List<Batch> rows) {
            return new Origin(sql, 0, null, rows);
        }

        boolean isRestored() {
            return number > 0;
        }
    }

    /** Removes all gauges. */
    void close() {
        meters.close();
    }

    /** Lets new objects take numbers above this one only. */
    void numberAbove(long number) {
        nextNumber = Math.max(nextNumber, number + 1);
    }

    /** An object that runs, and how it is put to its inputs at an epoch. */
    private record Prepared(Node node, LongConsumer attach) {
        static Prepared alone(Node node) {
            return new Prepared(node, epoch -> {});
        }
    }

    Created createSource(Statement.CreateSource statement, Origin origin) {
        Relation.Source source = statement.source();
        SourceOptions options = SourceOptions.of(source.name(), statement.options(), config.limits());
        return create(
                ObjectKind.SOURCE,
                source.name(),
                statement.ifPresent(),
                origin,
                id -> Prepared.alone(new SourceNode(id, source, options, config, origin.saved())));
    }

    Created createLookup(Statement.CreateLookupTable statement, Origin origin) {
        Relation.LookupTable lookup = statement.lookup();
        return create(ObjectKind.LOOKUP_TABLE, lookup.name(), statement.ifPresent(), origin, id -> {
            List<Batch> rows = origin.rows() == null ? read(statement) : origin.rows();
            return Prepared.alone(new LookupNode(id, lookup, statement.connection(), statement.table(), rows));
        });
    }

    /** Reads a lookup table; needs no lock. */
    List<Batch> read(Statement.CreateLookupTable statement) {
        Relation.LookupTable lookup = statement.lookup();
        Connection connection = connection(statement.connection(), lookup.name(), Capability.SCAN);
        checkOptions(connection, lookup.name(), statement.options());
        Duration timeout = config.limits().lookupTimeout();
        try (Lookup opened = connection.openLookup(new LookupRequest(
                lookup.name(), statement.table(), lookup.schema(), lookup.key(), statement.options()))) {
            List<Batch> rows = Blocking.await(
                    opened.scan(config.limits().lookupRowsMax().max()),
                    Deadline.after(timeout, config.time()),
                    config.time());
            LookupKeys.check(lookup, statement.table(), rows);
            return rows;
        } catch (PenstockException failed) {
            if (failed.code() != BaseError.DEADLINE_EXCEEDED) {
                throw failed;
            }
            throw new StreamException(
                    BaseError.DEADLINE_EXCEEDED,
                    "lookupTimeout = " + timeout + " passed before table " + statement.table() + " of connection '"
                            + statement.connection() + "' had been read",
                    failed);
        }
    }

    Created createStream(Statement.CreateStream statement, Origin origin) {
        Relation.Stream stream = statement.stream();
        ObjectKind kind = stream.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.STREAM;
        return create(kind, stream.name(), statement.ifPresent(), origin, id -> {
            Set<String> reads = new LinkedHashSet<>();
            Map<String, List<Batch>> lookups = new LinkedHashMap<>();
            collect(statement.plan().root(), reads, lookups);
            if (!origin.isRestored()) {
                reads.forEach(name -> requireRunning(graph.get(name)));
            }
            StreamNode node = new StreamNode(
                    id, stream, List.copyOf(reads), config, new StreamNode.Restored(streamEvents, origin.saved()));
            Dataflow dataflow = node.start(spec(statement, lookups, origin.saved()));
            return new Prepared(node, epoch -> attachInputs(node, dataflow, epoch, origin));
        });
    }

    @SuppressWarnings("NullAway") // it does not see the annotation of an array in a record's constructor
    private DataflowSpec spec(
            Statement.CreateStream statement, Map<String, List<Batch>> lookups, @Nullable SavedNode saved) {
        return new DataflowSpec(
                statement.stream().name(),
                statement.plan(),
                lookups,
                saved == null ? null : saved.state(),
                dataflowConfig());
    }

    private void attachInputs(StreamNode node, Dataflow dataflow, long epoch, Origin origin) {
        for (String name : node.reads()) {
            if (graph.get(name) instanceof Node.Live live) {
                Receiver input = dataflow.input(name)::put;
                node.inputs().put(name, input);
                // Created after the last checkpoint it has no state, and the view's rows are new to it.
                attach(live, input, epoch, origin.saved() != null);
            }
        }
    }

    /** A view's present rows come first, unless the reader had them before it was stored. */
    private static void attach(Node.Live live, Receiver receiver, long epoch, boolean hadRows) {
        live.fanout().attach(receiver, epoch, greeting(live, hadRows));
    }

    private static Supplier<List<Batch>> greeting(Node.Live live, boolean hadRows) {
        return isView(live) && !hadRows ? live::present : List::of;
    }

    private static boolean isView(@Nullable Node node) {
        return node != null && node.id().kind() == ObjectKind.MATERIALIZED_VIEW;
    }

    /** A sink that takes another's place at the same relation gets each row that the other does not. */
    private static void attachSink(SinkNode node, @Nullable Node before, Node.Live from, long epoch, boolean hadRows) {
        if (before instanceof SinkNode replaced && replaced.reads().equals(node.reads())) {
            from.fanout().replace(replaced, node, epoch, greeting(from, hadRows));
        } else {
            attach(from, node, epoch, hadRows);
        }
    }

    /**
     * Whether what a restored sink has outside holds the view's present rows. Rows of a key can be written again, and
     * are, since the outside may be ahead of the last checkpoint; added rows only when no checkpoint saw the sink.
     */
    private static boolean hadRows(Statement.CreateSink statement, Origin origin) {
        return origin.saved() != null && statement.key().isEmpty();
    }

    /** Nothing new may read what has stopped: it would wait for ever. What is opened again keeps its place. */
    private static void requireRunning(@Nullable Node input) {
        if (input != null) {
            input.failure().ifPresent(Failures::rethrow);
        }
    }

    private DataflowConfig dataflowConfig() {
        DataflowConfig defaults = DataflowConfig.defaults();
        return new DataflowConfig(
                config.mode() == ExecutionMode.CALLER_RUNS
                        ? DataflowConfig.Mode.CALLER_RUNS
                        : DataflowConfig.Mode.THREAD,
                defaults.channelCapacity(),
                config.limits().groupsMax().max());
    }

    private void collect(PlanNode plan, Set<String> reads, Map<String, List<Batch>> lookups) {
        if (plan instanceof PlanNode.Scan scan) {
            reads.add(scan.relation());
        } else if (plan instanceof PlanNode.LookupJoin join && graph.get(join.table()) instanceof LookupNode lookup) {
            reads.add(join.table());
            lookups.put(join.table(), lookup.present());
        }
        plan.inputs().forEach(input -> collect(input, reads, lookups));
    }

    Created createSink(Statement.CreateSink statement, Origin origin) {
        return create(ObjectKind.SINK, statement.name(), statement.ifPresent(), origin, id -> {
            Node.Live from = graph.live(statement.from().name());
            if (!origin.isRestored()) {
                requireRunning(from);
            }
            boolean changelog = statement.from() instanceof Relation.Stream stream && stream.changelog();
            if (changelog && statement.key().isEmpty()) {
                throw new StreamException(
                        StreamError.QUERY_FAILED,
                        "sink " + statement.name() + ": " + from.name()
                                + " is a changelog, whose rows replace each other,"
                                + " so the sink needs to know by which columns; say key = 'column, …' in WITH");
            }
            Capability wanted = statement.key().isEmpty() ? Capability.APPEND : Capability.UPSERT;
            Connection connection = connection(statement.connection(), statement.name(), wanted);
            checkOptions(connection, statement.name(), statement.options());
            SinkWrites writes = new SinkWrites(
                    statement.name(),
                    connection.openSink(new SinkRequest(
                            statement.name(),
                            statement.table(),
                            statement.from().schema(),
                            statement.key(),
                            statement.options())),
                    config);
            SinkNode node = new SinkNode(
                    id, statement, writes, config.limits().sinkRowsMax().max(), sinkEvents);
            node.start();
            Node before = graph.get(statement.name());
            return new Prepared(node, epoch -> attachSink(node, before, from, epoch, hadRows(statement, origin)));
        });
    }

    private Connection connection(String name, String user, Capability wanted) {
        Connection connection = config.connections().get(name);
        if (connection == null) {
            throw Failures.unknownConnection(name, config.connections().keySet());
        }
        if (!connection.capabilities().contains(wanted)) {
            throw new ConnectorException(
                    ConnectorError.CONFIGURATION,
                    "connection '" + name + "' (" + connection.kind() + ") cannot " + wanted + ", which " + user
                            + " needs; it can " + connection.capabilities());
        }
        return connection;
    }

    private static void checkOptions(Connection connection, String user, Map<String, String> options) {
        for (String option : options.keySet()) {
            if (!connection.options().contains(option)) {
                throw new ConnectorException(
                        ConnectorError.CONFIGURATION,
                        user + ": unknown option '" + option + "'; a connection to " + connection.kind() + " knows "
                                + (connection.options().isEmpty() ? "none" : String.join(", ", connection.options()))
                                + Nearest.hint(option, connection.options()));
            }
        }
    }

    /**
     * Makes an object.
     *
     * @param prepare checks, opens and starts all that can fail, while the object that is replaced is still at work
     */
    private Created create(
            ObjectKind kind, String name, IfPresent ifPresent, Origin origin, Function<NodeId, Prepared> prepare) {
        Node present = graph.get(name);
        if (present != null) {
            switch (ifPresent) {
                case KEEP -> {
                    return new Created(kind, name, true);
                }
                case FAIL -> throw Failures.exists(present.id().kind(), name);
                case REPLACE -> refuseDependants(present, null);
            }
        }
        long number = origin.isRestored() ? origin.number() : nextNumber;
        numberAbove(number);
        Prepared prepared = prepare.apply(new NodeId(number, kind, name, origin.sql()));
        attach(prepared);
        if (!origin.isRestored()) {
            settle(prepared.node(), present);
        }
        meters.add(prepared.node());
        return new Created(kind, name, false);
    }

    private void attach(Prepared prepared) {
        try {
            graph.attaching(prepared.node(), prepared.attach());
        } catch (InterruptedException cancelled) {
            prepared.node().close();
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted before the object was put to its inputs");
        }
    }

    /** Makes it known that an object is there, and ends the one in whose place it is; or takes all of it back. */
    private void settle(Node node, @Nullable Node present) {
        if (present != null) {
            graph.barriers().remove(present);
        }
        try {
            // once more: an input that failed meanwhile did not find this among those that stop with it
            node.reads().forEach(input -> requireRunning(graph.get(input)));
            changed.run();
        } catch (PenstockException refused) {
            takeBack(node, present);
            throw refused;
        }
        if (present != null) {
            end(present);
        }
        if (graph.readsView(node)) {
            graph.greetReaders();
        }
    }

    private void takeBack(Node node, @Nullable Node present) {
        if (present == null) {
            graph.remove(node);
        } else {
            Uninterrupted.run(() -> graph.attaching(present, epoch -> {
                if (present instanceof SinkNode before
                        && before.reads().equals(node.reads())
                        && graph.get(before.reads().getFirst()) instanceof Node.Live from) {
                    attachSink(before, node, from, epoch, true);
                }
            }));
        }
        end(node);
    }

    Dropped drop(Statement.Drop statement) {
        Node node = graph.get(statement.name());
        if (node == null && statement.ifExists()) {
            return new Dropped(kind(statement.kind()), List.of());
        }
        ObjectKind kind = kind(statement.kind());
        if (node == null) {
            throw Failures.notFound(
                    kind.words(),
                    statement.name(),
                    graph.all().stream()
                            .filter(known -> known.id().kind() == kind)
                            .map(Node::name)
                            .toList());
        }
        if (node.id().kind() != kind) {
            throw Failures.otherKind(node, kind);
        }
        if (!statement.cascade()) {
            refuseDependants(node, statement.at());
        }
        List<String> dropped = drop(node);
        return new Dropped(kind, dropped);
    }

    private List<String> drop(Node node) {
        List<Node> dependants = graph.dependants(node);
        List<Node> all = new ArrayList<>(dependants.reversed());
        all.add(node);
        List<Runnable> detachments = all.stream().map(this::detachment).toList();
        graph.removeAll(all, changed);
        for (int i = 0; i < all.size(); i++) {
            detachments.get(i).run();
            stop(all.get(i));
        }
        return all.stream().map(Node::name).toList();
    }

    private void refuseDependants(Node node, @Nullable Position at) {
        List<Node> dependants = graph.dependants(node);
        if (!dependants.isEmpty()) {
            throw Failures.dependants(node, dependants, at);
        }
    }

    /** Stops an object that the catalog does not have any more. */
    private void end(Node node) {
        detachment(node).run();
        stop(node);
    }

    private void stop(Node node) {
        meters.remove(node);
        node.close();
        graph.barriers().remove(node);
        subscriptions.dropped(node);
    }

    /** What takes an object from the inputs that the catalog has for it now. */
    private Runnable detachment(Node node) {
        List<Runnable> steps = new ArrayList<>();
        for (String name : node.reads()) {
            if (graph.get(name) instanceof Node.Live live) {
                switch (node) {
                    case StreamNode stream -> {
                        Receiver input = stream.inputs().get(name);
                        if (input != null) {
                            steps.add(() -> live.fanout().detach(input));
                        }
                    }
                    case SinkNode sink -> steps.add(() -> live.fanout().detach(sink));
                    case SourceNode source -> {}
                    case LookupNode lookup -> {}
                }
            }
        }
        return () -> steps.forEach(Runnable::run);
    }

    private void sinkFailed(SinkNode failed, PenstockException reason) {
        LOG.error("[stream|{}] {}", failed.name(), reason.getMessage());
        graph.barriers().remove(failed);
    }

    /** What reads a failed stream would wait for it for ever, so it stops with it. */
    private void streamFailed(StreamNode failed) {
        PenstockException reason = failed.failure().orElseThrow();
        LOG.error("[stream|{}] {}", failed.name(), reason.getMessage());
        graph.barriers().remove(failed);
        subscriptions.failed(failed, reason);
        Threads.startVirtual("penstock-fault-" + failed.name(), () -> {
            detachment(failed).run();
            for (Node dependant : graph.dependants(failed)) {
                if (dependant instanceof StreamNode stream) {
                    stream.fail(new StreamException(
                            StreamError.EXECUTION_FAILED,
                            stream.name() + " has stopped: its input " + failed.name() + " has failed",
                            reason));
                    stream.close();
                } else {
                    graph.barriers().remove(dependant);
                }
            }
        });
    }

    static ObjectKind kind(Statement.ObjectKind kind) {
        return switch (kind) {
            case SOURCE -> ObjectKind.SOURCE;
            case STREAM -> ObjectKind.STREAM;
            case MATERIALIZED_VIEW -> ObjectKind.MATERIALIZED_VIEW;
            case LOOKUP_TABLE -> ObjectKind.LOOKUP_TABLE;
            case SINK -> ObjectKind.SINK;
        };
    }
}
