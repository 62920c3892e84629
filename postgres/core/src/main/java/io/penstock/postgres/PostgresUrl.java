package io.penstock.postgres;

import io.penstock.Nearest;
import io.penstock.security.Credentials;
import io.penstock.security.Secret;
import io.penstock.security.Tls;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code postgres://} URLs. Messages never show the URL itself, since it holds the password. */
final class PostgresUrl {
    private static final List<String> OPTIONS = List.of(
            "host",
            "target_session_attrs",
            "sslnegotiation",
            "channel_binding",
            "sslmode",
            "sslrootcert",
            "application_name",
            "connect_timeout",
            "search_path",
            "statement_timeout",
            "user",
            "password");

    private PostgresUrl() {}

    static PostgresConfig.Builder parse(String url) {
        String rest = withoutScheme(url);
        Map<String, String> options = Map.of();
        int question = rest.indexOf('?');
        if (question >= 0) {
            options = options(rest.substring(question + 1));
            rest = rest.substring(0, question);
        }
        String path = "";
        int slash = rest.indexOf('/');
        if (slash >= 0) {
            path = rest.substring(slash + 1);
            rest = rest.substring(0, slash);
        }
        String user = "";
        String password = "";
        int at = rest.lastIndexOf('@');
        if (at >= 0) {
            String info = rest.substring(0, at);
            rest = rest.substring(at + 1);
            int colon = info.indexOf(':');
            user = decode("user", colon < 0 ? info : info.substring(0, colon));
            password = colon < 0 ? "" : decode("password", info.substring(colon + 1));
        }
        user = options.getOrDefault("user", user);
        password = options.getOrDefault("password", password);
        List<Endpoint> endpoints = endpoints(rest, options.getOrDefault("host", ""));
        PostgresConfig.Builder builder =
                PostgresConfig.builder(endpoints.getFirst().host()).endpoints(endpoints);
        String database = decode("database", path);
        if (!database.isEmpty()) {
            builder.database(database);
        } else if (!user.isEmpty()) {
            builder.database(user);
        }
        builder.credentials(
                Credentials.Provider.fixed(new Credentials(user.isEmpty() ? "postgres" : user, Secret.of(password))));
        apply(options, builder);
        return builder;
    }

    private static String withoutScheme(String url) {
        for (String scheme : List.of("postgres://", "postgresql://")) {
            if (url.startsWith(scheme)) {
                return url.substring(scheme.length());
            }
        }
        int colon = url.indexOf(':');
        String came = colon > 0 && colon < 20 ? "starts with '" + url.substring(0, colon) + ":'" : "has no scheme";
        throw invalid("a PostgreSQL URL starts with postgres:// or postgresql://; this one " + came);
    }

    /** From the place of the host, or from the option when that place is empty. */
    private static List<Endpoint> endpoints(String place, String option) {
        if (!place.isEmpty() && !option.isEmpty()) {
            throw invalid("the URL names hosts twice, in its place and in option 'host'; give them once");
        }
        String text = place.isEmpty() ? option.replace("%", "%25") : place;
        return Arrays.stream(text.split(",", -1)).map(PostgresUrl::endpoint).toList();
    }

    private static Endpoint endpoint(String text) {
        String host = text;
        int port = Endpoint.DEFAULT_PORT;
        int bracket = text.lastIndexOf(']');
        int colon = text.lastIndexOf(':');
        if (colon > bracket) {
            host = text.substring(0, colon);
            port = number("port", text.substring(colon + 1), 1, 65_535);
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        host = decode("host", host);
        if (host.isBlank()) {
            throw invalid("the URL has no host; expected postgres://user:password@host:port/database");
        }
        return new Endpoint(host, port);
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode("option", equals < 0 ? pair : pair.substring(0, equals));
            if (!OPTIONS.contains(name)) {
                throw invalid("the URL has an unknown option '" + name + "'" + Nearest.hint(name, OPTIONS)
                        + (Nearest.to(name, OPTIONS).isPresent() ? "" : "; known are " + String.join(", ", OPTIONS)));
            }
            if (equals < 0) {
                throw invalid("option '" + name + "' of the URL has no value");
            }
            if (options.put(name, decode(name, pair.substring(equals + 1))) != null) {
                throw invalid("option '" + name + "' stands twice in the URL");
            }
        }
        return options;
    }

