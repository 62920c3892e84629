package io.penstock.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import io.penstock.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real handshakes over a loopback socket, with a certificate for {@code localhost} made by the JDK's own tool. */
@Timeout(60)
final class TlsTest {
    private static final Secret PASSWORD = Secret.of("opensesame");

    @TempDir
    static Path folder;

    @BeforeAll
    static void make_certificates() throws IOException, InterruptedException {
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost");
        keytool(
                "-exportcert",
                "-alias",
                "server",
                "-rfc",
                "-file",
                folder.resolve("ca.pem").toString());
        Files.writeString(folder.resolve("none.pem"), "no certificate here\n");
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", folder.resolve("server.p12").toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD.reveal()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "REQUIRE, false, localhost, true",
        "REQUIRE, false, wrong.example, true",
        "PREFER, false, localhost, true",
        "VERIFY_CA, true, localhost, true",
        "VERIFY_CA, true, wrong.example, true",
        "VERIFY_CA, false, localhost, false",
        "VERIFY_FULL, true, localhost, true",
        "VERIFY_FULL, true, wrong.example, false",
        "VERIFY_FULL, false, localhost, false"
    })
    void trusts_as_much_as_its_mode_says(Tls.Mode mode, boolean knowsAuthority, String host, boolean accepted)
            throws IOException, InterruptedException {
        Optional<Path> authority = knowsAuthority ? Optional.of(folder.resolve("ca.pem")) : Optional.empty();
        Throwable failure = handshake(new Tls(mode, authority, Optional.empty(), Secret.of("")), host);
        if (accepted) {
            assertThat(failure).isNull();
        } else {
            assertThat(failure).isInstanceOf(SSLException.class);
        }
    }

    private static @org.jspecify.annotations.Nullable Throwable handshake(Tls tls, String host)
            throws IOException, InterruptedException {
        SSLContext server = Tls.of(Tls.Mode.REQUIRE)
                .withClientKey(folder.resolve("server.p12"), PASSWORD)
                .context();
        try (SSLServerSocket listener = (SSLServerSocket)
                server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread acceptor = Threads.start("penstock-test-tls", () -> acceptOne(listener));
            Throwable failure;
            try (java.net.Socket plain =
                            new java.net.Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
                    SSLSocket socket = (SSLSocket)
                            tls.context().getSocketFactory().createSocket(plain, host, listener.getLocalPort(), true)) {
                if (tls.verifiesHost()) {
                    SSLParameters parameters = socket.getSSLParameters();
                    parameters.setEndpointIdentificationAlgorithm("HTTPS");
                    socket.setSSLParameters(parameters);
                }
                failure = catchThrowable(socket::startHandshake);
            }
            acceptor.join();
            return failure;
        }
    }

    /** The server's side; what matters is what the client sees, so a refused handshake just ends it. */
    private static void acceptOne(SSLServerSocket listener) {
        try (SSLSocket accepted = (SSLSocket) listener.accept()) {
            accepted.startHandshake();
            assertThat(accepted.getInputStream().read()).isLessThan(256);
        } catch (IOException refused) {
            assertThat(refused).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Tls.Mode.class,
            names = {"DISABLE", "PREFER", "REQUIRE"})
    void refuses_authorities_that_its_mode_would_not_look_at(Tls.Mode mode) {
        assertThatThrownBy(() -> new Tls(mode, Optional.of(Path.of("ca.pem")), Optional.empty(), Secret.of("")))
                .isInstanceOf(PenstockException.class)
                .hasMessage("trusted certificates are given, but mode " + mode
                        + " does not check the server's certificate; use VERIFY_CA or VERIFY_FULL");
    }

    @Test
    void says_when_a_file_holds_no_certificate() {
        Path none = folder.resolve("none.pem");
        assertThatThrownBy(() -> Tls.verifyFull(none).context())
                .isInstanceOf(PenstockException.class)
                .hasMessageContaining(none.toString())
                .extracting(thrown -> ((PenstockException) thrown).code())
                .isEqualTo(BaseError.INVALID_SECURITY);
    }

    @Test
    void says_which_file_is_missing() {
        Path missing = folder.resolve("missing.pem");
        assertThatThrownBy(() -> Tls.verifyFull(missing).context())
                .isInstanceOf(PenstockException.class)
                .hasMessageContaining("TLS settings cannot be used: ")
                .hasMessageContaining(missing.toString());
    }

    @Test
    void does_not_print_a_wrong_password() {
        Tls tls = Tls.of(Tls.Mode.REQUIRE).withClientKey(folder.resolve("server.p12"), Secret.of("not-the-password"));
        assertThatThrownBy(tls::context)
                .isInstanceOf(PenstockException.class)
                .hasMessageStartingWith("TLS settings cannot be used: key store " + folder.resolve("server.p12"))
                .hasMessageNotContaining("not-the-password");
    }
}
