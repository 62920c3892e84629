package io.penstock.postgres;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a server listens.
 *
 * @param host a name or an address, IPv6 without brackets; or, beginning with a slash, the folder of the server's Unix
 *     socket
 * @param port 1 to 65535; also part of the name of a Unix socket
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

    /** A server on this machine by its Unix socket, which is faster than the loopback address and needs no TLS. */
    public static Endpoint unixSocket(Path folder, int port) {
        return new Endpoint(folder.toAbsolutePath().toString(), port);
    }

    /** The file of its Unix socket, if it is one. */
    public Optional<Path> socketFile() {
        return host.startsWith("/") ? Optional.of(Path.of(host, ".s.PGSQL." + port)) : Optional.empty();
    }

    @Override
    public String toString() {
        return socketFile().map(Path::toString).orElse((host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port);
    }
}
