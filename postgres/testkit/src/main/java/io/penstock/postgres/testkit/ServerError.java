package io.penstock.postgres.testkit;

import io.penstock.ErrorCode;
import io.penstock.Who;

/** Codes of failures to run a server. */
public enum ServerError implements ErrorCode {
    /** There are no binaries for this machine's system and processor. */
    PLATFORM_UNSUPPORTED(Who.CALLER),
    /** The artifact with the binaries is not on the class or module path. */
    BINARIES_MISSING(Who.CALLER),
    /** PostgreSQL refuses to run as root, and no way to another user was found. */
    NO_UNPRIVILEGED_USER(Who.OUTSIDE),
    /** The port that was asked for is taken, or several free ones in a row were taken in between. */
    PORT_TAKEN(Who.OUTSIDE),
    /** The disk of the server's folder is full. */
    DISK_FULL(Who.OUTSIDE),
    /** The server's folder cannot be written to. */
    FOLDER_NOT_WRITABLE(Who.OUTSIDE),
    /** The server ended before it was ready, or its data could not be initialised. */
    NOT_STARTED(Who.OUTSIDE),
    /** The server was not ready in time. */
    START_TIMEOUT(Who.LIMIT);

    private final Who who;

    ServerError(Who who) {
        this.who = who;
    }

    @Override
    public String code() {
        return name();
    }

    @Override
    public Who who() {
        return who;
    }
}
