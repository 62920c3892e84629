package io.penstock.postgres.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.postgres.wire.BackendMessage.BackendKeyData;
import io.penstock.postgres.wire.BackendMessage.ErrorResponse;
import io.penstock.postgres.wire.FrontendMessage.Query;
import io.penstock.postgres.wire.ProtocolVersion;
import io.penstock.postgres.wire.WireException;
import io.penstock.postgres.wire.auth.LoginSettings;
import io.penstock.postgres.wire.auth.LoginSettings.ChannelBinding;
import io.penstock.postgres.wire.auth.LoginSettings.Cleartext;
import io.penstock.postgres.wire.auth.ServerSession;
import io.penstock.security.Credentials;
import io.penstock.security.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging in to a real server, in all the ways there are. */
class LoginTest {
    private static final Credentials MD5_USER = Credentials.of("md5user", "secret");
    private static final Credentials CLEAR_USER = Credentials.of("clearuser", "secret");
    private static final Credentials ODD_USER = Credentials.of("odduser", "I\u00adX \u2168 p\u00e4ss");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static PostgresServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Path key = folder.resolve("server.key");
        Path certificate = folder.resolve("server.crt");
        certificate(folder, key, certificate);
        server = PostgresServer.start(PostgresServer.Config.standard()
                .withSettings(
                        Map.of("ssl", "on", "ssl_cert_file", certificate.toString(), "ssl_key_file", key.toString()))
                .withHba(List.of(
                        "host all md5user all md5",
                        "host all clearuser all password",
                        "local all all trust",
                        "host all all all scram-sha-256")));
        try (BareClient client = BareClient.loggedIn(server)) {
            for (String sql : List.of(
                    "set md5_password_warnings = off",
                    "set password_encryption = 'md5'",
                    "create role md5user login password 'secret'",
                    "set password_encryption = 'scram-sha-256'",
                    "create role clearuser login password 'secret'",
                    "create role odduser login password 'I\u00adX \u2168 p\u00e4ss'")) {
                client.send(new Query(sql)).answer();
            }
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void certificate(Path folder, Path key, Path certificate)
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
                        "-sigalg",
                        "SHA384withECDSA",
                        "-dname",
                        "CN=localhost",
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
        String output = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        pem(certificate, "CERTIFICATE", keys.getCertificate("server").getEncoded());
        pem(key, "PRIVATE KEY", keys.getKey("server", "secret".toCharArray()).getEncoded());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    private static void pem(Path file, String kind, byte[] content) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + kind + "-----\n");
    }

    private static Credentials superuser() {
        return Credentials.of(server.user(), server.password());
    }

    private static LoginSettings settings() {
        return LoginSettings.defaults().database(server.database());
    }

    private static ServerSession login(LoginSettings settings, Credentials credentials) throws IOException {
        try (BareClient client = new BareClient(server)) {
            return client.login(settings, credentials);
        }
    }

    private static ServerSession loginOverTls(LoginSettings settings, Credentials credentials) throws IOException {
        try (BareClient client = new BareClient(server).tls(Tls.of(Tls.Mode.REQUIRE))) {
            return client.login(settings, credentials);
        }
    }

    @Test
    void by_scram_with_the_newest_protocol_and_a_long_cancel_key() throws IOException {
        ServerSession session = login(settings().applicationName("test"), superuser());
        assertThat(session.version()).isEqualTo(ProtocolVersion.V3_2);
        assertThat(session.key().orElseThrow().secretKey().length()).isGreaterThan(4);
        assertThat(session.serverVersion().orElseThrow()).startsWith("18");
        assertThat(session.parameters()).containsEntry("application_name", "test");
    }

    @Test
    void by_the_old_protocol_with_a_cancel_key_of_four_bytes() throws IOException {
        ServerSession session = login(settings().version(ProtocolVersion.V3_0), superuser());
        assertThat(session.version()).isEqualTo(ProtocolVersion.V3_0);
        assertThat(session.key().orElseThrow().secretKey().length()).isEqualTo(4);
    }

    @Test
    void a_version_from_the_future_is_negotiated_down() throws IOException {
        assertThat(login(settings().version(new ProtocolVersion(3, 9999)), superuser())
                        .version())
                .isEqualTo(ProtocolVersion.V3_2);
    }

    @Test
    void with_a_password_that_must_be_prepared() throws IOException {
        assertThat(login(settings(), ODD_USER).version()).isEqualTo(ProtocolVersion.V3_2);
        assertThat(login(settings(), Credentials.of("odduser", "IX IX p\u00e4ss"))
                        .version())
                .as("the same password, written otherwise")
                .isEqualTo(ProtocolVersion.V3_2);
    }

    @Test
    void a_wrong_password_is_refused_by_the_server() {
        assertThatThrownBy(() -> login(settings(), Credentials.of(server.user(), "wrong")))
                .hasMessageContaining("28P01");
    }

    @Test
    void by_scram_tied_to_the_tls_connection() throws IOException {
        LoginSettings required = settings().channelBinding(ChannelBinding.REQUIRE);
        assertThat(loginOverTls(required, superuser()).version()).isEqualTo(ProtocolVersion.V3_2);
        assertThat(loginOverTls(settings(), superuser()).version()).isEqualTo(ProtocolVersion.V3_2);
        assertThat(loginOverTls(settings().channelBinding(ChannelBinding.DISABLE), superuser())
                        .version())
                .isEqualTo(ProtocolVersion.V3_2);
        assertThatThrownBy(() -> login(required, superuser()))
                .isInstanceOf(WireException.class)
                .hasMessage("channel binding is required, but the connection is not encrypted");
        assertThatThrownBy(() -> loginOverTls(required, CLEAR_USER))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("channel binding is required, but the server asks for the password in clear");
    }

    @Test
    void by_md5_only_when_allowed() throws IOException {
        assertThat(login(settings().allowMd5(true), MD5_USER).version()).isEqualTo(ProtocolVersion.V3_2);
        assertThatThrownBy(() -> login(settings(), MD5_USER))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("the server asks for an md5 password, which is not allowed");
    }

    @Test
    void in_clear_only_when_allowed() throws IOException {
        assertThat(loginOverTls(settings(), CLEAR_USER).version()).isEqualTo(ProtocolVersion.V3_2);
        assertThat(login(settings().allowCleartext(Cleartext.ALWAYS), CLEAR_USER)
                        .version())
                .isEqualTo(ProtocolVersion.V3_2);
        assertThatThrownBy(() -> login(settings(), CLEAR_USER))
                .isInstanceOf(WireException.class)
                .hasMessage("the server asks for the password in clear, which is allowed only over TLS; let pg_hba.conf"
                        + " ask for scram-sha-256");
        assertThatThrownBy(() -> loginOverTls(settings().allowCleartext(Cleartext.NEVER), CLEAR_USER))
                .isInstanceOf(WireException.class);
    }

    @Test
    void without_a_password_nothing_is_sent() {
        assertThatThrownBy(() -> login(settings(), Credentials.of(server.user(), "")))
                .isInstanceOf(WireException.class)
                .hasMessage("the server asks for a password for user 'penstock', but none is given");
    }

    @Test
    void a_cancel_request_with_the_long_key_reaches_its_statement() throws IOException {
        try (BareClient client = new BareClient(server)) {
            ServerSession session = client.login(settings(), superuser());
            client.send(new Query("select pg_sleep(60)"));
            BackendKeyData key = session.key().orElseThrow();
            assertThat(key.secretKey().length()).isGreaterThan(4);
            // The statement may not have begun when the first request comes; then another does it.
            io.penstock.Threads.start("penstock-test-cancel", () -> {
                for (int i = 0; i < 100; i++) {
                    try (BareClient other = new BareClient(server)) {
                        other.send(session.cancelRequest().orElseThrow()).awaitEnd();
                    } catch (IOException over) {
                        return;
                    }
                }
            });
            assertThat(client.next()).isInstanceOf(io.penstock.postgres.wire.BackendMessage.RowDescription.class);
            assertThat(((ErrorResponse) client.next()).fields().sqlState()).isEqualTo("57014");
        }
    }
}
