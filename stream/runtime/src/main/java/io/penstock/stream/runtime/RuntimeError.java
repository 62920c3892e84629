package io.penstock.stream.runtime;

import io.penstock.ErrorCode;
import io.penstock.Who;

/** Codes of failures of running queries. */
public enum RuntimeError implements ErrorCode {
    /** A value cannot be computed: an overflow, a division by zero, a text that is no number. */
    EVALUATION("400", Who.CALLER),
    /** The plan asks for what the runtime cannot do. */
    UNSUPPORTED("400", Who.CALLER),
    /** A query keeps or returns more than its limit allows. */
    LIMIT("400", Who.LIMIT),
    /** The thread was interrupted while a query ran on it. */
    CANCELLED("402", Who.CANCELLED),
    /** A snapshot was taken of another plan. */
    SNAPSHOT_MISMATCH("900", Who.CALLER),
    /** A snapshot cannot be read. */
    SNAPSHOT_DAMAGED("900", Who.OUTSIDE),
    /** The runtime broke one of its own rules. */
    INTERNAL("900", Who.US);

    private final String code;
    private final Who who;

    RuntimeError(String code, Who who) {
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
