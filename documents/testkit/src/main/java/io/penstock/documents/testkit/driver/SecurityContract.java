package io.penstock.documents.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.PenstockException;
import io.penstock.Who;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.testkit.SecuredNode;
import io.penstock.security.Credentials;
import io.penstock.security.Secret;
import io.penstock.security.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encryption and users, on a node that insists on both: what fits is let in, and everything else is told why not. */
public abstract class SecurityContract extends DriverSuite {
    @TempDir
    Path folder;

    private final SecuredNode node;

    protected SecurityContract(SecuredNode node) {
        this.node = node;
    }

    @BeforeAll
    void createRole() {
        schema("CREATE ROLE IF NOT EXISTS guest WITH PASSWORD = 'welcome' AND LOGIN = true");
        schema("CREATE TABLE " + keyspace() + ".rows (id int PRIMARY KEY)");
    }

    @Test
    @Covers({"G-07", "D-04"})
    void an_encrypted_connection_is_encrypted() {
        assertThat(execute("SELECT ssl_enabled FROM system_views.clients").rows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get(0)).isEqualTo(true));
    }

    @Test
    @Covers({"G-07", "D-04"})
    void modes_that_check_less_are_let_in_too() {
        for (Tls tls : java.util.List.of(
                new Tls(
                        Tls.Mode.VERIFY_CA,
                        Optional.of(node.authority()),
                        Optional.of(node.clientKey()),
                        node.password()),
                Tls.of(Tls.Mode.REQUIRE).withClientKey(node.clientKey(), node.password()))) {
            try (CqlDriver driver = backend().connect(target().withTls(tls))) {
                assertThat(Blocking.await(driver.execute(CqlStatement.of("SELECT key FROM system.local")))
                                .rows())
                        .hasSize(1);
            }
        }
    }

    private void fails(DriverTarget target, DocumentsError error, String saying) {
        assertThatThrownBy(() -> backend().connect(target).close())
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        refused -> assertThat(refused.error()).isEqualTo(error))
                .hasMessageContaining(saying);
    }

    @Test
    @Covers({"G-07", "D-04"})
    void another_authority_is_refused() {
        fails(
                target().withTls(
                                Tls.verifyFull(node.otherAuthority()).withClientKey(node.clientKey(), node.password())),
                DocumentsError.TLS,
                "the server's certificate is signed by no authority that is trusted here");
        fails(
                target().withTls(Tls.of(Tls.Mode.VERIFY_FULL).withClientKey(node.clientKey(), node.password())),
                DocumentsError.TLS,
                "signed by no authority that is trusted here");
    }

    @Test
    @Covers({"G-07", "D-04"})
    void a_certificate_for_another_host_is_refused() throws IOException {
        InetAddress renamed = InetAddress.getByAddress("wrong.example", new byte[] {127, 0, 0, 1});
        fails(
                target().withAddress(new InetSocketAddress(
                        renamed, target().address().getPort())),
                DocumentsError.TLS,
                "the server's certificate is for another host");
    }

    @Test
    @Covers({"G-07", "D-04"})
    void a_client_without_a_certificate_or_with_a_strange_one_is_refused() {
        for (Tls tls : java.util.List.of(
                Tls.verifyFull(node.authority()),
                Tls.verifyFull(node.authority()).withClientKey(node.otherKey(), node.password()))) {
            assertThatThrownBy(() -> backend().connect(target().withTls(tls)).close())
                    .isInstanceOfSatisfying(DocumentsException.class, refused -> {
                        assertThat(refused.error()).isIn(DocumentsError.TLS, DocumentsError.CONNECT);
                        assertThat(refused.getMessage())
                                .containsAnyOf("client certificate", "the connection was refused or closed");
                    });
        }
    }

    @Test
    @Covers({"G-07", "D-04"})
    void plain_to_an_encrypting_server_says_so() {
        assertThatThrownBy(() ->
                        backend().connect(target().withTls(Tls.disabled())).close())
                .isInstanceOfSatisfying(
                        DocumentsException.class,
                        refused -> assertThat(refused.error()).isEqualTo(DocumentsError.CONNECT))
                .hasMessageContaining("whether it wants encryption");
    }

    @Test
    @Covers({"G-07", "D-04"})
    void encrypted_to_a_plain_server_says_so(CassandraNode plain) {
        fails(
                target().withAddress(plain.address()),
                DocumentsError.TLS,
                "the server there does not encrypt; leave tls(…) out");
    }

    @Test
    @Covers("D-04")
    void settings_that_cannot_work_are_told_before_anything_is_connected() {
        for (Tls broken : java.util.List.of(
                Tls.verifyFull(folder.resolve("missing.pem")),
                Tls.verifyFull(node.authority()).withClientKey(node.clientKey(), Secret.of("not-the-password")),
                Tls.verifyFull(node.authority()).withClientKey(node.authority(), node.password()))) {
            assertThatThrownBy(() -> backend().connect(target().withTls(broken)).close())
                    .isInstanceOfSatisfying(PenstockException.class, unusable -> {
                        assertThat(unusable.code()).isEqualTo(BaseError.INVALID_SECURITY);
                        assertThat(unusable.who()).isEqualTo(Who.CALLER);
                    })
                    .hasMessageNotContaining("not-the-password");
        }
    }

    @Test
    @Covers("D-04")
    void a_renewed_certificate_is_used_by_the_next_connection() throws IOException {
        Path key = folder.resolve("client.p12");
        Files.copy(node.otherKey(), key, StandardCopyOption.REPLACE_EXISTING);
        DriverTarget renewed = target().withTls(Tls.verifyFull(node.authority()).withClientKey(key, node.password()));
        assertThatThrownBy(() -> backend().connect(renewed).close()).isInstanceOf(DocumentsException.class);
        Files.copy(node.clientKey(), key, StandardCopyOption.REPLACE_EXISTING);
        backend().connect(renewed).close();
    }

    @Test
    @Covers({"G-08", "D-03"})
    void a_wrong_password_and_an_unknown_user_are_refused_without_being_shown() {
        for (Credentials wrong : java.util.List.of(
                Credentials.of("cassandra", "open-sesame"), Credentials.of("nobody-at-all", "open-sesame"))) {
            DriverTarget target = target().withCredentials(Credentials.Provider.fixed(wrong));
            assertThatThrownBy(() -> backend().connect(target).close())
                    .isInstanceOfSatisfying(DocumentsException.class, refused -> {
                        assertThat(refused.error()).isEqualTo(DocumentsError.AUTHENTICATION);
                        assertThat(refused.who()).isEqualTo(Who.CALLER);
                    })
                    .hasMessageContaining("refuses the user or password")
                    .hasMessageNotContaining("open-sesame");
        }
    }

    @Test
    @Covers({"G-08", "D-03"})
    void missing_credentials_are_told() {
        fails(target().withoutCredentials(), DocumentsError.AUTHENTICATION, "wants them and got none");
    }

    @Test
    @Covers({"G-08", "D-26"})
    void what_a_user_may_not_do_is_told() {
        DriverTarget guest = target().withCredentials(Credentials.Provider.fixed(Credentials.of("guest", "welcome")));
        try (CqlDriver driver = backend().connect(guest)) {
            refused(
                    DocumentsError.UNAUTHORIZED,
                    () -> Blocking.await(driver.execute(CqlStatement.of("SELECT * FROM " + keyspace() + ".rows"))));
        }
    }

    @Test
    @Covers({"G-08", "D-03"})
    void credentials_are_asked_for_with_each_connection() {
        AtomicInteger asked = new AtomicInteger();
        DriverTarget counting = target().withCredentials(() -> {
            asked.incrementAndGet();
            return CompletableFuture.completedFuture(Credentials.of("cassandra", "cassandra"));
        });
        backend().connect(counting).close();
        assertThat(asked.get()).isGreaterThanOrEqualTo(2);
    }

    @Test
    @Covers({"G-08", "D-03"})
    void a_provider_that_fails_fails_the_connection_and_does_not_hang_it() {
        fails(
                target().withCredentials(() -> {
                    throw new IllegalStateException("the vault is locked");
                }),
                DocumentsError.AUTHENTICATION,
                "the application's provider of credentials failed: IllegalStateException");
        fails(
                target().withCredentials(() -> CompletableFuture.failedFuture(new IllegalStateException("locked"))),
                DocumentsError.AUTHENTICATION,
                "the application's provider of credentials failed");
    }
}
