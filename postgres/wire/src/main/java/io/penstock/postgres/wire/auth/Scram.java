package io.penstock.postgres.wire.auth;

import io.penstock.Limit;
import io.penstock.postgres.wire.Bytes;
import io.penstock.security.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of one SCRAM-SHA-256 exchange (RFC 5802 and 7677): client-first, server-first, client-final,
 * server-final. Both sides prove that they know the password, and neither sends it. Confined to one exchange.
 */
final class Scram {
    static final String SHA_256 = "SCRAM-SHA-256";
    static final String SHA_256_PLUS = "SCRAM-SHA-256-PLUS";

    private static final int HASH_BYTES = 32;

    private final String user;
    private final byte[] password;
    private final String nonce;
    private final String gs2Header;
    private final Bytes bindingData;
    private byte @Nullable [] serverSignature;

    /**
     * @param user the name inside SCRAM; PostgreSQL ignores it and takes the one of the startup message
     * @param nonce random printable characters without a comma
     * @param binding what the exchange is tied to
     */
    Scram(String user, Secret password, String nonce, Binding binding) {
        this.user = user.replace("=", "=3D").replace(",", "=2C");
        this.password = SaslPrep.prepare(password.reveal()).getBytes(StandardCharsets.UTF_8);
        this.nonce = nonce;
        this.gs2Header = binding.gs2Header();
        this.bindingData = binding.data();
    }

    /**
     * What the exchange is tied to.
     *
     * @param gs2Header {@code n,,} for nothing, {@code y,,} for "could, but you do not offer it"
     */
    record Binding(String gs2Header, Bytes data) {
        static final Binding NONE = new Binding("n,,", Bytes.EMPTY);
        static final Binding NOT_OFFERED = new Binding("y,,", Bytes.EMPTY);

        static Binding endPoint(Bytes certificateHash) {
            return new Binding("p=tls-server-end-point,,", certificateHash);
        }
    }

    Bytes clientFirst() {
        return Bytes.utf8(gs2Header + clientFirstBare());
    }

    private String clientFirstBare() {
        return "n=" + user + ",r=" + nonce;
    }

    Bytes clientFinal(Bytes serverFirstMessage, Limit iterationsMax) {
        if (serverSignature != null) {
            throw AuthErrors.exchange("it starts a second time");
        }
        String serverFirst = serverFirstMessage.toUtf8();
        Map<Character, String> attributes = attributes(serverFirst);
        String fullNonce = attributes.getOrDefault('r', "");
        if (!fullNonce.startsWith(nonce) || fullNonce.length() == nonce.length()) {
            throw AuthErrors.exchange("its nonce does not continue ours");
        }
        byte[] salt = decoded(attributes.getOrDefault('s', ""), "salt");
        int iterations = iterations(attributes.getOrDefault('i', ""), iterationsMax);
        if (attributes.containsKey('m')) {
            throw AuthErrors.exchange("it demands an extension that is unknown");
        }
        byte[] binding = new WireBytes().add(gs2Header).add(bindingData).toByteArray();
        String withoutProof = "c=" + Base64.getEncoder().encodeToString(binding) + ",r=" + fullNonce;
        String authMessage = clientFirstBare() + "," + serverFirst + "," + withoutProof;

        byte[] salted = saltedPassword(password, salt, iterations);
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] proof = hmac(sha256(clientKey), authMessage);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        serverSignature = hmac(hmac(salted, "Server Key"), authMessage);
        return Bytes.utf8(withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof));
    }

    /** Checks that the server knows the password too. */
    void verify(Bytes serverFinal) {
        Map<Character, String> attributes = attributes(serverFinal.toUtf8());
        if (attributes.containsKey('e')) {
            throw AuthErrors.exchange("it ends with the error '" + printable(attributes.get('e')) + "'");
        }
        byte[] signature = decoded(attributes.getOrDefault('v', ""), "signature");
        if (serverSignature == null || !MessageDigest.isEqual(signature, serverSignature)) {
            throw AuthErrors.exchange("its signature is wrong, so it does not know the password;"
                    + " it may not be the server it says it is");
        }
    }

    private static int iterations(String text, Limit max) {
        boolean number = !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long iterations = number ? Long.parseLong(text) : 0;
        if (iterations < 1) {
            throw AuthErrors.exchange("its iteration count is no positive number");
        }
        if (iterations > max.max()) {
            throw AuthErrors.refused("the server asks for " + iterations + " SCRAM iterations, but " + max.reached()
                    + "; raise it only for a server that you trust");
        }
        return (int) iterations;
    }

    private static byte[] decoded(String base64, String what) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException malformed) {
            // told below, without the text
        }
        throw AuthErrors.exchange("its " + what + " is missing or not base64");
    }

    /** {@code a=…,b=…}; a value may hold '='. The first attribute of a name wins. */
    private static Map<Character, String> attributes(String message) {
        Map<Character, String> attributes = new HashMap<>();
        int at = 0;
        while (at < message.length()) {
            int comma = message.indexOf(',', at);
            int end = comma < 0 ? message.length() : comma;
            if (end - at < 2 || message.charAt(at + 1) != '=') {
                throw AuthErrors.exchange("a message is not 'name=value' pairs");
            }
            attributes.putIfAbsent(message.charAt(at), message.substring(at + 2, end));
            at = end + 1;
        }
        return attributes;
    }

    private static String printable(@Nullable String text) {
        return text == null ? "" : text.replaceAll("[^a-z0-9-]", "?");
    }

    private static byte[] saltedPassword(byte[] password, byte[] salt, int iterations) {
        Mac mac = mac(password);
        mac.update(salt);
        byte[] block = mac.doFinal(new byte[] {0, 0, 0, 1});
        byte[] sum = block.clone();
        try {
            for (int i = 1; i < iterations; i++) {
                mac.update(block);
                mac.doFinal(block, 0);
                for (int j = 0; j < HASH_BYTES; j++) {
                    sum[j] ^= block[j];
                }
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        return sum;
    }

    private static byte[] hmac(byte[] key, String text) {
        return mac(key).doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has HmacSHA256", missing);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    private static final class WireBytes {
        private final java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();

        WireBytes add(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        WireBytes add(Bytes bytes) {
            out.writeBytes(bytes.toByteArray());
            return this;
        }

        byte[] toByteArray() {
            return out.toByteArray();
        }
    }
}
