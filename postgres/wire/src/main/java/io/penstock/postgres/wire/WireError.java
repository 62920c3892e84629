package io.penstock.postgres.wire;

import io.penstock.ErrorCode;
import io.penstock.Who;

/** Failures of the protocol itself, found on our side. The codes are SQLSTATEs with the same meaning. */
public enum WireError implements ErrorCode {
    /** The other side sent bytes that are not the protocol. The connection cannot be used any more. */
    PROTOCOL_VIOLATION("08P01", Who.OUTSIDE),
    /** A message is longer than allowed, in either direction. */
    MESSAGE_TOO_LARGE("54000", Who.LIMIT),
    /** The server asks for a way to log in that is not allowed, not supported or not possible. */
    AUTHENTICATION_REFUSED("28000", Who.CALLER),
    /** The server could not prove that it knows the password, or broke the rules of the exchange. */
    SERVER_NOT_AUTHENTIC("28P01", Who.OUTSIDE),
    /** A text holds U+0000 or half a surrogate pair, which PostgreSQL cannot store. */
    INVALID_TEXT("22021", Who.CALLER),
    /** The bytes of a value are not a value of its type. */
    MALFORMED_VALUE("22P03", Who.OUTSIDE),
    /** A Java type and a PostgreSQL type do not go together. */
    TYPE_MISMATCH("42804", Who.CALLER);

    private final String code;
    private final Who who;

    WireError(String code, Who who) {
        this.code = code;
        this.who = who;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Who who() {
        return who;
    }
}
