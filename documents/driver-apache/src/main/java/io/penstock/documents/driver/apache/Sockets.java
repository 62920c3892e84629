package io.penstock.documents.driver.apache;

import java.time.Duration;

/**
 * The connections themselves. Immutable.
 *
 * @param perNode how many connections to each node
 * @param noDelay whether small writes are sent at once
 * @param keepAlive whether the operating system probes idle connections
 * @param heartbeat after which idle time the driver asks the server whether it is still there
 * @param heartbeatTimeout how long it waits for that answer before it gives the connection up
 */
public record Sockets(int perNode, boolean noDelay, boolean keepAlive, Duration heartbeat, Duration heartbeatTimeout) {
    /** One connection a node, no delay, no probes, a heartbeat after 30 s that may take 5 s. */
    public static final Sockets DEFAULT = new Sockets(1, true, false, Duration.ofSeconds(30), Duration.ofSeconds(5));

    public Sockets {
        if (perNode < 1 || perNode > 1_024) {
            throw new IllegalArgumentException("perNode must be 1 to 1024 connections, got " + perNode);
        }
        if (heartbeat.toMillis() < 1 || heartbeatTimeout.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "heartbeat and heartbeatTimeout must be at least 1 ms, got " + heartbeat + ", " + heartbeatTimeout);
        }
    }

    public Sockets withPerNode(int connections) {
        return new Sockets(connections, noDelay, keepAlive, heartbeat, heartbeatTimeout);
    }

    public Sockets withNoDelay(boolean on) {
        return new Sockets(perNode, on, keepAlive, heartbeat, heartbeatTimeout);
    }

    public Sockets withKeepAlive(boolean on) {
        return new Sockets(perNode, noDelay, on, heartbeat, heartbeatTimeout);
    }

    public Sockets withHeartbeat(Duration idle, Duration timeout) {
        return new Sockets(perNode, noDelay, keepAlive, idle, timeout);
    }
}
