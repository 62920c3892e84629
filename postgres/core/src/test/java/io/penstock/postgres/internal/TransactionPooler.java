package io.penstock.postgres.internal;

import io.penstock.Threads;
import io.penstock.postgres.PostgresConfig;
import io.penstock.postgres.wire.BackendDecoder;
import io.penstock.postgres.wire.BackendEncoder;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.BackendMessage.AuthenticationOk;
import io.penstock.postgres.wire.BackendMessage.BackendKeyData;
import io.penstock.postgres.wire.BackendMessage.ReadyForQuery;
import io.penstock.postgres.wire.Bytes;
import io.penstock.postgres.wire.FrontendDecoder;
import io.penstock.postgres.wire.FrontendEncoder;
import io.penstock.postgres.wire.FrontendMessage;
import io.penstock.postgres.wire.TransactionStatus;
import io.penstock.postgres.wire.WireBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The least of a pooler: every transaction of a client runs on the server session that was used the longest ago, so
 * that two in a row never run on the same. It cleans nothing.
 */
public final class TransactionPooler implements AutoCloseable {
    private final ServerSocket listener;
    private final LinkedBlockingQueue<Backend> idle = new LinkedBlockingQueue<>();

    private record Backend(Connection connection, BackendDecoder decoder) {}

    private TransactionPooler(ServerSocket listener) {
        this.listener = listener;
    }

    /** Starts a pooler with so many sessions of the server. */
    public static TransactionPooler start(PostgresConfig server, int sessions) {
        try {
            TransactionPooler pooler = new TransactionPooler(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            for (int i = 0; i < sessions; i++) {
                pooler.idle.add(new Backend(new Connector(server).connect(Map.of()), new BackendDecoder()));
            }
            Threads.start("pooler", pooler::accept);
            return pooler;
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Threads.start("pooler-client", () -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        Backend[] held = new Backend[1];
        try (client) {
            new Client(client, held).run();
        } catch (IOException | RuntimeException gone) {
            // the client sees it
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            if (held[0] != null) {
                held[0].connection().close();
            }
        }
    }

    /** One client, and the server session that its transaction holds. */
    private final class Client {
        private final InputStream in;
        private final OutputStream out;
        private final FrontendDecoder decoder = new FrontendDecoder();
        private final WireBuffer forward = new WireBuffer();
        private final @Nullable Backend[] held;

        Client(Socket socket, @Nullable Backend[] held) throws IOException {
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
            this.held = held;
        }

        void run() throws IOException, InterruptedException {
            FrontendEncoder encoder = new FrontendEncoder(forward);
            while (true) {
                FrontendMessage message = decoder.next();
                if (message == null) {
                    ByteBuffer space = decoder.space();
                    int count = in.read(space.array(), space.arrayOffset() + space.position(), space.remaining());
                    if (count < 0) {
                        return;
                    }
                    decoder.received(count);
                    continue;
                }
                switch (message) {
                    case FrontendMessage.Terminate end -> {
                        return;
                    }
                    case FrontendMessage.Startup startup ->
                        tell(
                                new AuthenticationOk(),
                                new BackendKeyData(1, Bytes.of(new byte[4])),
                                new ReadyForQuery(TransactionStatus.IDLE));
                    case FrontendMessage.Sync sync -> forward(encoder, message, true);
                    case FrontendMessage.Query query -> forward(encoder, message, true);
                    case FrontendMessage.CopyDone done -> forward(encoder, message, true);
                    case FrontendMessage.CopyFail fail -> forward(encoder, message, true);
                    case FrontendMessage.CopyData data -> forward(encoder, message, false);
                    default -> encoder.write(message);
                }
            }
        }

        private void tell(BackendMessage... messages) throws IOException {
            BackendEncoder encoder = new BackendEncoder(new WireBuffer());
            for (BackendMessage message : messages) {
                encoder.write(message);
            }
            out.write(encoder.buffer().toByteArray());
        }

        private void forward(FrontendEncoder encoder, FrontendMessage message, boolean answered)
                throws IOException, InterruptedException {
            encoder.write(message);
            Backend backend = held[0];
            if (backend == null) {
                backend = idle.take();
                held[0] = backend;
            }
            backend.connection().transport().write(forward.view());
            forward.clear();
            while (answered) {
                BackendMessage answer = backend.decoder().next();
                if (answer == null) {
                    int count = backend.connection()
                            .transport()
                            .read(backend.decoder().space());
                    backend.decoder().received(count);
                    continue;
                }
                tell(answer);
                if (answer instanceof BackendMessage.CopyInResponse) {
                    return;
                }
                if (answer instanceof ReadyForQuery ready) {
                    answered = false;
                    if (ready.status() == TransactionStatus.IDLE) {
                        held[0] = null;
                        idle.add(backend);
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        }
        idle.forEach(backend -> backend.connection().terminate());
    }
}
