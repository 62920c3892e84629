package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import io.penstock.BaseError;
import io.penstock.Blocking;
import io.penstock.PenstockException;
import io.penstock.Time;
import io.penstock.observe.Metrics;
import io.penstock.security.Credentials;
import io.penstock.security.Tls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Settings of a connection through the Apache driver. Confined to one thread. */
public final class ApacheDriverBuilder {
    private final List<InetSocketAddress> contactPoints = new ArrayList<>();
    private Optional<String> localDatacenter = Optional.empty();
    private Optional<Credentials.Provider> credentials = Optional.empty();
    private Tls tls = Tls.disabled();
    private ApacheLimits limits = ApacheLimits.DEFAULT;
    private Metrics metrics = Metrics.none();
    private Time time = Time.system();

    ApacheDriverBuilder() {}

    /** A node to find the cluster by; at least one, better two or three. */
    public ApacheDriverBuilder contactPoint(String host, int port) {
        contactPoints.add(new InetSocketAddress(host, port));
        return this;
    }

    /** The data centre whose nodes are used. Without it, that of the contact points, which must then be the same. */
    public ApacheDriverBuilder localDatacenter(String name) {
        this.localDatacenter = Optional.of(name);
        return this;
    }

    /** User and password, the same for every connection. */
    public ApacheDriverBuilder credentials(Credentials fixed) {
        return credentials(Credentials.Provider.fixed(fixed));
    }

    /** User and password, asked for with every new connection. */
    public ApacheDriverBuilder credentials(Credentials.Provider provider) {
        this.credentials = Optional.of(provider);
        return this;
    }

    /**
     * Encryption. CQL cannot ask a server whether it encrypts, so {@link Tls.Mode#PREFER} is refused.
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

    /** Where numbers are reported: {@code documents.prepared.statements}, {@code documents.prepared.evictions}. */
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
     * @throws io.penstock.documents.DocumentsException {@code CONNECT} when no contact point answers,
     *     {@code AUTHENTICATION} when the user or password is refused
     */
    public ApacheDriver connect() {
        return Blocking.await(connectAsync());
    }

    /** Connects. */
    public CompletableFuture<ApacheDriver> connectAsync() {
        if (contactPoints.isEmpty()) {
            throw new IllegalStateException("give at least one contactPoint(host, port)");
        }
        CqlSessionBuilder session = CqlSession.builder()
                .withConfigLoader(DriverConfig.loader(limits, localDatacenter.isEmpty()))
                .addContactPoints(contactPoints);
        localDatacenter.ifPresent(session::withLocalDatacenter);
        credentials.ifPresent(provider -> session.withAuthProvider(new ProvidedCredentials(provider)));
        if (tls.mode() != Tls.Mode.DISABLE) {
            session.withSslEngineFactory(new TlsEngines(tls));
        }
        List<InetSocketAddress> asked = List.copyOf(contactPoints);
        Duration waited = limits.connectTimeout();
        CompletableFuture<ApacheDriver> connected = new CompletableFuture<>();
        session.buildAsync().whenComplete((open, error) -> {
            if (error != null) {
                connected.completeExceptionally(ApacheErrors.onConnect(error, asked, waited));
            } else if (!connected.complete(new ApacheDriver(open, true, limits, metrics, time))) {
                open.closeAsync();
            }
        });
        return connected;
    }
}
