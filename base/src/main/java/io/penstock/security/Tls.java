package io.penstock.security;

import io.penstock.BaseError;
import io.penstock.PenstockException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * How a connection is encrypted and whom it trusts. Immutable; {@link #context()} reads the files anew each time, so a
 * renewed certificate is used by the next connection.
 *
 * @param mode how strict
 * @param trustedCertificates a PEM file of certificate authorities, or empty for the JDK's own
 * @param keyStore a PKCS#12 file with the client's key and certificate, or empty for none
 * @param keyStorePassword the password of that file
 */
public record Tls(Mode mode, Optional<Path> trustedCertificates, Optional<Path> keyStore, Secret keyStorePassword) {

    /** How strict a connection is about encryption, from none to full. */
    public enum Mode {
        /** Never encrypt. */
        DISABLE,
        /** Encrypt when the server offers it; a failed handshake is an error, never a downgrade. */
        PREFER,
        /** Encrypt or fail; the server's certificate is not checked. */
        REQUIRE,
        /** Encrypt, and check that a trusted authority signed the server's certificate. */
        VERIFY_CA,
        /** As {@link #VERIFY_CA}, and check that the certificate names the host. */
        VERIFY_FULL
    }

    public Tls {
        boolean verifies = mode == Mode.VERIFY_CA || mode == Mode.VERIFY_FULL;
        if (trustedCertificates.isPresent() && !verifies) {
            throw new PenstockException(
                    BaseError.INVALID_SECURITY,
                    "trusted certificates are given, but mode " + mode
                            + " does not check the server's certificate; use VERIFY_CA or VERIFY_FULL");
        }
    }

    public static Tls disabled() {
        return of(Mode.DISABLE);
    }

    public static Tls of(Mode mode) {
        return new Tls(mode, Optional.empty(), Optional.empty(), Secret.of(""));
    }

    /** Full verification against the certificate authorities of a PEM file. */
    public static Tls verifyFull(Path trustedCertificates) {
        return new Tls(Mode.VERIFY_FULL, Optional.of(trustedCertificates), Optional.empty(), Secret.of(""));
    }

    /** The same with a client certificate, for mutual TLS. */
    public Tls withClientKey(Path keyStore, Secret password) {
        return new Tls(mode, trustedCertificates, Optional.of(keyStore), password);
    }

    /** Whether the host name must match the certificate. */
    public boolean verifiesHost() {
        return mode == Mode.VERIFY_FULL;
    }

    /**
     * The JDK's context for these settings.
     *
     * @throws PenstockException {@link BaseError#INVALID_SECURITY} when a file cannot be read or holds nothing usable
     */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), trustManagers(), new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw unusable("this JDK", unusable);
        }
    }

    private static PenstockException unusable(Object what, Exception why) {
        return new PenstockException(
                BaseError.INVALID_SECURITY, "TLS settings cannot be used: " + what + ": " + why, why);
    }

    private KeyManager[] keyManagers() throws GeneralSecurityException {
        if (keyStore.isEmpty()) {
            return new KeyManager[0];
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        char[] password = keyStorePassword.reveal().toCharArray();
        try (InputStream in = Files.newInputStream(keyStore.get())) {
            keys.load(in, password);
        } catch (GeneralSecurityException | IOException unusable) {
            throw unusable("key store " + keyStore.get() + " with the given password", unusable);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password);
        return factory.getKeyManagers();
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
        if (mode == Mode.PREFER || mode == Mode.REQUIRE) {
            return new TrustManager[] {new TrustAnyone()};
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trustedCertificates.isPresent() ? authorities(trustedCertificates.get()) : null);
        return factory.getTrustManagers();
    }

    private static KeyStore authorities(Path pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int count = 0;
        try (InputStream in = Files.newInputStream(pem)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + count++, certificate);
            }
        } catch (GeneralSecurityException | IOException unusable) {
            throw unusable("trusted certificates " + pem, unusable);
        }
        if (count == 0) {
            throw new PenstockException(
                    BaseError.INVALID_SECURITY,
                    "no certificate in " + pem + "; expected a PEM file with one or more CERTIFICATE blocks");
        }
        return store;
    }

    /** For the two modes that encrypt without checking. */
    private static final class TrustAnyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
