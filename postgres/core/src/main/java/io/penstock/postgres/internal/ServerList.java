package io.penstock.postgres.internal;

import io.penstock.Time;
import io.penstock.postgres.Endpoint;
import io.penstock.postgres.wire.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The servers that a pool may use, in the order in which to try them: as configured, but those that failed a moment ago
 * come last, so that a dead one does not cost every new connection its timeout. Thread-safe.
 */
final class ServerList {
    private static final long RECHECK_NANOS = Duration.ofSeconds(10).toNanos();

    private final List<Endpoint> configured;
    private final Time time;
    private final Map<Endpoint, Long> failedAt = new ConcurrentHashMap<>();
    private final Set<Endpoint> old = ConcurrentHashMap.newKeySet();

    ServerList(List<Endpoint> configured, Time time) {
        this.configured = configured;
        this.time = time;
    }

    List<Endpoint> inOrder() {
        if (failedAt.isEmpty()) {
            return configured;
        }
        long now = time.nanoTime();
        List<Endpoint> order = new ArrayList<>(configured);
        List<Endpoint> doubtful = new ArrayList<>();
        for (Endpoint endpoint : configured) {
            Long at = failedAt.get(endpoint);
            if (at != null && now - at < RECHECK_NANOS) {
                order.remove(endpoint);
                doubtful.add(endpoint);
            }
        }
        order.addAll(doubtful);
        return order;
    }

    void failed(Endpoint endpoint) {
        failedAt.put(endpoint, time.nanoTime());
    }

    void worked(Endpoint endpoint) {
        failedAt.remove(endpoint);
    }

    /** The newest version that the server is known to take. */
    ProtocolVersion version(Endpoint endpoint) {
        return old.contains(endpoint) ? ProtocolVersion.V3_0 : ProtocolVersion.V3_2;
    }

    void isOld(Endpoint endpoint) {
        old.add(endpoint);
    }
}
