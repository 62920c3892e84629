package io.penstock.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.testkit.PostgresServer;
import io.penstock.security.Secret;
import io.penstock.security.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything a pool does, encrypted: login with channel binding, lanes, COPY, cancels. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsOnServerTest {
    private PostgresServer server;
    private Path certificate;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Path key = folder.resolve("server.key");
        certificate = folder.resolve("server.crt");
        makeCertificate(folder, key);
        server = PostgresServer.start(PostgresServer.Config.standard()
                .withSettings(
                        Map.of("ssl", "on", "ssl_cert_file", certificate.toString(), "ssl_key_file", key.toString())));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** The certificate names the address 127.0.0.1 and not the name localhost. */
    @ParameterizedTest
    @CsvSource({
        "PREFER, false, 127.0.0.1, true",
        "REQUIRE, false, 127.0.0.1, true",
        "VERIFY_CA, true, 127.0.0.1, true",
        "VERIFY_CA, true, localhost, true",
        "VERIFY_CA, false, 127.0.0.1, false",
        "VERIFY_FULL, true, 127.0.0.1, true",
        "VERIFY_FULL, true, localhost, false",
        "VERIFY_FULL, false, 127.0.0.1, false"
    })
    void is_as_strict_as_its_mode(Tls.Mode mode, boolean knowsAuthority, String host, boolean accepted) {
        Optional<Path> authority = knowsAuthority ? Optional.of(certificate) : Optional.empty();
        PostgresConfig config = TestPools.config(server, "public")
                .endpoint(host, server.port())
                .tls(new Tls(mode, authority, Optional.empty(), Secret.of("")))
                .build();
        if (accepted) {
            try (Pool pool = Pool.open(config)) {
                assertThat(pool.query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                                .single()
                                .getBoolean("ssl"))
                        .isTrue();
            }
        } else {
            assertThatThrownBy(() -> Pool.open(config))
                    .isInstanceOfSatisfying(
                            PostgresException.class,
                            e -> assertThat(e.error()).isEqualTo(PostgresError.SECURITY_REFUSED))
                    .hasMessageStartingWith("TLS with the server at " + host);
        }
    }

    @Test
    void can_begin_at_once() {
        PostgresConfig.Builder config = TestPools.config(server, "public")
                .tls(Tls.verifyFull(certificate))
                .directTls(true);
        try (Pool pool = Pool.open(config.build())) {
            CompletableFuture<Rows> slow =
                    pool.async().query("SELECT pg_sleep(30)").orTimeout(100, TimeUnit.MILLISECONDS);
            assertThatThrownBy(slow::join).hasCauseInstanceOf(java.util.concurrent.TimeoutException.class);

            assertThat(pool.query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                            .single()
                            .getBoolean("ssl"))
                    .isTrue();
        }
        assertThatThrownBy(() -> config.tls(Tls.of(Tls.Mode.PREFER)).build())
                .hasMessageContaining("use REQUIRE or stricter");
    }

    @Test
    void a_login_can_be_tied_to_it() {
        LoginRules tied = LoginRules.DEFAULT.withChannelBinding();
        try (Pool pool = Pool.open(TestPools.config(server, "public")
                .tls(Tls.verifyFull(certificate))
                .loginRules(tied)
                .build())) {
            assertThat(pool.query("SELECT 1").size()).isEqualTo(1);
        }
        assertThatThrownBy(() -> Pool.open(
                        TestPools.config(server, "public").loginRules(tied).build()))
                .isInstanceOfSatisfying(
                        PostgresException.class, e -> assertThat(e.error()).isEqualTo(PostgresError.SECURITY_REFUSED));
    }

    @Test
    void works_as_without_encryption() {
        try (Pool pool = Pool.open(TestPools.config(server, "public")
                .tls(Tls.verifyFull(certificate))
                .build())) {
            List<CompletableFuture<Rows>> burst = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                burst.add(pool.async().query("SELECT $1::int AS n, repeat('x', 500) AS pad", i));
            }
            for (int i = 0; i < 2000; i++) {
                assertThat(burst.get(i)
                                .orTimeout(20, TimeUnit.SECONDS)
                                .join()
                                .single()
                                .getInt("n"))
                        .isEqualTo(i);
            }
            pool.execute("CREATE TABLE flights " + Flight.TABLE);
            List<Flight> flights =
                    IntStream.range(0, 20_000).mapToObj(Flight::of).toList();
            assertThat(pool.copyIn("flights", Flight.class, flights)).isEqualTo(20_000);
            assertThat(pool.query(Flight.class, "SELECT * FROM flights ORDER BY seq"))
                    .isEqualTo(flights);
        }
    }

    @Test
    void cancels_and_recovers() {
        try (Pool pool = Pool.open(TestPools.config(server, "public")
                .tls(Tls.verifyFull(certificate))
                .build())) {
            int before = pool.query("SELECT pg_backend_pid() AS pid").single().getInt("pid");
            assertThatThrownBy(
                            () -> pool.query(Statement.of("SELECT pg_sleep(30)").withTimeout(Duration.ofMillis(100))))
                    .isInstanceOfSatisfying(
                            PostgresException.class,
                            e -> assertThat(e.error()).isEqualTo(PostgresError.DEADLINE_EXCEEDED));
            assertThat(pool.query("SELECT pg_backend_pid() AS pid").single().getInt("pid"))
                    .isEqualTo(before);

            server.restart();

            assertThat(pool.query("SELECT 1").size()).isEqualTo(1);
        }
    }

    private void makeCertificate(Path folder, Path key)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=penstock test",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "secret")
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        pem(certificate, "CERTIFICATE", keys.getCertificate("server").getEncoded());
        pem(key, "PRIVATE KEY", keys.getKey("server", "secret".toCharArray()).getEncoded());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    private static void pem(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(content);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
