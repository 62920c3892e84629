package io.penstock.documents.testkit.driver;

import io.penstock.documents.driver.Consistency;
import io.penstock.observe.Metrics;
import io.penstock.security.Credentials;
import io.penstock.security.Tls;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a driver is to connect to, and how. Immutable.
 *
 * @param address a node
 * @param datacenter the data centre whose nodes are used; empty for that of the node
 * @param keyspace the keyspace of tables that a statement names without one
 * @param tls encryption
 * @param credentials user and password, when the server asks for them
 * @param metrics where the driver reports
 * @param profiles named sets of settings, each with its consistency
 */
public record DriverTarget(
        InetSocketAddress address,
        Optional<String> datacenter,
        Optional<String> keyspace,
        Tls tls,
        Optional<Credentials.Provider> credentials,
        Metrics metrics,
        Map<String, Consistency> profiles) {
    public DriverTarget {
        profiles = Map.copyOf(profiles);
    }

    /** A node that neither encrypts nor asks for a user. */
    public static DriverTarget at(InetSocketAddress address) {
        return new DriverTarget(
                address,
                Optional.empty(),
                Optional.empty(),
                Tls.disabled(),
                Optional.empty(),
                Metrics.none(),
                Map.of());
    }

    public DriverTarget withAddress(InetSocketAddress newAddress) {
        return new DriverTarget(newAddress, datacenter, keyspace, tls, credentials, metrics, profiles);
    }

    public DriverTarget withDatacenter(String name) {
        return new DriverTarget(address, Optional.of(name), keyspace, tls, credentials, metrics, profiles);
    }

    public DriverTarget withKeyspace(String name) {
        return new DriverTarget(address, datacenter, Optional.of(name), tls, credentials, metrics, profiles);
    }

    public DriverTarget withTls(Tls newTls) {
        return new DriverTarget(address, datacenter, keyspace, newTls, credentials, metrics, profiles);
    }

    public DriverTarget withCredentials(Credentials.Provider provider) {
        return new DriverTarget(address, datacenter, keyspace, tls, Optional.of(provider), metrics, profiles);
    }

    public DriverTarget withoutCredentials() {
        return new DriverTarget(address, datacenter, keyspace, tls, Optional.empty(), metrics, profiles);
    }

    public DriverTarget withMetrics(Metrics newMetrics) {
        return new DriverTarget(address, datacenter, keyspace, tls, credentials, newMetrics, profiles);
    }

    public DriverTarget withProfile(String name, Consistency level) {
        Map<String, Consistency> all = new HashMap<>(profiles);
        all.put(name, level);
        return new DriverTarget(address, datacenter, keyspace, tls, credentials, metrics, all);
    }
}
