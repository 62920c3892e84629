package io.penstock.postgres;

import java.nio.charset.StandardCharsets;

/** Notifications as statements. */
final class Notices {
    private static final int PAYLOAD_BYTES_MAX = 7999;
    private static final int CHANNEL_BYTES_MAX = 63;

    private Notices() {}

    static Statement statement(String channel, String payload) {
        check("channel name", channel, CHANNEL_BYTES_MAX);
        check("payload of a notification", payload, PAYLOAD_BYTES_MAX);
        return Statement.of("SELECT pg_catalog.pg_notify($1, $2)", channel, payload);
    }

    private static void check(String what, String text, int max) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > max) {
            throw new PostgresException(
                    PostgresError.of("22023"),
                    "a " + what + " has at most " + max + " bytes in UTF-8, got " + bytes
                            + "; send a key, and let the listener read the rest");
        }
    }
}
