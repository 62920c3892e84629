package io.penstock.postgres.wire.auth;

import io.penstock.postgres.wire.Bytes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;

/** Channel binding {@code tls-server-end-point} (RFC 5929): the hash of the server's certificate. */
final class EndPointHash {
    private EndPointHash() {}

    /** The hash, by the algorithm the certificate is signed with; empty for signatures without one, such as Ed25519. */
    static Optional<Bytes> of(X509Certificate certificate) {
        try {
            String digest = digest(certificate);
            return digest.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Bytes.of(MessageDigest.getInstance(digest).digest(certificate.getEncoded())));
        } catch (GeneralSecurityException unknown) {
            return Optional.empty();
        }
    }

    private static String digest(X509Certificate certificate) throws GeneralSecurityException {
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (signature.equals("RSASSA-PSS")) {
            var parameters = java.security.AlgorithmParameters.getInstance("RSASSA-PSS");
            try {
                parameters.init(certificate.getSigAlgParams());
            } catch (java.io.IOException malformed) {
                return "";
            }
            AlgorithmParameterSpec spec = parameters.getParameterSpec(PSSParameterSpec.class);
            return spec instanceof PSSParameterSpec pss ? named(pss.getDigestAlgorithm()) : "";
        }
        int with = signature.indexOf("WITH");
        return with < 0 ? "" : named(signature.substring(0, with));
    }

    /** MD5 and SHA-1 are replaced by SHA-256, as the RFC says. */
    private static String named(String digest) {
        return switch (digest.replace("-", "").toUpperCase(Locale.ROOT)) {
            case "MD5", "SHA1", "SHA256" -> "SHA-256";
            case "SHA224" -> "SHA-224";
            case "SHA384" -> "SHA-384";
            case "SHA512" -> "SHA-512";
            default -> "";
        };
    }
}
