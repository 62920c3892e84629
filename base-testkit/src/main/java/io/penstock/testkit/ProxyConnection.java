package io.penstock.testkit;

import io.penstock.Threads;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One client connected to the server. Each direction has a reader, which stamps what comes with the moment of its
 * delivery, and a writer; the bounded queue between them keeps TCP's back-pressure. Thread-safe.
 */
final class ProxyConnection {
    private static final int CHUNK_BYTES_MAX = 16 * 1024;
    private static final int CHUNKS_MAX = 256;

    private final Socket client;
    private final Socket server;
    private final ProxyFaults faults;
    private final Consumer<ProxyConnection> onEnd;
    private final AtomicInteger openDirections = new AtomicInteger(2);

    private record Chunk(byte[] bytes, long due) {
        static final Chunk END = new Chunk(new byte[0], Long.MIN_VALUE);

        boolean isEnd() {
            return bytes.length == 0;
        }
    }

    ProxyConnection(Socket client, Socket server, ProxyFaults faults, Consumer<ProxyConnection> onEnd) {
        this.client = client;
        this.server = server;
        this.faults = faults;
        this.onEnd = onEnd;
    }

    void start() throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        pump(client, server, false);
        pump(server, client, true);
    }

    private void pump(Socket from, Socket to, boolean fromServer) {
        BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(CHUNKS_MAX);
        Threads.startVirtual("penstock-proxy-read", () -> read(from, queue));
        Threads.startVirtual("penstock-proxy-write", () -> write(queue, to, fromServer));
    }

    private void read(Socket from, BlockingQueue<Chunk> queue) {
        byte[] buffer = new byte[CHUNK_BYTES_MAX];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                queue.put(new Chunk(Arrays.copyOf(buffer, read), faults.due()));
            }
            queue.put(Chunk.END);
        } catch (IOException broken) {
            reset();
            // The writer may wait for a chunk that will not come.
            queue.clear();
            queue.add(Chunk.END);
        } catch (InterruptedException interrupted) {
            reset();
            Thread.currentThread().interrupt();
        }
    }

    private void write(BlockingQueue<Chunk> queue, Socket to, boolean fromServer) {
        try {
            for (Chunk chunk = queue.take(); !chunk.isEnd(); chunk = queue.take()) {
                faults.awaitDelivery(chunk.due());
                int length = chunk.bytes().length;
                int passing = fromServer ? faults.passing(length) : length;
                to.getOutputStream().write(chunk.bytes(), 0, passing);
                if (fromServer && faults.cutsAfter(passing)) {
                    reset();
                    return;
                }
            }
            if (!to.isClosed()) {
                to.shutdownOutput();
            }
            if (openDirections.decrementAndGet() == 0) {
                reset();
            }
        } catch (IOException broken) {
            reset();
        } catch (InterruptedException interrupted) {
            reset();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends both sides at once; what was not delivered is lost. */
    void reset() {
        resetSocket(client);
        resetSocket(server);
        onEnd.accept(this);
    }

    private static void resetSocket(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException gone) {
            // Closing is all that is left.
        }
        closeQuietly(socket);
    }

    static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
    }
}
