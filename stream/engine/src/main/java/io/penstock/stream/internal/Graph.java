package io.penstock.stream.internal;

import io.penstock.PenstockException;
import io.penstock.Threads;
import io.penstock.stream.ObjectKind;
import io.penstock.stream.data.StreamElement.Barrier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The running objects by name, in the order of creation, and how barriers get into them. Reading is free of locks; who
 * changes it holds the DDL lock.
 *
 * <p>A new object must not be attached to one of its inputs before a barrier and to another one after it: it would wait
 * for ever for the barrier at the second. So attaching and sending barriers exclude each other by a lock of their own.
 * Lock order: DDL, topology, writer, source.
 */
final class Graph {
    private final Collection<String> connections;
    private final Map<String, String> variables;
    private final Barriers barriers;
    private final ReentrantLock topology = new ReentrantLock();
    private volatile Map<String, Node> nodes = Map.of();
    private volatile CompletableFuture<?> greeting = CompletableFuture.completedFuture(null);

    Graph(DatabaseConfig config, long epoch) {
        this.connections = List.copyOf(config.connections().keySet());
        this.variables = config.variables();
        this.barriers = new Barriers(epoch);
    }

    Barriers barriers() {
        return barriers;
    }

    /** The catalog as it is now. */
    CatalogMoment moment() {
        return new CatalogMoment(nodes, connections, variables);
    }

    Collection<Node> all() {
        return nodes.values();
    }

