package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.auth.AuthProvider;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.Nearest;
import io.penstock.PenstockException;
import io.penstock.Time;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.ClusterNode;
import io.penstock.documents.driver.LazyDriver;
import io.penstock.observe.Metrics;
import io.penstock.security.Credentials;
import io.penstock.security.Tls;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Settings of a connection through the Apache driver. What is connected keeps the settings of that moment, so a builder
 * can be used again. Confined to one thread.
 */
public final class ApacheDriverBuilder {
    private final List<InetSocketAddress> contactPoints = new ArrayList<>();
    private final Map<String, ApacheProfile> profiles = new LinkedHashMap<>();
    private Optional<String> localDatacenter = Optional.empty();
    private Optional<String> keyspace = Optional.empty();
    private Optional<AuthProvider> authentication = Optional.empty();
    private Optional<UnaryOperator<InetSocketAddress>> translator = Optional.empty();
    private Optional<Predicate<ClusterNode>> filter = Optional.empty();
    private Optional<Speculation> speculation = Optional.empty();
    private Optional<String> protocolVersion = Optional.empty();
    private Consumer<NodeEvent> nodeListener = event -> {};
    private Tls tls = Tls.disabled();
    private ApacheLimits limits = ApacheLimits.DEFAULT;
    private Sockets sockets = Sockets.DEFAULT;
    private Compression compression = Compression.NONE;
    private Retries retries = Retries.STANDARD;
    private Reconnection reconnection = Reconnection.DEFAULT;
    private Timestamps timestamps = Timestamps.CLIENT;
    private Metrics metrics = Metrics.none();
    private Time time = Time.system();

    ApacheDriverBuilder() {}

    private ApacheDriverBuilder(ApacheDriverBuilder other) {
        contactPoints.addAll(other.contactPoints);
        profiles.putAll(other.profiles);
        localDatacenter = other.localDatacenter;
        keyspace = other.keyspace;
        authentication = other.authentication;
        translator = other.translator;
        filter = other.filter;
        speculation = other.speculation;
        protocolVersion = other.protocolVersion;
        nodeListener = other.nodeListener;
        tls = other.tls;
        limits = other.limits;
        sockets = other.sockets;
        compression = other.compression;
        retries = other.retries;
        reconnection = other.reconnection;
        timestamps = other.timestamps;
        metrics = other.metrics;
        time = other.time;
    }

    /** A node to find the cluster by; at least one, better two or three. */
    public ApacheDriverBuilder contactPoint(String host, int port) {
        return contactPoint(new InetSocketAddress(host, port));
    }

    /** A node to find the cluster by; a name that is not resolved yet is resolved now. */
    public ApacheDriverBuilder contactPoint(InetSocketAddress address) {
        contactPoints.add(
                address.isUnresolved() ? new InetSocketAddress(address.getHostString(), address.getPort()) : address);
        return this;
    }

    /**
     * Nodes as they stand in a configuration file: {@code host}, {@code host:port}, {@code [v6 address]:port}; the port
     * is 9042 unless it is named.
     *
     * @throws IllegalArgumentException naming the one that is none, by its index
     */
    public ApacheDriverBuilder contactPoints(List<String> points) {
        ContactPoints.parse(points).forEach(this::contactPoint);
        return this;
    }

    /** The data centre whose nodes are used. Without it, that of the contact points, which must then be the same. */
    public ApacheDriverBuilder localDatacenter(String name) {
        this.localDatacenter = Optional.of(name);
        return this;
    }

    /** The keyspace of tables that a statement names without one, spelled as it is stored. It must exist. */
    public ApacheDriverBuilder keyspace(String name) {
        this.keyspace = Optional.of(name);
        return this;
    }

    /** User and password, the same for every connection. */
    public ApacheDriverBuilder credentials(Credentials fixed) {
        return credentials(Credentials.Provider.fixed(fixed));
    }

    /** User and password, asked for with every new connection. */
    public ApacheDriverBuilder credentials(Credentials.Provider provider) {
        this.authentication = Optional.of(new ProvidedCredentials(provider));
        return this;
    }

    /** Another mechanism than user and password: one conversation for each new connection. */
    public ApacheDriverBuilder authentication(Supplier<ChallengeResponse> conversations) {
        this.authentication = Optional.of(ProvidedCredentials.conversing(conversations));
        return this;
    }

