package io.penstock.testkit;

import io.penstock.Deadline;
import io.penstock.PenstockException;
import io.penstock.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;

/**
 * Ports of the loopback address for servers in other processes. A port found free may be taken by somebody else before
 * the server binds it, so whoever starts the server tries again with another one.
 */
public final class FreePort {
    private static final int CONNECT_MILLIS = 500;
    private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

    private FreePort() {}

    /** A port that nobody listens on now. */
    public static int find() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException("no free port on the loopback address", none);
        }
    }

    /** Whether the port could be listened on now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Waits until something listens; fails with {@link TestkitError#CHILD_TIMEOUT}. */
    public static void awaitListening(int port, Duration timeout) {
        Deadline deadline = Deadline.after(timeout, Time.system());
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
                return;
            } catch (IOException notYet) {
                if (deadline.hasPassed(Time.system())) {
                    throw new PenstockException(
                            TestkitError.CHILD_TIMEOUT,
                            "nothing listens on port " + port + " after " + timeout.toSeconds() + " s",
                            notYet);
                }
            }
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted while waiting for port " + port);
            }
        }
    }
}
