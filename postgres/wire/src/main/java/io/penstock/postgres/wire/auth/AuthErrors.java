package io.penstock.postgres.wire.auth;

import io.penstock.postgres.wire.WireError;
import io.penstock.postgres.wire.WireException;

/** All failures of logging in that are found on our side, worded in one place. */
final class AuthErrors {
    private AuthErrors() {}

    static WireException refused(String what) {
        return new WireException(WireError.AUTHENTICATION_REFUSED, what);
    }

    static WireException exchange(String what) {
        return new WireException(WireError.SERVER_NOT_AUTHENTIC, "the SCRAM exchange with the server failed: " + what);
    }

    static WireException order(String message) {
        return new WireException(
                WireError.PROTOCOL_VIOLATION, "the server sent " + message + " where logging in does not expect it");
    }
}
