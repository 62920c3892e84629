package io.penstock.postgres.wire.auth;

import io.penstock.Limit;
import io.penstock.postgres.wire.ProtocolVersion;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How to log in. Immutable; start from {@link #defaults()}.
 *
 * @param version the protocol to ask for; a server that speaks less says so, and {@link Login} goes along down to 3.0
 * @param parameters startup parameters other than {@code user}: {@code database}, {@code application_name}, settings
 * @param methods which ways to log in are allowed
 * @param channelBinding whether SCRAM is tied to the TLS connection
 * @param scramIterations the most SCRAM iterations a server may ask for, so that a hostile one cannot keep us busy
 */
public record LoginSettings(
        ProtocolVersion version,
        Map<String, String> parameters,
        Methods methods,
        ChannelBinding channelBinding,
        Limit scramIterations) {

    /** Which ways to log in are allowed besides SCRAM and none at all. */
    public record Methods(boolean md5, Cleartext cleartext) {}

    /** When the password may be sent as it is. */
    public enum Cleartext {
        NEVER,
        /** Only on an encrypted connection. */
        OVER_TLS,
        ALWAYS
    }

    /** Whether SCRAM is tied to the TLS connection, so that nobody between can pass it on. */
    public enum ChannelBinding {
        DISABLE,
        /** When the connection is encrypted and the server offers it. */
        PREFER,
        /** Or fail; other ways to log in are refused. */
        REQUIRE
    }

    public LoginSettings {
        parameters = Map.copyOf(parameters);
        if (parameters.containsKey("user")) {
            throw new IllegalArgumentException("the user comes from the credentials, not from the startup parameters");
        }
    }

    /** Protocol 3.2, SCRAM with channel binding when possible, cleartext over TLS only, no md5. */
    public static LoginSettings defaults() {
        return new LoginSettings(
                ProtocolVersion.V3_2,
                Map.of("client_encoding", "UTF8", "DateStyle", "ISO"),
                new Methods(false, Cleartext.OVER_TLS),
                ChannelBinding.PREFER,
                new Limit("scramIterationsMax", 100_000, "iterations"));
    }

    public LoginSettings version(ProtocolVersion version) {
        return new LoginSettings(version, parameters, methods, channelBinding, scramIterations);
    }

    /** The same with one more startup parameter, or another value for it. */
    public LoginSettings parameter(String name, String value) {
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(name, value);
        return new LoginSettings(version, more, methods, channelBinding, scramIterations);
    }

    public LoginSettings database(String database) {
        return parameter("database", database);
    }

    public LoginSettings applicationName(String name) {
        return parameter("application_name", name);
    }

    public LoginSettings allowMd5(boolean allowed) {
        return new LoginSettings(
                version, parameters, new Methods(allowed, methods.cleartext()), channelBinding, scramIterations);
    }

    public LoginSettings allowCleartext(Cleartext cleartext) {
        return new LoginSettings(
                version, parameters, new Methods(methods.md5(), cleartext), channelBinding, scramIterations);
    }

    public LoginSettings channelBinding(ChannelBinding binding) {
        return new LoginSettings(version, parameters, methods, binding, scramIterations);
    }

    public LoginSettings scramIterationsMax(long max) {
        return new LoginSettings(
                version, parameters, methods, channelBinding, new Limit(scramIterations.name(), max, "iterations"));
    }

    /** The database, if one is named; otherwise the server takes the user's name. */
    public Optional<String> database() {
        return Optional.ofNullable(parameters.get("database"));
    }
}
