package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.security.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers, one of them a standby, and Unix sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServersTest {
    private static final String PASSWORD = "two-servers";

    private PostgresServer primary;
    private PostgresServer standby;

    /** The standby is a cold copy that was told to follow. */
    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = folder.resolve("second");
        PostgresServer.Config config =
                PostgresServer.Config.standard().withUser("penstock", PASSWORD).withDataDirectory(first);
        PostgresServer.start(config).close();
        copy(first, second);
        Files.createFile(second.resolve("data/standby.signal"));
        primary = PostgresServer.start(config);
        standby = PostgresServer.start(config.withDataDirectory(second));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @AfterAll
    void stop() {
        primary.close();
        standby.close();
    }

    private PostgresConfig.Builder config(Endpoint... servers) {
        return PostgresConfig.builder("localhost")
                .endpoints(List.of(servers))
                .database(primary.database())
                .credentials(primary.user(), PASSWORD)
                .tls(Tls.disabled());
    }

    private static Endpoint of(PostgresServer server) {
        return new Endpoint(server.host(), server.port());
    }

    private static boolean isStandby(PostgresConfig.Builder config) {
        try (Pool pool = Pool.open(config.build())) {
            return pool.query("SELECT pg_is_in_recovery() AS standby").single().get("standby", Boolean.class);
        }
    }

    @Test
    void the_first_server_of_the_wanted_kind_is_taken() {
        Endpoint p = of(primary);
        Endpoint s = of(standby);

        assertThat(isStandby(config(s, p))).isTrue();
        assertThat(isStandby(config(s, p).targetServer(TargetServer.PRIMARY))).isFalse();
        assertThat(isStandby(config(p, s).targetServer(TargetServer.STANDBY))).isTrue();
        assertThat(isStandby(config(p, s).targetServer(TargetServer.PREFER_STANDBY)))
                .isTrue();
        assertThat(isStandby(config(p).targetServer(TargetServer.PREFER_STANDBY)))
                .isFalse();
    }

    @Test
    void no_server_of_the_wanted_kind_is_told_with_the_reason_of_each() {
        Endpoint nobody = new Endpoint("127.0.0.1", 1);

        assertThatThrownBy(() -> isStandby(config(nobody, of(standby)).targetServer(TargetServer.PRIMARY)))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.CONNECT_FAILED))
                .hasMessageContaining(
                        "none of the 2 servers can be used: no PostgreSQL server can be reached at 127.0.0.1:1")
                .hasMessageContaining("is a standby, and a primary is wanted");
    }

    @Test
    void a_wrong_password_is_not_tried_elsewhere() {
        assertThatThrownBy(() -> isStandby(config(of(primary), of(standby)).credentials(primary.user(), "wrong")))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.INVALID_PASSWORD))
                .hasMessageStartingWith("the server at " + of(primary));
    }

    @Test
    void a_pool_goes_on_with_the_next_server_when_its_own_goes_away() {
        try (Pool pool = Pool.open(config(of(primary), of(standby)).build())) {
            assertThat(pool.query("SELECT pg_is_in_recovery() AS standby")
                            .single()
                            .get("standby", Boolean.class))
                    .isFalse();
            primary.stop();
            try {
                assertThat(pool.query("SELECT pg_is_in_recovery() AS standby")
                                .single()
                                .get("standby", Boolean.class))
                        .isTrue();
            } finally {
                primary.restart();
            }
        }
    }

    @Test
    void a_unix_socket_does_all_that_tcp_does() {
        PostgresConfig config = config(Endpoint.unixSocket(primary.socketDirectory(), primary.port()))
                .tls(Tls.of(Tls.Mode.PREFER))
                .build();
        try (Pool pool = Pool.open(config)) {
            assertThat(pool.query("SELECT inet_server_addr() IS NULL AS local")
                            .single()
                            .get("local", Boolean.class))
                    .isTrue();
            CompletableFuture<Rows> slow = pool.async().query("SELECT pg_sleep(30)");
            TestPools.until(() -> sleeping(pool) == 1);

            slow.cancel(true);

            TestPools.until(() -> sleeping(pool) == 0);
            byte[] large = new byte[3_000_000];
            assertThat(pool.query("SELECT length($1::bytea) AS n, $1 AS same", (Object) large)
                            .single()
                            .getInt("n"))
                    .isEqualTo(large.length);
        }
    }

    @Test
    void a_missing_socket_is_told_with_its_path(@TempDir Path empty) {
        assertThatThrownBy(
                        () -> Pool.open(config(Endpoint.unixSocket(empty, 5432)).build()))
                .hasMessageContaining("no PostgreSQL server can be reached at " + empty + "/.s.PGSQL.5432");
    }

    private static long sleeping(Pool pool) {
        return pool.query("SELECT count(*) AS n FROM pg_stat_activity WHERE state = 'active'"
                        + " AND query = 'SELECT pg_sleep(30)'")
                .single()
                .getLong("n");
    }
}
