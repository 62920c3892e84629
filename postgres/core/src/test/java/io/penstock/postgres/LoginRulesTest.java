package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.security.Credentials;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A server with users of every kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoginRulesTest {
    private PostgresServer server;

    @BeforeAll
    void start() {
        server = PostgresServer.start(PostgresServer.Config.standard()
                .withSettings(Map.of("password_encryption", "scram-sha-256"))
                .withHba(List.of(
                        "host all old 127.0.0.1/32 md5",
                        "host all plain 127.0.0.1/32 password",
                        "host all all 127.0.0.1/32 scram-sha-256")));
        try (Pool pool = Pool.open(config().build())) {
            pool.inTransaction(
                    TransactionOptions.DEFAULT.withLocal("password_encryption", "md5"),
                    tx -> tx.execute("CREATE USER old PASSWORD 'old-secret'"));
            pool.execute("CREATE USER plain PASSWORD 'plain-secret'");
            pool.execute("CREATE USER rotating PASSWORD 'first'");
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private PostgresConfig.Builder config() {
        return TestPools.config(server, "public");
    }

    private void refused(PostgresConfig.Builder config) {
        assertThatThrownBy(() -> Pool.open(config.build()))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.SECURITY_REFUSED))
                .hasMessageNotContaining("-secret");
    }

    private void accepted(PostgresConfig.Builder config) {
        try (Pool pool = Pool.open(config.build())) {
            assertThat(pool.query("SELECT 1").size()).isEqualTo(1);
        }
    }

    @Test
    void md5_is_for_those_who_ask_for_it() {
        refused(config().credentials("old", "old-secret"));
        accepted(config().credentials("old", "old-secret").loginRules(LoginRules.DEFAULT.withMd5()));
    }

    @Test
    void clear_text_without_encryption_is_for_those_who_ask_for_it() {
        refused(config().credentials("plain", "plain-secret"));
        accepted(config().credentials("plain", "plain-secret")
                .loginRules(LoginRules.DEFAULT.withCleartext(LoginRules.Cleartext.ALWAYS)));
    }

    @Test
    void a_password_that_rotates_is_asked_for_at_every_connection() {
        AtomicReference<String> password = new AtomicReference<>("first");
        try (Pool admin = Pool.open(config().build());
                Pool pool = Pool.open(config().credentials(
                                () -> CompletableFuture.completedFuture(Credentials.of("rotating", password.get())))
                        .build())) {
            admin.execute("ALTER USER rotating PASSWORD 'second'");
            password.set("second");

            boolean both = pool.inTransaction(one -> pool.inTransaction(
                    two -> one.query("SELECT 1").size() == two.query("SELECT 1").size()));
            assertThat(both).isTrue();
        }
    }
}
