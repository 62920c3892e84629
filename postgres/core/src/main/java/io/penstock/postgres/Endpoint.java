package io.penstock.postgres;

/**
 * Where a server listens.
 *
 * @param host a name or an address; IPv6 without brackets
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
    /** The port that PostgreSQL uses unless told otherwise. */
    public static final int DEFAULT_PORT = 5432;

    public Endpoint {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the host is empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, got " + port);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
