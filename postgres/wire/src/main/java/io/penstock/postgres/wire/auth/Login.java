package io.penstock.postgres.wire.auth;

import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.BackendMessage.Authentication;
import io.penstock.postgres.wire.BackendMessage.AuthenticationCleartext;
import io.penstock.postgres.wire.BackendMessage.AuthenticationMd5;
import io.penstock.postgres.wire.BackendMessage.AuthenticationOk;
import io.penstock.postgres.wire.BackendMessage.AuthenticationOther;
import io.penstock.postgres.wire.BackendMessage.AuthenticationSasl;
import io.penstock.postgres.wire.BackendMessage.AuthenticationSaslContinue;
import io.penstock.postgres.wire.BackendMessage.AuthenticationSaslFinal;
import io.penstock.postgres.wire.BackendMessage.BackendKeyData;
import io.penstock.postgres.wire.BackendMessage.ErrorResponse;
import io.penstock.postgres.wire.BackendMessage.NegotiateProtocolVersion;
import io.penstock.postgres.wire.BackendMessage.NoticeResponse;
import io.penstock.postgres.wire.BackendMessage.ParameterStatus;
import io.penstock.postgres.wire.BackendMessage.ReadyForQuery;
import io.penstock.postgres.wire.Bytes;
import io.penstock.postgres.wire.ErrorFields;
import io.penstock.postgres.wire.FrontendMessage;
import io.penstock.postgres.wire.FrontendMessage.Password;
import io.penstock.postgres.wire.FrontendMessage.SaslInitialResponse;
import io.penstock.postgres.wire.FrontendMessage.SaslResponse;
import io.penstock.postgres.wire.FrontendMessage.Startup;
import io.penstock.postgres.wire.ProtocolVersion;
import io.penstock.postgres.wire.auth.LoginSettings.ChannelBinding;
import io.penstock.postgres.wire.auth.LoginSettings.Cleartext;
import io.penstock.security.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From the startup message to the first ReadyForQuery: send {@link #start()}, then give every message of the server to
 * {@link #on} and do what it returns, until {@link Step.Ready} or {@link Step.Refused}. Makes no connection and waits
 * for nothing. Confined to one thread at a time; used once.
 */
public final class Login {
    /** What to do after a message. */
    public sealed interface Step {
        /** Send this. */
        record Send(FrontendMessage message) implements Step {}

        /** Read on. */
        record More() implements Step {}

        /** Logged in. */
        record Ready(ServerSession session) implements Step {}

        /**
         * The server says no and closes the connection.
         *
         * @param oldProtocol whether it looks as if the server or a pooler did not like the protocol version; connect
         *     again with {@link ProtocolVersion#V3_0}
         */
        record Refused(ErrorFields error, boolean oldProtocol) implements Step {}
    }

    private static final Step MORE = new Step.More();
    private static final int NONCE_BYTES = 18;

    private final LoginSettings settings;
    private final Credentials credentials;
    private final @Nullable X509Certificate serverCertificate;
    private final Supplier<String> nonces;

    private @Nullable Scram scram;
    private boolean serverProved;
    private boolean authenticated;
    private ProtocolVersion version;
    private final Map<String, String> parameters = new TreeMap<>();
    private @Nullable BackendKeyData key;

    /** A login over a connection that is not encrypted. */
    public Login(LoginSettings settings, Credentials credentials) {
        this(settings, credentials, null);
    }

    /**
     * @param serverCertificate what the server showed in the TLS handshake; null when the connection is not encrypted
     */
    public Login(LoginSettings settings, Credentials credentials, @Nullable X509Certificate serverCertificate) {
        this(settings, credentials, serverCertificate, Login::randomNonce);
    }

    Login(
            LoginSettings settings,
            Credentials credentials,
            @Nullable X509Certificate serverCertificate,
            Supplier<String> nonces) {
        this.settings = settings;
        this.credentials = credentials;
        this.serverCertificate = serverCertificate;
        this.nonces = nonces;
        this.version = settings.version();
    }

    private static String randomNonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The first message. */
    public Startup start() {
        Map<String, String> all = new TreeMap<>(settings.parameters());
        all.put("user", credentials.user());
        return new Startup(settings.version(), all);
    }

    /**
     * Takes the next message of the server.
     *
     * @throws io.penstock.postgres.wire.WireException when the server asks for what is not allowed or not supported,
     *     fails to prove itself, or breaks the order of the protocol
     */
    public Step on(BackendMessage message) {
        return switch (message) {
            case Authentication authentication -> authenticate(authentication);
            case NegotiateProtocolVersion negotiate -> negotiated(negotiate);
            case ParameterStatus status -> {
                parameters.put(status.name(), status.value());
                yield MORE;
            }
            case BackendKeyData given -> {
                key = given;
                yield MORE;
            }
            case NoticeResponse notice -> MORE;
            case ErrorResponse error -> new Step.Refused(error.fields(), looksOld(error.fields()));
            case ReadyForQuery ready -> ready();
            default -> throw AuthErrors.order(message.getClass().getSimpleName());
        };
    }

    private Step ready() {
        if (!authenticated) {
            throw AuthErrors.order("ReadyForQuery");
        }
        return new Step.Ready(new ServerSession(version, parameters, Optional.ofNullable(key)));
    }

    private Step negotiated(NegotiateProtocolVersion negotiate) {
        ProtocolVersion offered = negotiate.version();
        if (authenticated
                || offered.major() != 3
                || offered.minor() > settings.version().minor()) {
            throw AuthErrors.order("protocol version " + offered);
        }
        if (!negotiate.unknownOptions().isEmpty()) {
            throw AuthErrors.refused("the server does not know the protocol options " + negotiate.unknownOptions()
                    + "; remove them from the startup parameters");
        }
        version = offered;
        return MORE;
    }

    /** Poolers that speak only 3.0 answer a newer version with an error instead of negotiating. */
    private boolean looksOld(ErrorFields error) {
        return settings.version().minor() > 0
                && !authenticated
                && scram == null
                && (error.sqlState().equals("0A000") || error.sqlState().equals("08P01"));
    }

    private Step authenticate(Authentication message) {
        if (authenticated) {
            throw AuthErrors.order(message.getClass().getSimpleName());
        }
        return switch (message) {
            case AuthenticationOk m -> ok();
            case AuthenticationCleartext m -> cleartext();
            case AuthenticationMd5 m -> md5(m.salt());
            case AuthenticationSasl m -> sasl(m);
            case AuthenticationSaslContinue m -> {
                if (scram == null || serverProved) {
                    throw AuthErrors.order("AuthenticationSaslContinue");
                }
                yield new Step.Send(new SaslResponse(scram.clientFinal(m.data(), settings.scramIterations())));
            }
            case AuthenticationSaslFinal m -> {
                if (scram == null) {
                    throw AuthErrors.order("AuthenticationSaslFinal");
                }
                scram.verify(m.data());
                serverProved = true;
                yield MORE;
            }
            case AuthenticationOther m ->
                throw AuthErrors.refused(
                        "the server asks to log in by method " + m.method()
                                + " (Kerberos 2, GSSAPI 7, SSPI 9), which is not supported; let pg_hba.conf ask for scram-sha-256");
        };
    }

    private Step ok() {
        if (scram != null && !serverProved) {
            throw AuthErrors.exchange("it let us in before it proved that it knows the password");
        }
        if (settings.channelBinding() == ChannelBinding.REQUIRE && scram == null) {
            throw AuthErrors.refused(
                    "channel binding is required, but the server lets us in without SCRAM; let pg_hba.conf ask for"
                            + " scram-sha-256");
        }
        authenticated = true;
        return MORE;
    }

    private Step cleartext() {
        requireNoBinding("the password in clear");
        boolean allowed = switch (settings.methods().cleartext()) {
            case NEVER -> false;
            case OVER_TLS -> serverCertificate != null;
            case ALWAYS -> true;
        };
        if (!allowed) {
            throw AuthErrors.refused("the server asks for the password in clear, which is allowed "
                    + (settings.methods().cleartext() == Cleartext.NEVER ? "never" : "only over TLS")
                    + "; let pg_hba.conf ask for scram-sha-256");
        }
        return new Step.Send(Password.of(password()));
    }

    private Step md5(Bytes salt) {
        requireNoBinding("an md5 password");
        if (!settings.methods().md5()) {
            throw AuthErrors.refused("the server asks for an md5 password, which is not allowed because md5 is broken;"
                    + " set the password anew with password_encryption = 'scram-sha-256', or allow md5");
        }
        byte[] inner = md5(utf8(password() + credentials.user()));
        byte[] salted = new byte[32 + salt.length()];
        System.arraycopy(utf8(HexFormat.of().formatHex(inner)), 0, salted, 0, 32);
        System.arraycopy(salt.toByteArray(), 0, salted, 32, salt.length());
        return new Step.Send(Password.of("md5" + HexFormat.of().formatHex(md5(salted))));
    }

    private void requireNoBinding(String asked) {
        if (settings.channelBinding() == ChannelBinding.REQUIRE) {
            throw AuthErrors.refused("channel binding is required, but the server asks for " + asked
                    + "; let pg_hba.conf ask for scram-sha-256");
        }
    }

    private Step sasl(AuthenticationSasl offered) {
        if (scram != null) {
            throw AuthErrors.order("AuthenticationSasl twice");
        }
        ChannelBinding wanted = settings.channelBinding();
        Optional<Bytes> hash = serverCertificate == null || wanted == ChannelBinding.DISABLE
                ? Optional.empty()
                : EndPointHash.of(serverCertificate);
        boolean plus = hash.isPresent() && offered.mechanisms().contains(Scram.SHA_256_PLUS);
        if (wanted == ChannelBinding.REQUIRE && !plus) {
            throw AuthErrors.refused("channel binding is required, but "
                    + (serverCertificate == null
                            ? "the connection is not encrypted"
                            : hash.isEmpty()
                                    ? "the server's certificate is signed in a way that has none"
                                    : "the server does not offer it"));
        }
        if (!plus && !offered.mechanisms().contains(Scram.SHA_256)) {
            throw AuthErrors.refused("the server offers only " + offered.mechanisms() + " to log in; " + Scram.SHA_256
                    + " is supported");
        }
        Scram.Binding binding = plus
                ? Scram.Binding.endPoint(hash.get())
                : hash.isPresent() ? Scram.Binding.NOT_OFFERED : Scram.Binding.NONE;
        password();
        scram = new Scram("", credentials.password(), nonces.get(), binding);
        return new Step.Send(new SaslInitialResponse(plus ? Scram.SHA_256_PLUS : Scram.SHA_256, scram.clientFirst()));
    }

    private String password() {
        String password = credentials.password().reveal();
        if (password.isEmpty()) {
            throw AuthErrors.refused(
                    "the server asks for a password for user '" + credentials.user() + "', but none is given");
        }
        return password;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java platform has no MD5", missing);
        }
    }
}
