package io.penstock.postgres.wire;

import io.penstock.Limit;

/**
 * The bounds of one connection's memory.
 *
 * @param receive the longest message taken from the other side; a longer one ends the connection
 * @param send the most bytes gathered in one {@link WireBuffer}
 */
public record WireLimits(Limit receive, Limit send) {
    private static final WireLimits DEFAULTS = of(256 << 20, 256 << 20);

    public WireLimits {
        // One frame is its length and one byte; an array of that size must still be possible.
        if (receive.max() > Integer.MAX_VALUE - 64 || send.max() > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("limits end below 2 GiB, got " + receive.max() + " and " + send.max());
        }
    }

    /** 256 MiB in each direction. */
    public static WireLimits defaults() {
        return DEFAULTS;
    }

    /** Both limits in bytes. */
    public static WireLimits of(int receivedMessageBytesMax, int sendBufferBytesMax) {
        return new WireLimits(
                new Limit("receivedMessageBytesMax", receivedMessageBytesMax, "bytes"),
                new Limit("sendBufferBytesMax", sendBufferBytesMax, "bytes"));
    }
}