    /**
     * Encryption. CQL cannot ask a server whether it encrypts, so {@link Tls.Mode#PREFER} is refused. Certificate files
     * are read anew for each connection, so a renewed one is used without a restart.
     *
     * @throws PenstockException {@link BaseError#INVALID_SECURITY} for {@code PREFER}
     */
    public ApacheDriverBuilder tls(Tls newTls) {
        if (newTls.mode() == Tls.Mode.PREFER) {
            throw new PenstockException(
                    BaseError.INVALID_SECURITY,
                    "TLS mode PREFER is not possible with CQL, which cannot ask the server first; use DISABLE, or REQUIRE"
                            + " and stricter");
        }
        this.tls = newTls;
        return this;
    }

    public ApacheDriverBuilder limits(ApacheLimits newLimits) {
        this.limits = newLimits;
        return this;
    }

    public ApacheDriverBuilder sockets(Sockets newSockets) {
        this.sockets = newSockets;
        return this;
    }

    /**
     * Compression of frames; a server that does not know it refuses the connection. {@link Compression#SNAPPY} speaks
     * protocol V4, and {@link #connect} refuses it together with a newer one.
     *
     * @throws DocumentsException {@code UNSUPPORTED} when the library for it is missing
     */
    public ApacheDriverBuilder compression(Compression newCompression) {
        newCompression.checkPresent(Compression.class.getClassLoader());
        this.compression = newCompression;
        return this;
    }

    public ApacheDriverBuilder retries(Retries newRetries) {
        this.retries = newRetries;
        return this;
    }

    /** Further executions of slow idempotent requests; none unless this is said. */
    public ApacheDriverBuilder speculation(Speculation newSpeculation) {
        this.speculation = Optional.of(newSpeculation);
        return this;
    }

    public ApacheDriverBuilder reconnection(Reconnection newReconnection) {
        this.reconnection = newReconnection;
        return this;
    }

    public ApacheDriverBuilder timestamps(Timestamps newTimestamps) {
        this.timestamps = newTimestamps;
        return this;
    }

    /** A named set of settings, for {@link io.penstock.documents.driver.RequestExtras#withProfile}. */
    public ApacheDriverBuilder profile(String name, ApacheProfile profile) {
        if (name.isBlank() || name.equals("default")) {
            throw new IllegalArgumentException("a profile's name is neither blank nor 'default', got '" + name + "'");
        }
        profiles.put(name, profile);
        return this;
    }

    /** The protocol to speak, for example {@code V4}, instead of the newest that both sides know. */
    public ApacheDriverBuilder protocolVersion(String version) {
        this.protocolVersion = Optional.of(version);
        return this;
    }

    /**
     * Where a node is reached whose own address is not reachable from here, for example behind a NAT. Asked for every
     * node but the contact points; must not block; throwing means that the node cannot be reached.
     */
    public ApacheDriverBuilder addressTranslator(UnaryOperator<InetSocketAddress> rule) {
        this.translator = Optional.of(rule);
        return this;
    }

    /** Which nodes may be used. Must not block; a node for which it throws is not used. */
    public ApacheDriverBuilder nodeFilter(Predicate<ClusterNode> mayUse) {
        this.filter = Optional.of(mayUse);
        return this;
    }

    /** Who hears of nodes that come and go, on a thread of the driver: it must not block. What it throws is dropped. */
    public ApacheDriverBuilder nodeListener(Consumer<NodeEvent> listener) {
        this.nodeListener = listener;
        return this;
    }

    /**
     * Where numbers are reported: {@code documents.prepared.statements}, {@code documents.prepared.evictions},
     * {@code documents.prepared.misses}, {@code documents.driver.inflight}, {@code documents.driver.connections},
     * {@code documents.driver.nodes.up}, {@code documents.driver.retries}, {@code documents.driver.speculations},
     * {@code documents.driver.timeouts}.
     */
    public ApacheDriverBuilder metrics(Metrics newMetrics) {
        this.metrics = newMetrics;
        return this;
    }

    /** Where time comes from for deadlines. The driver's own timers use the machine's clock. */
    public ApacheDriverBuilder time(Time newTime) {
        this.time = newTime;
        return this;
    }

