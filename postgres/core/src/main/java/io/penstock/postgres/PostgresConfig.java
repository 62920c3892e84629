package io.penstock.postgres;

import io.penstock.Time;
import io.penstock.observe.Metrics;
import io.penstock.observe.OperationListener;
import io.penstock.security.Credentials;
import io.penstock.security.Tls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that a pool needs to know. Immutable; {@link #toString()} shows no password.
 *
 * <pre>{@code
 * PostgresConfig.parse("postgres://app:secret@db.example:5432/shop?sslmode=verify-full")
 *         .toBuilder().limits(PoolLimits.DEFAULT.withConnections(2, 20)).build();
 * }</pre>
 */
public final class PostgresConfig {
    private final List<Endpoint> endpoints;
    private final TargetServer targetServer;
    private final String database;
    private final Credentials.Provider credentials;
    private final Tls tls;
    private final boolean directTls;
    private final LoginRules loginRules;
    private final String applicationName;
    private final Map<String, String> parameters;
    private final PoolLimits limits;
    private final Timeouts timeouts;
    private final SessionReset sessionReset;
    private final PoolerMode poolerMode;
    private final Metrics metrics;
    private final OperationListener listener;
    private final Time time;

    private PostgresConfig(Builder builder) {
        this.endpoints = List.copyOf(builder.endpoints);
        this.targetServer = builder.targetServer;
        this.database = Objects.requireNonNullElse(builder.database, "postgres");
        this.credentials = builder.credentials;
        this.tls = builder.tls;
        this.directTls = builder.directTls;
        this.loginRules = builder.loginRules;
        this.applicationName = builder.applicationName;
        this.parameters = Map.copyOf(builder.parameters);
        this.limits = builder.limits;
        this.timeouts = builder.timeouts;
        this.sessionReset = builder.sessionReset;
        this.poolerMode = builder.poolerMode;
        this.metrics = builder.metrics;
        this.listener = builder.listener;
        this.time = builder.time;
        if (poolerMode == PoolerMode.TRANSACTION && !parameters.isEmpty()) {
            throw new PostgresException(
                    PostgresError.INVALID_CONFIG,
                    "the settings " + parameters.keySet()
                            + " would not last behind a pooler that changes the session with"
                            + " every transaction; set them for the role or the database, or use SET LOCAL");
        }
        if (directTls && (tls.mode() == Tls.Mode.DISABLE || tls.mode() == Tls.Mode.PREFER)) {
            throw new PostgresException(
                    PostgresError.INVALID_CONFIG,
                    "direct TLS does not ask the server whether it has TLS, and mode " + tls.mode()
                            + " would need the answer; use REQUIRE or stricter");
        }
        boolean local =
                endpoints.stream().anyMatch(endpoint -> endpoint.socketFile().isPresent());
        if (local && tls.mode() != Tls.Mode.DISABLE && tls.mode() != Tls.Mode.PREFER) {
            throw new PostgresException(
                    PostgresError.INVALID_CONFIG,
                    "PostgreSQL has no TLS over a Unix socket, and mode " + tls.mode()
                            + " asks for it; use DISABLE or PREFER, or connect by host name");
        }
    }

    /** A configuration for a server at {@code host}, with defaults for all the rest. */
    public static Builder builder(String host) {
        return new Builder(List.of(new Endpoint(host, Endpoint.DEFAULT_PORT)));
    }

    /**
     * Reads a URL {@code postgres://user:password@host:port/database?option=value}. User, password, host and database
     * are percent-decoded. Several hosts are separated by commas, each with its port; a host that begins with a slash
     * is the folder of a Unix socket and stands as {@code %2Frun%2Fpostgresql} or in the option {@code host}. Options:
     * {@code host}, {@code target_session_attrs} (any, primary, standby, prefer-standby), {@code sslnegotiation}
     * (postgres, direct), {@code channel_binding} (prefer, require), {@code sslmode} (disable, prefer, require,
     * verify-ca, verify-full), {@code sslrootcert} (a PEM file), {@code application_name}, {@code connect_timeout}
     * (seconds), {@code search_path}, {@code statement_timeout} (milliseconds, kept by the server alone).
     *
     * @throws PostgresException {@link PostgresError#INVALID_CONFIG} naming the part that cannot be used
     */
    public static PostgresConfig parse(String url) {
        return PostgresUrl.parse(url).build();
    }

    public Builder toBuilder() {
        Builder builder = new Builder(endpoints);
        builder.targetServer = targetServer;
        builder.database = database;
        builder.credentials = credentials;
        builder.tls = tls;
        builder.directTls = directTls;
        builder.loginRules = loginRules;
        builder.applicationName = applicationName;
        builder.parameters.putAll(parameters);
        builder.limits = limits;
        builder.timeouts = timeouts;
        builder.sessionReset = sessionReset;
        builder.poolerMode = poolerMode;
        builder.metrics = metrics;
        builder.listener = listener;
        builder.time = time;
        return builder;
    }

    /** The first server of the list, or the only one. */
    public Endpoint endpoint() {
        return endpoints.getFirst();
    }

    /** The servers to try, in this order. */
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** Which of them will do. */
    public TargetServer targetServer() {
        return targetServer;
    }

    public String database() {
        return database;
    }

    public Credentials.Provider credentials() {
        return credentials;
    }

    public Tls tls() {
        return tls;
    }

    /** Whether TLS begins at once, which servers from 17 on understand. */
    public boolean directTls() {
        return directTls;
    }

    /** Which ways to prove the password are allowed. */
    public LoginRules loginRules() {
        return loginRules;
    }

    /** The name that the server's activity view shows. */
    public String applicationName() {
        return applicationName;
    }

    /** Settings of the server that each connection starts with, for example {@code search_path}. */
    public Map<String, String> parameters() {
        return parameters;
    }

    public PoolLimits limits() {
        return limits;
    }

    public Timeouts timeouts() {
        return timeouts;
    }

    /** When a session is put back to how it was opened. */
    public SessionReset sessionReset() {
        return sessionReset;
    }

    /** What stands between the pool and the server. */
    public PoolerMode poolerMode() {
        return poolerMode;
    }

    public Metrics metrics() {
        return metrics;
    }

    public OperationListener listener() {
        return listener;
    }

    public Time time() {
        return time;
    }

    @Override
    public String toString() {
        return "PostgresConfig["
                + endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(",")) + "/" + database
                + ", tls=" + tls.mode() + ", applicationName="
                + applicationName + ", limits=" + limits + ", timeouts=" + timeouts + "]";
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private List<Endpoint> endpoints;
        private TargetServer targetServer = TargetServer.ANY;
        private @Nullable String database;
        private Credentials.Provider credentials = Credentials.Provider.fixed(Credentials.of("postgres", ""));
        private Tls tls = Tls.of(Tls.Mode.PREFER);
        private boolean directTls;
        private LoginRules loginRules = LoginRules.DEFAULT;
        private String applicationName = "penstock";
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private PoolLimits limits = PoolLimits.DEFAULT;
        private Timeouts timeouts = Timeouts.DEFAULT;
        private SessionReset sessionReset = SessionReset.WHEN_TOUCHED;
        private PoolerMode poolerMode = PoolerMode.SESSION;
        private Metrics metrics = Metrics.none();
        private OperationListener listener = OperationListener.none();
        private Time time = Time.system();

        private Builder(List<Endpoint> endpoints) {
            this.endpoints = endpoints;
        }

        public Builder endpoint(String host, int port) {
            return endpoints(List.of(new Endpoint(host, port)));
        }

        /** Several servers, tried in this order for every new connection; those that just failed come last. */
        public Builder endpoints(List<Endpoint> endpoints) {
            if (endpoints.isEmpty()) {
                throw new IllegalArgumentException("at least one server is needed");
            }
            this.endpoints = List.copyOf(endpoints);
            return this;
        }

        /** Which of the servers will do; {@link TargetServer#ANY} unless set. */
        public Builder targetServer(TargetServer targetServer) {
            this.targetServer = targetServer;
            return this;
        }

        /** 5432 unless set; the same for all servers. */
        public Builder port(int port) {
            return endpoints(endpoints.stream()
                    .map(endpoint -> new Endpoint(endpoint.host(), port))
                    .toList());
        }

        /** {@code postgres} unless set. */
        public Builder database(String database) {
            this.database = database;
            return this;
        }

        public Builder credentials(String user, String password) {
            return credentials(Credentials.Provider.fixed(Credentials.of(user, password)));
        }

        /** Asked once per new connection, so passwords may rotate. */
        public Builder credentials(Credentials.Provider provider) {
            this.credentials = provider;
            return this;
        }

        /** {@link Tls.Mode#PREFER} unless set. */
        public Builder tls(Tls tls) {
            this.tls = tls;
            return this;
        }

        /**
         * Begins TLS at once instead of asking first, which saves a round trip. Needs a server from 17 on and mode
         * REQUIRE or stricter.
         */
        public Builder directTls(boolean directTls) {
            this.directTls = directTls;
            return this;
        }

        /** {@link LoginRules#DEFAULT} unless set. */
        public Builder loginRules(LoginRules loginRules) {
            this.loginRules = loginRules;
            return this;
        }

        public Builder applicationName(String name) {
            this.applicationName = name;
            return this;
        }

        /** A setting of the server that each connection starts with. */
        public Builder parameter(String name, String value) {
            parameters.put(name, value);
            return this;
        }

        public Builder limits(PoolLimits limits) {
            this.limits = limits;
            return this;
        }

        public Builder timeouts(Timeouts timeouts) {
            this.timeouts = timeouts;
            return this;
        }

        /** {@link SessionReset#WHEN_TOUCHED} unless set. */
        public Builder sessionReset(SessionReset sessionReset) {
            this.sessionReset = sessionReset;
            return this;
        }

        /** {@link PoolerMode#SESSION} unless set. */
        public Builder poolerMode(PoolerMode poolerMode) {
            this.poolerMode = poolerMode;
            return this;
        }

        public Builder metrics(Metrics metrics) {
            this.metrics = metrics;
            return this;
        }

        public Builder listener(OperationListener listener) {
            this.listener = listener;
            return this;
        }

        /** Where time comes from; for tests. */
        public Builder time(Time time) {
            this.time = time;
            return this;
        }

        public PostgresConfig build() {
            return new PostgresConfig(this);
        }
    }
}
