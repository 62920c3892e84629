package io.penstock.postgres.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.wire.BackendDecoder;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.BackendMessage.CommandComplete;
import io.penstock.postgres.wire.BackendMessage.EmptyQueryResponse;
import io.penstock.postgres.wire.BackendMessage.ReadyForQuery;
import io.penstock.postgres.wire.FrontendEncoder;
import io.penstock.postgres.wire.FrontendMessage;
import io.penstock.postgres.wire.FrontendMessage.Query;
import io.penstock.postgres.wire.FrontendMessage.SslRequest;
import io.penstock.postgres.wire.FrontendMessage.Sync;
import io.penstock.postgres.wire.TransactionStatus;
import io.penstock.postgres.wire.WireBuffer;
import io.penstock.postgres.wire.auth.Login;
import io.penstock.postgres.wire.auth.LoginSettings;
import io.penstock.security.Credentials;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedPostgresTest {
    private static final ReadyForQuery READY = new ReadyForQuery(TransactionStatus.IDLE);

    /** The least client. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final BackendDecoder decoder = new BackendDecoder();

        Client(ScriptedPostgres server) throws IOException {
            socket = new Socket(server.host(), server.port());
            socket.setSoTimeout(10_000);
        }

        Client send(FrontendMessage... messages) throws IOException {
            FrontendEncoder encoder = new FrontendEncoder(new WireBuffer());
            encoder.write(List.of(messages));
            socket.getOutputStream().write(encoder.buffer().toByteArray());
            return this;
        }

        BackendMessage next() throws IOException {
            while (true) {
                BackendMessage message = decoder.next();
                if (message != null) {
                    return message;
                }
                byte[] piece = new byte[1024];
                int count = socket.getInputStream().read(piece);
                if (count < 0) {
                    throw new IOException("closed");
                }
                decoder.feed(ByteBuffer.wrap(piece, 0, count));
            }
        }

        Client login() throws IOException {
            send(new SslRequest());
            assertThat(socket.getInputStream().read()).isEqualTo('N');
            Login login = new Login(LoginSettings.defaults(), Credentials.of("u", ""));
            send(login.start());
            Login.Step step = login.on(next());
            while (!(step instanceof Login.Step.Ready)) {
                step = login.on(next());
            }
            return this;
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException alreadyClosed) {
                throw new java.io.UncheckedIOException(alreadyClosed);
            }
        }
    }

    @Test
    void plays_right_and_odd_answers_stalls_and_cuts() throws IOException {
        Script script = Script.login()
                .expect(new Query("select 1"))
                .sendInPieces(1, new CommandComplete("SELECT 1"), READY)
                .expectUntil(Sync.class)
                .stall("wait")
                .sendPart(3, READY)
                .cut();
        try (ScriptedPostgres server = ScriptedPostgres.play(script);
                Client client = new Client(server).login()) {
            client.send(new Query("select 1"));
            assertThat(client.next()).isEqualTo(new CommandComplete("SELECT 1"));
            assertThat(client.next()).isEqualTo(READY);
            client.send(new FrontendMessage.Flush(), new Sync());
            server.release("wait");
            assertThatThrownBy(client::next).hasMessage("closed");
            server.assertPlayed();
            assertThat(server.received()).endsWith(new FrontendMessage.Flush(), new Sync());
        }
    }

    @Test
    void serves_by_a_function_until_the_client_leaves() throws IOException {
        Script script = Script.login()
                .serve(message -> message instanceof Query ? List.of(new EmptyQueryResponse(), READY) : List.of());
        try (ScriptedPostgres server = ScriptedPostgres.play(script)) {
            try (Client client = new Client(server).login()) {
                for (int i = 0; i < 3; i++) {
                    client.send(new Query(""));
                    assertThat(client.next()).isEqualTo(new EmptyQueryResponse());
                    assertThat(client.next()).isEqualTo(READY);
                }
            }
            server.assertPlayed();
        }
    }

    @Test
    void tells_what_came_instead() throws IOException {
        try (ScriptedPostgres server = ScriptedPostgres.play(Script.login().expect(new Query("a")));
                Client client = new Client(server).login()) {
            client.send(new Query("b"));
            assertThatThrownBy(server::assertPlayed)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("connection 1: ")
                    .hasMessageContaining("step 3 of 3 failed")
                    .hasMessageContaining("expected Query[sql=a], got Query[sql=b]");
        }
    }

    @Test
    void a_connection_too_many_is_a_failure() throws IOException {
        try (ScriptedPostgres server = ScriptedPostgres.play();
                Client client = new Client(server)) {
            assertThatThrownBy(client::next).isInstanceOf(IOException.class);
            assertThatThrownBy(server::assertPlayed).hasMessageContaining("connection 1: there is no script for it");
        }
    }
}
