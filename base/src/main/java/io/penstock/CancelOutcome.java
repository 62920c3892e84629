package io.penstock;

/** What a cancel reached. The same words in all engines. */
public enum CancelOutcome {
    /** The work had not been sent; it never ran. */
    NOT_STARTED,
    /** The server was asked to stop; whether it did is not known. */
    SENT,
    /** The work stopped, and the server said so. */
    CONFIRMED,
    /** The work had already ended. */
    LATE,
    /** The protocol has no cancel; waiting, retrying and speculating stopped, the server did not. */
    UNSUPPORTED
}