    <T extends Node> List<T> all(Class<T> type) {
        return nodes.values().stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Nullable
    Node get(String name) {
        return nodes.get(name);
    }

    /** A relation that emits, by name; otherwise an error that lists those there are. */
    Node.Live live(String name) {
        if (nodes.get(name) instanceof Node.Live live) {
            return live;
        }
        throw Failures.notFound(
                "source, stream or view",
                name,
                all(Node.Live.class).stream().map(Node::name).toList());
    }

    /** A source by name. */
    SourceNode source(String name) {
        Node node = nodes.get(name);
        if (node instanceof SourceNode source) {
            return source;
        }
        if (node != null) {
            throw Failures.otherKind(node, ObjectKind.SOURCE);
        }
        throw Failures.notFound(
                "source", name, all(SourceNode.class).stream().map(Node::name).toList());
    }

    /** Puts a node in, the newest of all, also where it takes another's name. */
    private void put(Node node) {
        Map<String, Node> next = new LinkedHashMap<>(nodes);
        next.remove(node.name());
        next.put(node.name(), node);
        nodes = Collections.unmodifiableMap(next);
    }

    void remove(Node node) {
        removeAll(List.of(node), () -> {});
    }

    /** Takes objects out and runs what makes that known; puts them back when it fails. */
    void removeAll(Collection<Node> gone, Runnable known) {
        Map<String, Node> before = nodes;
        Map<String, Node> next = new LinkedHashMap<>(before);
        gone.forEach(node -> next.remove(node.name(), node));
        nodes = Collections.unmodifiableMap(next);
        try {
            known.run();
        } catch (RuntimeException refused) {
            nodes = before;
            throw refused;
        }
    }

    /**
     * Runs an attachment of an object to its inputs, which is given the newest epoch, and puts the object in, while no
     * barrier is sent: the next one finds it either attached and known, or neither. Whoever calls it holds the DDL
     * lock.
     *
     * @throws InterruptedException when interrupted while a barrier is being sent; nothing was attached
     */
    void attaching(Node node, LongConsumer attach) throws InterruptedException {
        topology.lockInterruptibly();
        try {
            attach.accept(barriers.epoch());
            put(node);
        } finally {
            topology.unlock();
        }
    }

    /** The objects that read this one, directly or through others, nearest first. */
    List<Node> dependants(Node node) {
        Set<Node> found = new LinkedHashSet<>();
        List<String> names = new ArrayList<>(List.of(node.name()));
        for (int i = 0; i < names.size(); i++) {
            for (Node other : nodes.values()) {
                if (other.reads().contains(names.get(i)) && found.add(other)) {
                    names.add(other.name());
                }
            }
        }
        return List.copyOf(found);
    }

    /** The objects of these names and those that they read, directly or through others, inputs first. */
    Set<Node> withInputs(Collection<String> names) {
        Set<Node> found = new LinkedHashSet<>();
        for (String name : names) {
            Node node = nodes.get(name);
            if (node != null && !found.contains(node)) {
                found.addAll(withInputs(node.reads()));
                found.add(node);
            }
        }
        return found;
    }

    /** Whether an object reads a materialized view, and so begins with the view's present rows. */
    boolean readsView(Node node) {
        return node.reads().stream().anyMatch(this::isView);
    }

    private boolean isView(String name) {
        Node node = nodes.get(name);
        return node != null && node.id().kind() == ObjectKind.MATERIALIZED_VIEW;
    }

    /**
     * Sends a barrier from all sources behind everything written so far; what sources save goes into {@code saved}.
     *
     * @throws InterruptedException when it was given up, as by cancelling {@link #sending}
     */
    Barriers.Round inject(boolean snapshot, Map<Long, SavedNode> saved) throws InterruptedException {
        CompletableFuture<Barriers.Round> sent = sending(snapshot, saved);
        try {
            return sent.get();
        } catch (InterruptedException givenUp) {
            sent.cancel(false);
            throw givenUp;
        } catch (ExecutionException failed) {
            throw Failures.ofWorker(failed);
        }
    }

    /**
     * Sends a barrier on a thread of its own: cancelling takes it back only while no source has taken it, since a
     * stream that has it at one input waits for it at the others.
     */
    CompletableFuture<Barriers.Round> sending(boolean snapshot, Map<Long, SavedNode> saved) {
        // rows of a call that is under way on this thread, as when the records that it writes come from a query
        List<SourceNode.Flushable> writers = new ArrayList<>();
        all(SourceNode.class).forEach(source -> writers.addAll(source.writers()));
        writers.stream().filter(SourceNode.Flushable::isHeld).forEach(SourceNode.Flushable::flush);
        writers.removeIf(SourceNode.Flushable::isHeld);
        CompletableFuture<Barriers.Round> sent = new CompletableFuture<>();
        Thread sender = Threads.startVirtual("penstock-barrier", () -> {
            try {
                writers.forEach(SourceNode.Flushable::flush);
                Barriers.Round round = send(snapshot, saved);
                if (!sent.complete(round)) {
                    barriers.abandon(round);
                }
            } catch (InterruptedException givenUp) {
                Thread.currentThread().interrupt();
                sent.cancel(false);
            } catch (RuntimeException | Error failed) {
                sent.completeExceptionally(failed);
            }
        });
        return VirtualCalls.interruptingOnCancel(sent, sender);
    }

    private Barriers.Round send(boolean snapshot, Map<Long, SavedNode> saved) throws InterruptedException {
        topology.lockInterruptibly();
        try {
            List<Node> parts = reachable();
            Barriers.Round round = barriers.begin(parts);
            strikeOffLost(parts);
            Barrier barrier = new Barrier(round.epoch(), snapshot);
            List<SourceNode> sources = all(SourceNode.class);
            if (!sources.isEmpty()) {
                sendFirst(sources.getFirst(), barrier, round, saved);
                for (SourceNode source : sources.subList(1, sources.size())) {
                    Uninterrupted.run(() -> send(source, barrier, saved));
                }
            }
            barriers.injected(round);
            return round;
        } finally {
            topology.unlock();
        }
    }

    private void sendFirst(SourceNode source, Barrier barrier, Barriers.Round round, Map<Long, SavedNode> saved)
            throws InterruptedException {
        try {
            send(source, barrier, saved);
        } catch (InterruptedException givenUp) {
            barriers.abandon(round);
            throw givenUp;
        }
    }

    private static void send(SourceNode source, Barrier barrier, Map<Long, SavedNode> saved)
            throws InterruptedException {
        SavedNode own = source.barrier(barrier);
        if (own != null) {
            saved.put(source.id().number(), own);
        }
    }

    /**
     * Lets whoever was attached to a view have its present rows now, though nothing new comes. It may wait for room, so
     * it has a thread of its own.
     */
    void greetReaders() {
        greeting = VirtualCalls.start("greet", () -> {
            barriers.abandon(inject(false, new ConcurrentHashMap<>()));
            return null;
        });
    }

    /** Completes when the rows are on their way that the last {@link #greetReaders} sends. */
    CompletableFuture<?> greeting() {
        return greeting;
    }

    /** What failed or was dropped before the round was there could not be struck off then. */
    private void strikeOffLost(List<Node> parts) {
        List<Node> now = reachable();
        for (Node part : parts) {
            if (!now.contains(part)) {
                barriers.remove(part);
            }
        }
    }

    /** The streams and sinks that a barrier gets to: those that run, and all of whose inputs do. */
    private List<Node> reachable() {
        Map<String, Boolean> reached = new ConcurrentHashMap<>();
        List<Node> found = new ArrayList<>();
        for (Node node : nodes.values()) {
            boolean through = switch (node) {
                case SourceNode source -> true;
                case LookupNode lookup -> false;
                case StreamNode stream -> isReached(stream, reached);
                case SinkNode sink -> isReached(sink, reached);
            };
            reached.put(node.name(), through);
            if (through && !(node instanceof SourceNode)) {
                found.add(node);
            }
        }
        return found;
    }

    private boolean isReached(Node node, Map<String, Boolean> reached) {
        if (node.failure().isPresent()) {
            return false;
        }
        List<String> live = node.reads().stream()
                .filter(name -> nodes.get(name) instanceof Node.Live)
                .toList();
        return !live.isEmpty() && live.stream().allMatch(name -> reached.getOrDefault(name, false));
    }

    /** The first failure of a stream or sink, if any has failed. */
    Optional<PenstockException> failure() {
        return nodes.values().stream()
                .map(Node::failure)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