    /**
     * Connects, and waits for it.
     *
     * @throws DocumentsException {@code CONNECT} when no contact point answers, {@code AUTHENTICATION} when the user or
     *     password is refused, {@code TLS} when encryption cannot be agreed on, {@code UNKNOWN_KEYSPACE},
     *     {@code DRIVER_CONFLICT} when two libraries of the driver are loaded
     * @throws PenstockException {@link BaseError#INVALID_SECURITY} when a certificate file cannot be used
     */
    public ApacheDriver connect() {
        return Blocking.await(connectAsync());
    }

    /** Connects; fails as {@link #connect} throws. */
    public CompletableFuture<ApacheDriver> connectAsync() {
        check();
        ApacheConfig config = config();
        try {
            LoadedDriver.refuseTwo(CqlSession.class.getClassLoader());
            if (tls.mode() != Tls.Mode.DISABLE) {
                // Says which file is unusable; the driver would say so in the middle of connecting.
                tls.context();
            }
        } catch (PenstockException unusable) {
            return CompletableFuture.failedFuture(unusable);
        }
        CompletableFuture<ApacheDriver> connected = new CompletableFuture<>();
        SchemaEvents schema = new SchemaEvents();
        session(config).withSchemaChangeListener(schema).buildAsync().whenComplete((open, error) -> {
            if (error != null) {
                connected.completeExceptionally(
                        ApacheErrors.onConnect(error, config.contactPoints(), limits.connectTimeout()));
            } else {
                finish(connected, open, config, schema);
            }
        });
        return connected;
    }

    /**
     * A driver that connects by these settings at its first use, for programs that must start while the database does
     * not run yet. The first requests fail as {@link #connect} throws when it cannot be reached, and the next use tries
     * anew.
     */
    public LazyDriver connectAtFirstUse() {
        check();
        return new LazyDriver(new ApacheDriverBuilder(this)::connectAsync, time);
    }

    private void check() {
        if (contactPoints.isEmpty()) {
            throw new IllegalStateException("give at least one contactPoint(host, port)");
        }
        protocolVersion.ifPresent(compression::checkKnownTo);
    }

    private ApacheConfig config() {
        return new ApacheConfig(
                contactPoints.stream()
                        .map(address -> address.getHostString() + ":" + address.getPort())
                        .toList(),
                localDatacenter,
                keyspace,
                authentication.isPresent(),
                tls,
                limits,
                sockets,
                compression,
                retries,
                speculation,
                reconnection,
                timestamps,
                protocolVersion.or(compression::protocol),
                profiles);
    }

    private ConnectedSession session(ApacheConfig config) {
        ConnectedSession session = new ConnectedSession(config, translator);
        session.withConfigLoader(DriverConfig.loader(config))
                .withNodeStateListener(new NodeEvents(nodeListener))
                .addContactPoints(contactPoints);
        localDatacenter.ifPresent(session::withLocalDatacenter);
        keyspace.ifPresent(
                name -> session.withKeyspace(com.datastax.oss.driver.api.core.CqlIdentifier.fromInternal(name)));
        authentication.ifPresent(session::withAuthProvider);
        filter.ifPresent(mayUse -> session.withNodeDistanceEvaluator(NodeEvents.filter(mayUse)));
        if (tls.mode() != Tls.Mode.DISABLE) {
            session.withSslEngineFactory(new TlsEngines(tls));
        }
        return session;
    }

    private void finish(
            CompletableFuture<ApacheDriver> connected, CqlSession open, ApacheConfig config, SchemaEvents schema) {
        try {
            checkDatacenter(open);
            ApacheDriver driver = new ApacheDriver(open, Optional.of(config), limits, metrics, time);
            schema.tell(driver::schemaChanged);
            if (!connected.complete(driver)) {
                driver.closeNow();
            }
        } catch (RuntimeException failed) {
            // Else the caller would wait for ever, and the session stay open for nobody.
            open.forceCloseAsync();
            connected.completeExceptionally(failed);
        }
    }

    private void checkDatacenter(CqlSession open) {
        TreeSet<String> known = new TreeSet<>();
        for (Node node : open.getMetadata().getNodes().values()) {
            if (node.getDatacenter() != null) {
                known.add(node.getDatacenter());
            }
        }
        if (localDatacenter.isPresent() && !known.contains(localDatacenter.get())) {
            throw new DocumentsException(
                    DocumentsError.CONNECT,
                    "no node is in localDatacenter '" + localDatacenter.get() + "'"
                            + Nearest.hint(localDatacenter.get(), known) + "; the data centres seen are " + known);
        }
    }
}
