package io.penstock.testkit;

import io.penstock.PenstockException;
import io.penstock.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A TCP proxy on the loopback address in front of a server, for tests of what a network does to a client: it delays,
 * stalls and cuts. Faults apply to all connections, those open now and later ones, until they are taken back.
 * Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final ProxyFaults faults = new ProxyFaults();
    private final List<ProxyConnection> connections = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    private FaultProxy(ServerSocket listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    /** A proxy on a free port for a server. Fails with {@link TestkitError#PROXY_NOT_STARTED}. */
    public static FaultProxy to(String host, int port) {
        try {
            ServerSocket listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
            FaultProxy proxy = new FaultProxy(listener, new InetSocketAddress(host, port));
            Threads.startVirtual("penstock-proxy", proxy::accept);
            return proxy;
        } catch (IOException none) {
            throw new PenstockException(
                    TestkitError.PROXY_NOT_STARTED, "the proxy cannot listen: " + none.getMessage(), none);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    /** Delivers every byte this much later, in each direction: a round trip takes twice as long. Zero takes it back. */
    public void delay(Duration oneWay) {
        faults.delay(oneWay);
    }

    /** Delivers nothing more in either direction, with connections left open, until {@link #flow}. */
    public void stall() {
        faults.stall(true);
    }

    /** Delivers again, what has gathered first. */
    public void flow() {
        faults.stall(false);
    }

    /** Resets all connections that are open now. */
    public void cut() {
        connections.forEach(ProxyConnection::reset);
    }

    /** Resets a connection once this many more bytes have come from the server, counted over all connections. */
    public void cutAfter(long serverBytes) {
        faults.cutAfter(serverBytes);
    }

    /** Resets new connections at once, until {@link #accepting}. */
    public void refusing() {
        refusing = true;
    }

    /** Lets new connections through again. */
    public void accepting() {
        refusing = false;
    }

    /** Resets all connections and stops listening. Idempotent. */
    @Override
    public void close() {
        ProxyConnection.closeQuietly(listener);
        faults.stall(false);
        cut();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException closed) {
                // Either the listener is closed, which ends the loop, or one client has gone.
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        ProxyConnection connection = new ProxyConnection(client, server, faults, connections::remove);
        try {
            if (refusing) {
                throw new IOException("refusing");
            }
            server.connect(target);
            connections.add(connection);
            connection.start();
        } catch (IOException unreachable) {
            connection.reset();
        }
        if (listener.isClosed()) {
            connection.reset();
        }
    }
}
