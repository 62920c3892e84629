package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.postgres.testkit.PostgresServerExtension;
import io.penstock.postgres.testkit.Script;
import io.penstock.postgres.testkit.ScriptedPostgres;
import io.penstock.postgres.wire.BackendMessage.ReadyForQuery;
import io.penstock.postgres.wire.FrontendMessage.Startup;
import io.penstock.postgres.wire.FrontendMessage.Sync;
import io.penstock.postgres.wire.TransactionStatus;
import io.penstock.security.Tls;
import io.penstock.testkit.RecordingMetrics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a pool does with connections that nobody uses, or that somebody does not give back. */
@ExtendWith(PostgresServerExtension.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WatchedPoolTest {
    @Test
    void is_open_when_its_minimum_is_there(PostgresServer server) {
        try (Pool pool = Pool.open(TestPools.config(server, "watched_test")
                .limits(PoolLimits.DEFAULT.withConnections(4, 6))
                .build())) {
            assertThat(pool.stats().idle()).isEqualTo(4);
            assertThat(pool.stats().connecting()).isZero();
        }
    }

    @Test
    void does_not_open_when_a_part_of_its_minimum_is_refused(PostgresServer server) {
        assertThatThrownBy(() -> Pool.open(TestPools.config(server, "watched_test")
                        .database("no_such_database")
                        .limits(PoolLimits.DEFAULT.withConnections(3, 3))
                        .build()))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.UNKNOWN_DATABASE));
    }

    @Test
    void a_session_that_is_held_for_very_long_is_counted(PostgresServer server) {
        RecordingMetrics metrics = new RecordingMetrics();
        try (Pool pool = Pool.open(TestPools.config(server, "watched_test")
                .metrics(metrics)
                .timeouts(Timeouts.DEFAULT.withLeak(Duration.ofMillis(20)))
                .build())) {
            pool.inTransaction(tx -> {
                TestPools.until(() -> metrics.count("postgres.sessions.leaks") == 1);
                return tx.query("SELECT 1");
            });
        }
    }

    @Test
    void an_idle_connection_that_does_not_answer_is_replaced() {
        Script silent = Script.login().expect(Sync.class).stall("for ever");
        Script answering = Script.login()
                .serve(message ->
                        message instanceof Sync ? List.of(new ReadyForQuery(TransactionStatus.IDLE)) : List.of());
        try (ScriptedPostgres server = ScriptedPostgres.play(silent, answering);
                Pool pool = Pool.open(PostgresConfig.builder(server.host())
                        .port(server.port())
                        .tls(Tls.disabled())
                        .limits(PoolLimits.DEFAULT.withConnections(1, 1))
                        .timeouts(Timeouts.DEFAULT
                                .withKeepalive(Duration.ofMillis(50))
                                .withCancel(Duration.ofMillis(500))
                                .withClose(Duration.ofMillis(200)))
                        .build())) {
            TestPools.until(() ->
                    server.received().stream().filter(Startup.class::isInstance).count() == 2);
            TestPools.until(() ->
                    server.received().stream().filter(Sync.class::isInstance).count() >= 2);
            TestPools.until(() -> pool.stats().idle() == 1);
            server.release("for ever");
        }
    }
}
