package io.penstock.documents.testkit;

import io.penstock.PenstockException;
import io.penstock.security.Credentials;
import io.penstock.security.Secret;
import io.penstock.testkit.ChildProcess;
import io.penstock.testkit.WorkFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A throw-away node that insists on encryption, on a client certificate and on a user, with all the keys that a test of
 * it needs, right ones and wrong ones. It answers with the payload of each request. Thread-safe.
 */
public final class SecuredNode implements AutoCloseable {
    /** The server's own extension that answers with the payload that a request has. */
    private static final String MIRROR = "org.apache.cassandra.cql3.CustomPayloadMirroringQueryHandler";

    private static final String PASSWORD = "opensesame";
    private static final Duration KEYTOOL_TIMEOUT = Duration.ofMinutes(1);

    private final WorkFolder folder;
    private final Path keys;
    private final CassandraNode node;

    private SecuredNode(WorkFolder folder, CassandraNode node) {
        this.folder = folder;
        this.keys = folder.path();
        this.node = node;
    }

    /** Makes keys, starts the node and waits until it answers. */
    public static SecuredNode start() {
        WorkFolder folder;
        try {
            folder = WorkFolder.throwAway("penstock-keys");
        } catch (IOException unwritable) {
            throw new UncheckedIOException("no folder for keys", unwritable);
        }
        Path keys = folder.path();
        try {
            for (String name : List.of("server", "client", "other")) {
                makeKey(keys, name);
                writePem(keys, name);
            }
            trust(keys, "client");
            return new SecuredNode(
                    folder,
                    CassandraNode.start(CassandraNode.Config.standard()
                            .withYaml(yaml(keys))
                            .withProperties(Map.of("cassandra.custom_query_handler_class", MIRROR))));
        } catch (IOException | GeneralSecurityException failed) {
            folder.close();
            throw new PenstockException(NodeError.NOT_STARTED, "the keys cannot be made: " + failed, failed);
        } catch (RuntimeException failed) {
            folder.close();
            throw failed;
        }
    }

    private static Map<String, String> yaml(Path keys) {
        return Map.of(
                "authenticator",
                "PasswordAuthenticator",
                "authorizer",
                "CassandraAuthorizer",
                "role_manager",
                "CassandraRoleManager",
                "roles_validity",
                "0ms",
                "permissions_validity",
                "0ms",
                "credentials_validity",
                "0ms",
                "client_encryption_options",
                ("{enabled: true, optional: false, keystore: '%s', keystore_password: %s, store_type: PKCS12,"
                                + " require_client_auth: true, truststore: '%s', truststore_password: %s,"
                                + " protocol: TLS, accepted_protocols: [TLSv1.3, TLSv1.2]}")
                        .formatted(keys.resolve("server.p12"), PASSWORD, keys.resolve("trusted.p12"), PASSWORD));
    }

    private static void makeKey(Path keys, String name) {
        ChildProcess.Finished finished = ChildProcess.run(
                ChildProcess.Spec.of(
                        "keytool",
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                name,
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=ip:127.0.0.1,dns:localhost",
                                "-keystore",
                                keys.resolve(name + ".p12").toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD)),
                KEYTOOL_TIMEOUT);
        if (finished.exitCode() != 0) {
            throw new PenstockException(NodeError.NOT_STARTED, "keytool failed: " + finished.text());
        }
    }

    private static Certificate certificate(Path keys, String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store.getCertificate(name);
    }

    private static void writePem(Path keys, String name) throws IOException, GeneralSecurityException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(certificate(keys, name).getEncoded());
        Files.writeString(
                keys.resolve(name + ".pem"), "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }

    private static void trust(Path keys, String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(name, certificate(keys, name));
        try (OutputStream out = Files.newOutputStream(keys.resolve("trusted.p12"))) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    /** The node itself. */
    public CassandraNode node() {
        return node;
    }

    /** The user that may do everything. */
    public Credentials superuser() {
        return Credentials.of("cassandra", "cassandra");
    }

    /** What signed the server's certificate, as PEM. */
    public Path authority() {
        return keys.resolve("server.pem");
    }

    /** An authority that the server's certificate is not of, as PEM. */
    public Path otherAuthority() {
        return keys.resolve("other.pem");
    }

    /** A client key that the server trusts, as PKCS#12. */
    public Path clientKey() {
        return keys.resolve("client.p12");
    }

    /** A client key that it does not trust. */
    public Path otherKey() {
        return keys.resolve("other.p12");
    }

    /** The password of the key files. */
    public Secret password() {
        return Secret.of(PASSWORD);
    }

    /** Stops the node and deletes the keys. Idempotent. */
    @Override
    public void close() {
        node.close();
        folder.close();
    }
}
