package io.penstock.postgres.testkit;

import io.penstock.Threads;
import io.penstock.postgres.wire.FrontendMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server on the loopback address that plays scripts: it expects messages, gives right or wrong answers, stalls and
 * cuts. For what a real server cannot be made to do on command. The first connection plays the first script, and so on;
 * a connection too many is closed at once and told by {@link #assertPlayed}.
 *
 * <p>No step waits for ever: a message that does not come within ten seconds fails the script. Thread-safe.
 */
public final class ScriptedPostgres implements AutoCloseable {
    /** How long a script waits for a message or a release, and {@link #assertPlayed} for the end. */
    static final int PATIENCE_SECONDS = 10;

    private final ServerSocket listener;
    private final Deque<Script> waiting;
    private final CountDownLatch played;
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<FrontendMessage> received = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, CountDownLatch> latches = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private ScriptedPostgres(ServerSocket listener, List<Script> scripts) {
        this.listener = listener;
        this.waiting = new ArrayDeque<>(scripts);
        this.played = new CountDownLatch(scripts.size());
    }

    /** Starts a server with one script per connection, in the order in which they come. */
    public static ScriptedPostgres play(Script... scripts) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            ScriptedPostgres server = new ScriptedPostgres(listener, List.of(scripts));
            Threads.start("penstock-scripted-" + listener.getLocalPort(), server::accept);
            return server;
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
    }

    public String host() {
        return listener.getInetAddress().getHostAddress();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** All messages of all connections so far, in the order in which they were taken. */
    public List<FrontendMessage> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** Lets the stalls of this name go on, those to come too. */
    public void release(String latch) {
        latch(latch).countDown();
    }

    /** Waits until every script was played to its end. */
    public void assertPlayed() {
        boolean ended;
        try {
            ended = played.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            ended = false;
        }
        List<String> told;
        synchronized (failures) {
            told = List.copyOf(failures);
        }
        if (!told.isEmpty()) {
            throw new AssertionError(String.join("\n", told) + "\nreceived: " + received());
        }
        if (!ended) {
            throw new AssertionError(played.getCount() + " scripts did not end; received: " + received());
        }
    }

    /** Ends all connections. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException alreadyBroken) {
            throw new UncheckedIOException(alreadyBroken);
        }
    }

    private void accept() {
        int number = 0;
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                Script script = next();
                String name = "connection " + ++number;
                Threads.start("penstock-scripted-" + port() + "-" + number, () -> play(name, socket, script));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private @Nullable Script next() {
        synchronized (waiting) {
            return waiting.poll();
        }
    }

    private void play(String name, Socket socket, @Nullable Script script) {
        try (socket) {
            if (script == null) {
                failures.add(name + ": there is no script for it");
                return;
            }
            new ScriptPlayer(socket, received::add, this::latch).play(script);
        } catch (IOException | RuntimeException | AssertionError failure) {
            if (!listener.isClosed()) {
                failures.add(name + ": " + failure);
            }
        } finally {
            open.remove(socket);
            if (script != null) {
                played.countDown();
            }
        }
    }

    private CountDownLatch latch(String name) {
        return latches.computeIfAbsent(name, any -> new CountDownLatch(1));
    }
}