    private static void apply(Map<String, String> options, PostgresConfig.Builder builder) {
        Optional<Path> trusted = Optional.ofNullable(options.get("sslrootcert")).map(Path::of);
        String mode = options.get("sslmode");
        if (mode != null || trusted.isPresent()) {
            builder.tls(new Tls(
                    mode == null ? Tls.Mode.VERIFY_FULL : mode(mode), trusted, Optional.empty(), Secret.of("")));
        }
        options.forEach((name, value) -> {
            switch (name) {
                case "application_name" -> builder.applicationName(value);
                case "connect_timeout" ->
                    builder.timeouts(Timeouts.DEFAULT.withConnect(
                            Duration.ofSeconds(number(name, value, 1, Integer.MAX_VALUE))));
                case "sslnegotiation" -> builder.directTls(oneOf(name, value, "postgres", "direct"));
                case "channel_binding" -> {
                    if (oneOf(name, value, "prefer", "require")) {
                        builder.loginRules(LoginRules.DEFAULT.withChannelBinding());
                    }
                }
                case "target_session_attrs" -> builder.targetServer(target(value));
                case "search_path" -> builder.parameter(name, value);
                case "statement_timeout" ->
                    builder.parameter(name, Integer.toString(number(name, value, 0, Integer.MAX_VALUE)));
                default -> {
                    // read before
                }
            }
        });
    }

    private static Tls.Mode mode(String text) {
        return switch (text) {
            case "disable" -> Tls.Mode.DISABLE;
            case "prefer" -> Tls.Mode.PREFER;
            case "require" -> Tls.Mode.REQUIRE;
            case "verify-ca" -> Tls.Mode.VERIFY_CA;
            case "verify-full" -> Tls.Mode.VERIFY_FULL;
            default ->
                throw invalid("sslmode is one of disable, prefer, require, verify-ca, verify-full; got '" + text + "'");
        };
    }

    /** Whether it is the second of two words; anything else is refused. */
    private static boolean oneOf(String name, String value, String first, String second) {
        if (!value.equals(first) && !value.equals(second)) {
            throw invalid(name + " is " + first + " or " + second + ", got '" + value + "'");
        }
        return value.equals(second);
    }

    private static TargetServer target(String text) {
        return switch (text) {
            case "any" -> TargetServer.ANY;
            case "primary" -> TargetServer.PRIMARY;
            case "standby" -> TargetServer.STANDBY;
            case "prefer-standby" -> TargetServer.PREFER_STANDBY;
            default ->
                throw invalid(
                        "target_session_attrs is one of any, primary, standby, prefer-standby; got '" + text + "'");
        };
    }

    private static int number(String name, String text, int min, int max) {
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // reported below, as a number out of range is
        }
        throw invalid(name + " is a number from " + min + " to " + max + ", got '" + text + "'");
    }

    private static String decode(String part, String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out.put(in[i]);
                continue;
            }
            int high = i + 2 <= in.length - 1 ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 <= in.length - 1 ? Character.digit(in[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw invalid(
                        "the " + part + " in the URL has a '%' without two hexadecimal digits; write %25 for '%'");
            }
            out.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
        } catch (CharacterCodingException notText) {
            throw invalid("the " + part + " in the URL is not UTF-8 when percent-decoded", notText);
        }
    }

    private static PostgresException invalid(String message) {
        return new PostgresException(PostgresError.INVALID_CONFIG, message);
    }

    private static PostgresException invalid(String message, Throwable cause) {
        return new PostgresException(PostgresError.INVALID_CONFIG, message, cause);
    }
}
