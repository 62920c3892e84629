package io.penstock.documents.driver.apache;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What went wrong when encryption was agreed on, and what to do about it. Pure functions. */
final class TlsFailures {
    private static final int CAUSES_MAX = 20;

    private TlsFailures() {}

    /** The explanation of one error of one node, when it is about encryption. */
    static Optional<String> explain(Throwable error) {
        boolean encrypted = false;
        int depth = 0;
        for (Throwable at = error; at != null && depth < CAUSES_MAX; at = at.getCause(), depth++) {
            String message = String.valueOf(at.getMessage());
            if (message.contains("not an SSL/TLS record")) {
                return Optional.of(
                        "the server there does not encrypt; leave tls(…) out, or switch encryption on there");
            }
            if (at instanceof CertPathBuilderException || message.contains("unable to find valid certification path")) {
                return Optional.of("the server's certificate is signed by no authority that is trusted here; give its"
                        + " authority's certificate to Tls.verifyFull(…)");
            }
            if (at instanceof CertificateException && (message.contains("No name matching") || isOtherHost(message))) {
                return Optional.of("the server's certificate is for another host (" + message
                        + "); connect by a name that it has, or check the authority only: Tls.Mode.VERIFY_CA");
            }
            if (message.contains("certificate_required") || message.contains("bad_certificate")) {
                return Optional.of("the server wants a client certificate, or does not trust the one it got; give one"
                        + " with Tls.withClientKey(…)");
            }
            if (at instanceof SSLException) {
                encrypted = true;
            }
        }
        return encrypted ? Optional.of("encryption could not be agreed on: " + error.getMessage()) : Optional.empty();
    }

    private static boolean isOtherHost(String message) {
        return message.contains("No subject alternative") || message.contains("doesn't match");
    }
}
