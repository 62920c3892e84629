package io.penstock.postgres.wire;

import io.penstock.Limit;

/** All failures of this package, worded in one place. */
final class Errors {
    private Errors() {}

    static WireException violation(String what) {
        return new WireException(
                WireError.PROTOCOL_VIOLATION,
                "not the PostgreSQL protocol: " + what + "; check that host and port are a PostgreSQL server");
    }

    static WireException tooLarge(Limit limit, String what) {
        return new WireException(
                WireError.MESSAGE_TOO_LARGE, what + ", but " + limit.reached() + "; raise it or send less at once");
    }

    static WireException nul(String what) {
        return new WireException(
                WireError.INVALID_TEXT, what + " holds U+0000, which PostgreSQL cannot store; remove it");
    }

    static WireException surrogate(int index) {
        return new WireException(
                WireError.INVALID_TEXT,
                "text holds half a surrogate pair at index " + index + ", which is no character; repair the text");
    }

    static String shown(int type) {
        return type > ' ' && type < 127 ? "'" + (char) type + "'" : "0x" + Integer.toHexString(type & 0xff);
    }
}
