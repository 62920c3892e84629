package io.penstock.postgres.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.wire.BackendMessage.CommandComplete;
import io.penstock.postgres.wire.BackendMessage.EmptyQueryResponse;
import io.penstock.postgres.wire.BackendMessage.ReadyForQuery;
import io.penstock.postgres.wire.FrontendMessage;
import io.penstock.postgres.wire.FrontendMessage.Query;
import io.penstock.postgres.wire.FrontendMessage.Sync;
import io.penstock.postgres.wire.SslAnswer;
import io.penstock.postgres.wire.TransactionStatus;
import io.penstock.postgres.wire.auth.LoginSettings;
import io.penstock.security.Credentials;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedPostgresTest {
    private static final ReadyForQuery READY = new ReadyForQuery(TransactionStatus.IDLE);

    private static BareClient loggedIn(ScriptedPostgres server) throws IOException {
        BareClient client = new BareClient(server);
        assertThat(client.askForTls()).isEqualTo(SslAnswer.REFUSED);
        client.login(LoginSettings.defaults(), Credentials.of("u", ""));
        return client;
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
                BareClient client = loggedIn(server)) {
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
            try (BareClient client = loggedIn(server)) {
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
                BareClient client = loggedIn(server)) {
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
                BareClient client = new BareClient(server)) {
            assertThatThrownBy(client::next).isInstanceOf(IOException.class);
            assertThatThrownBy(server::assertPlayed).hasMessageContaining("connection 1: there is no script for it");
        }
    }
}
