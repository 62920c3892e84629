package io.penstock.postgres.testkit;

import io.penstock.postgres.wire.BackendDecoder;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.BackendMessage.CopyInResponse;
import io.penstock.postgres.wire.BackendMessage.ErrorResponse;
import io.penstock.postgres.wire.BackendMessage.ParameterStatus;
import io.penstock.postgres.wire.BackendMessage.ReadyForQuery;
import io.penstock.postgres.wire.DataRow;
import io.penstock.postgres.wire.FrontendEncoder;
import io.penstock.postgres.wire.FrontendMessage;
import io.penstock.postgres.wire.FrontendMessage.SslRequest;
import io.penstock.postgres.wire.SslAnswer;
import io.penstock.postgres.wire.WireBuffer;
import io.penstock.postgres.wire.auth.Login;
import io.penstock.postgres.wire.auth.LoginSettings;
import io.penstock.postgres.wire.auth.ServerSession;
import io.penstock.security.Credentials;
import io.penstock.security.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The least client that speaks the protocol: a socket, an encoder and a decoder. */
final class BareClient implements AutoCloseable {
    private Socket socket;
    private final BackendDecoder decoder = new BackendDecoder();
    private final FrontendEncoder encoder = new FrontendEncoder(new WireBuffer());
    private @Nullable X509Certificate certificate;

    BareClient(String host, int port) throws IOException {
        socket = new Socket(host, port);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
    }

    BareClient(ScriptedPostgres server) throws IOException {
        this(server.host(), server.port());
    }

    BareClient(PostgresServer server) throws IOException {
        this(server.host(), server.port());
    }

    FrontendEncoder encoder() {
        return encoder;
    }

    BareClient send(FrontendMessage... messages) throws IOException {
        encoder.write(List.of(messages));
        return flush();
    }

    /** Sends what the encoder holds. */
    BareClient flush() throws IOException {
        socket.getOutputStream().write(encoder.buffer().toByteArray());
        encoder.buffer().clear();
        return this;
    }

    BackendMessage next() throws IOException {
        while (true) {
            BackendMessage message = decoder.next();
            if (message != null) {
                return message instanceof DataRow row ? row.copy() : message;
            }
            byte[] piece = new byte[4096];
            int count = socket.getInputStream().read(piece);
            if (count < 0) {
                throw new IOException("closed");
            }
            decoder.feed(ByteBuffer.wrap(piece, 0, count));
        }
    }

    /** All messages up to the next ReadyForQuery or the wish for COPY data. */
    List<BackendMessage> answer() throws IOException {
        List<BackendMessage> answer = new ArrayList<>();
        while (true) {
            BackendMessage message = next();
            if (message instanceof ErrorResponse error) {
                throw new IOException(error.fields().toString());
            }
            if (!(message instanceof ParameterStatus)) {
                answer.add(message);
            }
            if (message instanceof ReadyForQuery || message instanceof CopyInResponse) {
                return answer;
            }
        }
    }

    List<DataRow> rows() throws IOException {
        return answer().stream()
                .filter(DataRow.class::isInstance)
                .map(DataRow.class::cast)
                .toList();
    }

    SslAnswer askForTls() throws IOException {
        send(new SslRequest());
        return SslAnswer.of(socket.getInputStream().read());
    }

    BareClient tls(Tls tls) throws IOException {
        if (askForTls() != SslAnswer.ACCEPTED) {
            throw new IOException("no TLS");
        }
        SSLSocket layered = (SSLSocket) tls.context()
                .getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        layered.startHandshake();
        certificate = (X509Certificate) layered.getSession().getPeerCertificates()[0];
        socket = layered;
        return this;
    }

    ServerSession login(LoginSettings settings, Credentials credentials) throws IOException {
        Login login = new Login(settings, credentials, certificate);
        send(login.start());
        while (true) {
            switch (login.on(next())) {
                case Login.Step.Send(FrontendMessage message) -> send(message);
                case Login.Step.More more -> {}
                case Login.Step.Ready(ServerSession session) -> {
                    return session;
                }
                case Login.Step.Refused refused ->
                    throw new IOException(refused.error().toString());
            }
        }
    }

    static BareClient loggedIn(PostgresServer server) throws IOException {
        BareClient client = new BareClient(server);
        client.login(
                LoginSettings.defaults().database(server.database()), Credentials.of(server.user(), server.password()));
        return client;
    }

    /** Until the server closes the connection. */
    void awaitEnd() throws IOException {
        if (socket.getInputStream().read() >= 0) {
            throw new IOException("more bytes instead of the end");
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        }
    }
}
