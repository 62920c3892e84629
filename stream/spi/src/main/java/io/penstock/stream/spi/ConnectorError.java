package io.penstock.stream.spi;

import io.penstock.ErrorCode;
import io.penstock.Who;

/** Codes of connector failures. */
public enum ConnectorError implements ErrorCode {
    /** The system cannot be reached. */
    CONNECT("5001", Who.OUTSIDE),
    /** The system refused the credentials. */
    AUTHENTICATION("5002", Who.CALLER),
    /** Reading failed. */
    READ("5003", Who.OUTSIDE),
    /** Writing failed. */
    WRITE("5004", Who.OUTSIDE),
    /** An option is wrong, missing or unknown. */
    CONFIGURATION("5005", Who.CALLER),
    /** There is no such table to read. */
    SOURCE_NOT_FOUND("5010", Who.CALLER),
    /** There is no such table to write. */
    SINK_NOT_FOUND("5011", Who.CALLER),
    /** The schema does not fit the table. */
    SCHEMA("5021", Who.CALLER);

    private final String code;
    private final Who who;

    ConnectorError(String code, Who who) {
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
