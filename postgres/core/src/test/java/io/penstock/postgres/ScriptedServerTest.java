package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.testkit.Script;
import io.penstock.postgres.testkit.ScriptedPostgres;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.BackendMessage.BackendKeyData;
import io.penstock.postgres.wire.BackendMessage.ErrorResponse;
import io.penstock.postgres.wire.BackendMessage.ReadyForQuery;
import io.penstock.postgres.wire.BackendMessage.RowDescription;
import io.penstock.postgres.wire.Bytes;
import io.penstock.postgres.wire.DataRow;
import io.penstock.postgres.wire.ErrorFields;
import io.penstock.postgres.wire.Format;
import io.penstock.postgres.wire.FrontendMessage.Bind;
import io.penstock.postgres.wire.FrontendMessage.CancelRequest;
import io.penstock.postgres.wire.FrontendMessage.Execute;
import io.penstock.postgres.wire.FrontendMessage.Parse;
import io.penstock.postgres.wire.FrontendMessage.Query;
import io.penstock.postgres.wire.FrontendMessage.Startup;
import io.penstock.postgres.wire.FrontendMessage.Sync;
import io.penstock.postgres.wire.FrontendMessage.Terminate;
import io.penstock.postgres.wire.RowField;
import io.penstock.postgres.wire.TransactionStatus;
import io.penstock.postgres.wire.type.PgType;
import io.penstock.security.Tls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a real server does not do on command. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScriptedServerTest {
    private static final BackendKeyData KEY = new BackendKeyData(77, Bytes.of(new byte[] {9, 8, 7, 6}));
    /** The first connection of a pool, which these tests have no other use for. */
    private static final Script SESSION = Script.login().expectUntil(Terminate.class);

    private static final BackendMessage READY = new ReadyForQuery(TransactionStatus.IDLE);
    private static final BackendMessage IN_TRANSACTION = new ReadyForQuery(TransactionStatus.IN_TRANSACTION);
    private static final BackendMessage[] DESCRIBED = {
        new BackendMessage.ParseComplete(),
        new BackendMessage.ParameterDescription(List.of()),
        new RowDescription(List.of(RowField.of("n", PgType.INT4.oid(), Format.TEXT))),
        READY
    };
    private static final BackendMessage[] ONE = {
        new BackendMessage.BindComplete(),
        DataRow.of(List.of(Bytes.of(new byte[] {0, 0, 0, 1}))),
        new BackendMessage.CommandComplete("SELECT 1"),
        READY
    };

    @Test
    void answers_in_pieces_of_one_byte_are_put_together() {
        try (ScriptedPostgres server = ScriptedPostgres.play(Script.login()
                        .expectUntil(Sync.class)
                        .sendInPieces(1, DESCRIBED)
                        .expect(Bind.class, Execute.class, Sync.class)
                        .sendInPieces(1, ONE));
                Pool pool = open(server)) {
            assertThat(pool.query("SELECT n").single().getInt("n")).isEqualTo(1);
        }
    }

    @Test
    void a_connection_that_breaks_in_an_answer_leaves_the_outcome_open() {
        try (ScriptedPostgres server = ScriptedPostgres.play(Script.login()
                        .expectUntil(Sync.class)
                        .send(DESCRIBED)
                        .expectUntil(Sync.class)
                        .send(new BackendMessage.BindComplete())
                        .cut());
                Pool pool = open(server)) {
            assertThatThrownBy(() -> pool.query("SELECT n"))
                    .isInstanceOfSatisfying(
                            PostgresException.class,
                            e -> assertThat(e.error()).isEqualTo(PostgresError.CONNECTION_LOST))
                    .hasMessageContaining("the statement may or may not have run");
            TestPools.until(() -> pool.stats().inUse() == 0 && pool.stats().idle() == 0);
        }
    }

    /** The cancel meant for the first hits the second, which is sent again and nobody notices. */
    @Test
    void an_innocent_victim_of_a_cancel_is_sent_again_unseen() {
        Script lane = Script.login(KEY)
                .expectUntil(Sync.class)
                .send(DESCRIBED)
                .expectUntil(Sync.class)
                .expectUntil(Sync.class)
                .stall("cancelled")
                .send(ONE)
                .send(cancelled(), READY)
                .expectUntil(Sync.class)
                .send(ONE);
        try (ScriptedPostgres server = ScriptedPostgres.play(SESSION, lane, Script.cancel(KEY));
                Pool pool = open(server)) {
            List<CompletableFuture<Rows>> both =
                    pool.async().queryAll(List.of(Statement.of("SELECT n"), Statement.of("SELECT n")));
            TestPools.until(() ->
                    server.received().stream().filter(Execute.class::isInstance).count() == 2);

            both.get(0).cancel(true);
            TestPools.until(() -> server.received().stream().anyMatch(CancelRequest.class::isInstance));
            server.release("cancelled");

            assertThat(both.get(1)
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join()
                            .single()
                            .getInt("n"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_server_that_drops_at_every_parse_is_not_asked_for_ever() {
        Script dropping = Script.login().expectUntil(Sync.class).cut();
        Script[] scripts = new Script[30];
        java.util.Arrays.fill(scripts, dropping);
        scripts[0] = SESSION;
        try (ScriptedPostgres server = ScriptedPostgres.play(scripts);
                Pool pool = open(server)) {
            CompletableFuture<Rows> call = pool.async().query("SELECT n");

            assertThatThrownBy(() -> call.orTimeout(10, TimeUnit.SECONDS).join())
                    .hasCauseInstanceOf(PostgresException.class);
            assertThat(server.received()).filteredOn(Parse.class::isInstance).hasSizeLessThan(6);
        }
    }

    @Test
    void a_stale_statement_is_known_in_any_language() {
        ErrorFields stale = new ErrorFields(Map.of(
                'S',
                "FEHLER",
                'C',
                "0A000",
                'M',
                "gecachter Plan darf den Ergebnistyp nicht ändern",
                'R',
                "RevalidateCachedQuery"));
        try (ScriptedPostgres server = ScriptedPostgres.play(Script.login()
                        .expectUntil(Sync.class)
                        .send(DESCRIBED)
                        .expectUntil(Sync.class)
                        .send(ONE)
                        .expectUntil(Sync.class)
                        .send(new ErrorResponse(stale), READY)
                        .expectUntil(Sync.class)
                        .send(DESCRIBED)
                        .expectUntil(Sync.class)
                        .send(ONE));
                Pool pool = open(server)) {
            Statement statement = Statement.of("SELECT n").exclusively();
            pool.query(statement);

            assertThat(pool.query(statement).single().getInt("n")).isEqualTo(1);
        }
    }

    /** A CommandComplete may be taken back by an error before ReadyForQuery. */
    @Test
    void nothing_is_complete_before_ready_for_query() {
        try (ScriptedPostgres server = ScriptedPostgres.play(
                        SESSION,
                        Script.login()
                                .expectUntil(Sync.class)
                                .send(DESCRIBED)
                                .expectUntil(Sync.class)
                                .send(
                                        new BackendMessage.BindComplete(),
                                        new BackendMessage.CommandComplete("INSERT 0 1"))
                                .stall("commit")
                                .send(new ErrorResponse(ErrorFields.of("ERROR", "23505", "deferred")), READY));
                Pool pool = open(server)) {
            CompletableFuture<Long> insert = pool.async().execute("INSERT …");
            TestPools.until(() -> server.received().stream().anyMatch(Execute.class::isInstance));
            assertThat(insert).isNotDone();
            server.release("commit");

            assertThatThrownBy(() -> insert.orTimeout(10, TimeUnit.SECONDS).join())
                    .hasCauseInstanceOf(PostgresException.class);
        }
    }

    /** BEGIN goes out with the first statement and neither is answered, so no status tells that it had begun. */
    @Test
    void a_transaction_whose_connection_broke_is_not_taken_for_committed() {
        try (ScriptedPostgres server = ScriptedPostgres.play(
                        Script.login().expectUntil(Sync.class).cut());
                Pool pool = open(server)) {
            assertThatThrownBy(() -> pool.inTransaction(tx -> {
                        try {
                            tx.execute("INSERT …");
                        } catch (PostgresException swallowed) {
                            // the caller thinks that this is fine
                        }
                        return 1;
                    }))
                    .isInstanceOfSatisfying(
                            PostgresException.class,
                            e -> assertThat(e.error()).isEqualTo(PostgresError.COMMIT_REFUSED));
        }
    }

    @Test
    void a_pool_that_nobody_waits_for_any_more_closes() {
        try (ScriptedPostgres server = ScriptedPostgres.play(Script.connection()
                .expect(Startup.class)
                .stall("login")
                .send(new BackendMessage.AuthenticationOk(), READY)
                .expectUntil(Terminate.class))) {
            CompletableFuture<Pool> opening = Pool.openAsync(config(server));
            TestPools.until(() -> server.received().stream().anyMatch(Startup.class::isInstance));

            opening.cancel(true);
            server.release("login");

            TestPools.until(() -> server.received().stream().anyMatch(Terminate.class::isInstance));
        }
    }

    @Test
    void a_rollback_that_is_never_answered_ends_with_the_cancel_timeout() {
        try (ScriptedPostgres server = ScriptedPostgres.play(Script.login()
                        .expect(Query.class)
                        .expectUntil(Sync.class)
                        .send(new BackendMessage.CommandComplete("BEGIN"), IN_TRANSACTION)
                        .send(
                                new BackendMessage.ParseComplete(),
                                new BackendMessage.ParameterDescription(List.of()),
                                new RowDescription(List.of(RowField.of("n", PgType.INT4.oid(), Format.TEXT))),
                                IN_TRANSACTION)
                        .expectUntil(Sync.class)
                        .send(ONE[0], ONE[1], ONE[2], IN_TRANSACTION)
                        .expect(Query.class)
                        .stall("for ever"));
                Pool pool = Pool.open(config(server).toBuilder()
                        .timeouts(Timeouts.DEFAULT
                                .withCancel(Duration.ofMillis(100))
                                .withClose(Duration.ofMillis(200)))
                        .build())) {
            assertThatThrownBy(() -> pool.inTransaction(tx -> {
                        tx.query("SELECT n");
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            server.release("for ever");
        }
    }

    /** An Error of the application's code is told to whoever waits, at once. */
    @Test
    void a_provider_of_credentials_that_breaks_fails_the_opening() {
        try (ScriptedPostgres server = ScriptedPostgres.play()) {
            PostgresConfig breaking = config(server).toBuilder()
                    .credentials(() -> {
                        throw new AssertionError("no keys here");
                    })
                    .build();

            assertThatThrownBy(() -> Pool.open(breaking))
                    .isInstanceOfSatisfying(
                            PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.CONNECT_FAILED))
                    .hasMessageContaining("the credentials provider failed");
        }
    }

    @Test
    void something_else_than_postgresql_is_told() {
        try (ScriptedPostgres server = ScriptedPostgres.play(Script.connection()
                .expectUntil(Startup.class)
                .sendBytes("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))) {
            assertThatThrownBy(() -> open(server))
                    .isInstanceOfSatisfying(
                            PostgresException.class,
                            e -> assertThat(e.error()).isEqualTo(PostgresError.PROTOCOL_VIOLATION))
                    .hasMessageContaining("check that host and port are a PostgreSQL server");
        }
    }

    private static BackendMessage cancelled() {
        return new ErrorResponse(ErrorFields.of("ERROR", "57014", "canceling statement due to user request"));
    }

    private static Pool open(ScriptedPostgres server) {
        return Pool.open(config(server));
    }

    private static PostgresConfig config(ScriptedPostgres server) {
        return PostgresConfig.builder(server.host())
                .port(server.port())
                .tls(Tls.disabled())
                .timeouts(Timeouts.DEFAULT.withClose(Duration.ofMillis(200)))
                .build();
    }
}
