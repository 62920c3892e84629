package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.postgres.testkit.Script;
import io.penstock.postgres.testkit.ScriptedPostgres;
import io.penstock.postgres.wire.BackendMessage.AuthenticationOk;
import io.penstock.postgres.wire.BackendMessage.BackendKeyData;
import io.penstock.postgres.wire.BackendMessage.ErrorResponse;
import io.penstock.postgres.wire.BackendMessage.NegotiateProtocolVersion;
import io.penstock.postgres.wire.BackendMessage.ReadyForQuery;
import io.penstock.postgres.wire.Bytes;
import io.penstock.postgres.wire.ErrorFields;
import io.penstock.postgres.wire.FrontendMessage.CancelRequest;
import io.penstock.postgres.wire.FrontendMessage.Startup;
import io.penstock.postgres.wire.FrontendMessage.Sync;
import io.penstock.postgres.wire.FrontendMessage.Terminate;
import io.penstock.postgres.wire.ProtocolVersion;
import io.penstock.postgres.wire.TransactionStatus;
import io.penstock.security.Tls;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The newest protocol is asked for, and an older one is as good. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProtocolVersionTest {
    private static PostgresConfig config(ScriptedPostgres server) {
        return PostgresConfig.builder(server.host())
                .port(server.port())
                .tls(Tls.disabled())
                .timeouts(Timeouts.DEFAULT.withClose(Duration.ofMillis(200)))
                .build();
    }

    private static List<ProtocolVersion> asked(ScriptedPostgres server) {
        return server.received().stream()
                .filter(Startup.class::isInstance)
                .map(message -> ((Startup) message).version())
                .toList();
    }

    /** Some poolers do not know how to negotiate. */
    @Test
    void a_server_that_refuses_the_newest_is_asked_for_the_oldest_and_only_that_from_then_on() {
        Script refusing = Script.connection()
                .expect(Startup.class)
                .send(new ErrorResponse(ErrorFields.of("FATAL", "08P01", "unsupported protocol version")))
                .cut();
        Script good = Script.login().expectUntil(Terminate.class);
        try (ScriptedPostgres server = ScriptedPostgres.play(refusing, good, good);
                Pool pool = Pool.open(config(server).toBuilder()
                        .limits(PoolLimits.DEFAULT.withConnections(1, 2))
                        .build())) {
            assertThat(asked(server)).containsExactly(ProtocolVersion.V3_2, ProtocolVersion.V3_0);
            CompletableFuture<Integer> second = pool.async()
                    .inTransaction(one -> pool.async().inTransaction(two -> CompletableFuture.completedFuture(2)));
            TestPools.until(() -> asked(server).size() == 3);

            assertThat(asked(server).getLast()).isEqualTo(ProtocolVersion.V3_0);
            assertThat(second.join()).isEqualTo(2);
        }
    }

    @Test
    void a_server_that_negotiates_is_taken_at_its_word() {
        Script negotiating = Script.connection()
                .expect(Startup.class)
                .send(
                        new NegotiateProtocolVersion(ProtocolVersion.V3_0, List.of()),
                        new AuthenticationOk(),
                        new ReadyForQuery(TransactionStatus.IDLE))
                .expectUntil(Terminate.class);
        try (ScriptedPostgres server = ScriptedPostgres.play(negotiating);
                Pool pool = Pool.open(config(server))) {
            assertThat(asked(server)).containsExactly(ProtocolVersion.V3_2);
            assertThat(pool.stats().idle()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 32, 256})
    void a_cancel_carries_the_key_as_it_came_however_long(int bytes) {
        byte[] secret = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            secret[i] = (byte) (i * 7 + 1);
        }
        BackendKeyData key = new BackendKeyData(99, Bytes.of(secret));
        Script session = Script.login(key).expectUntil(Sync.class).stall("cancelled");
        try (ScriptedPostgres server = ScriptedPostgres.play(session, Script.cancel(key));
                Pool pool = Pool.open(config(server))) {
            CompletableFuture<Rows> slow =
                    pool.async().query(Statement.of("SELECT pg_sleep(30)").exclusively());
            TestPools.until(() -> server.received().stream().anyMatch(Sync.class::isInstance));

            slow.cancel(true);

            TestPools.until(() -> server.received().contains(new CancelRequest(99, Bytes.of(secret))));
            server.release("cancelled");
        }
    }
}
