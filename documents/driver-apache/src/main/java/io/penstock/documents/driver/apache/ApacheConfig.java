package io.penstock.documents.driver.apache;

import io.penstock.security.Tls;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that a driver was connected with: a snapshot, which later calls on the builder do not change. Immutable;
 * it holds no password.
 *
 * @param contactPoints where the cluster is looked for, as {@code host:port}
 * @param localDatacenter the data centre whose nodes are used; empty for that of the contact points
 * @param keyspace the keyspace of tables that a statement names without one
 * @param isAuthenticated whether the driver answers a server that asks for a user
 * @param tls encryption
 * @param limits bounds
 * @param sockets the connections themselves
 * @param compression of frames
 * @param retries what happens to failed requests
 * @param speculation further executions of slow idempotent requests
 * @param reconnection how often lost nodes are tried again
 * @param timestamps who gives writes their time
 * @param protocolVersion the protocol to speak; empty for the newest that both sides know
 * @param profiles named sets of settings
 */
public record ApacheConfig(
        List<String> contactPoints,
        Optional<String> localDatacenter,
        Optional<String> keyspace,
        boolean isAuthenticated,
        Tls tls,
        ApacheLimits limits,
        Sockets sockets,
        Compression compression,
        Retries retries,
        Optional<Speculation> speculation,
        Reconnection reconnection,
        Timestamps timestamps,
        Optional<String> protocolVersion,
        Map<String, ApacheProfile> profiles) {
    public ApacheConfig {
        contactPoints = List.copyOf(contactPoints);
        profiles = Map.copyOf(profiles);
    }
}
