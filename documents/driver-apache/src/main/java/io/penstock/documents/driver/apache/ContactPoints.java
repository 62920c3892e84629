package io.penstock.documents.driver.apache;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The addresses to find a cluster by, in all the shapes in which they are written. Pure functions. */
final class ContactPoints {
    static final int PORT = 9042;
    private static final int PORT_MAX = 65_535;

    private ContactPoints() {}

    /** {@code host}, {@code host:port}, {@code [v6]}, {@code [v6]:port}, or a bare v6 address. */
    static List<InetSocketAddress> parse(List<String> all) {
        List<InetSocketAddress> parsed = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            parsed.add(parse(all.get(i), i));
        }
        return parsed;
    }

    private static InetSocketAddress parse(String text, int index) {
        String point = text.strip();
        int colon = point.lastIndexOf(':');
        boolean bracketed = point.startsWith("[");
        int end = point.indexOf(']');
        if (bracketed && end < 0) {
            throw wrong(text, index, "']' is missing");
        }
        if (bracketed) {
            String rest = point.substring(end + 1);
            if (!rest.isEmpty() && !rest.startsWith(":")) {
                throw wrong(text, index, "only ':' and a port may follow ']'");
            }
            return address(
                    point.substring(1, end), rest.isEmpty() ? PORT : port(rest.substring(1), text, index), text, index);
        }
        if (colon < 0 || point.indexOf(':') != colon) {
            return address(point, PORT, text, index);
        }
        return address(point.substring(0, colon), port(point.substring(colon + 1), text, index), text, index);
    }

    private static int port(String digits, String text, int index) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 1 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            throw wrong(text, index, "'" + digits + "' is no port");
        }
        throw wrong(text, index, "a port is 1 to 65535");
    }

    private static InetSocketAddress address(String host, int port, String text, int index) {
        if (host.isBlank()) {
            throw wrong(text, index, "the host is missing");
        }
        return new InetSocketAddress(host, port);
    }

    private static IllegalArgumentException wrong(String text, int index, String why) {
        return new IllegalArgumentException("contact point " + index + " is '" + text + "', but " + why
                + "; write host, host:port, or [v6 address]:port");
    }
}
