package io.penstock.documents.testkit;

import io.penstock.ErrorCode;
import io.penstock.Who;

/** Codes of failures to run a node. */
public enum NodeError implements ErrorCode {
    /** The JDK that should run the node is too old or is not one. */
    JDK_UNUSABLE(Who.CALLER),
    /** The port that was asked for is taken, or several free ones in a row were taken in between. */
    PORT_TAKEN(Who.OUTSIDE),
    /** The disk of the node's folder is full. */
    DISK_FULL(Who.OUTSIDE),
    /** The node's folder cannot be written to. */
    FOLDER_NOT_WRITABLE(Who.OUTSIDE),
    /** The node ended before it was ready. */
    NOT_STARTED(Who.OUTSIDE),
    /** The node was not ready in time. */
    START_TIMEOUT(Who.LIMIT);

    private final Who who;

    NodeError(Who who) {
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
