package io.penstock.stream;

import io.penstock.ErrorCode;
import io.penstock.Who;

/** Codes of the stream database's own failures. SQL and connectors add codes of their own. */
public enum StreamError implements ErrorCode {
    /** The database could not be opened. */
    OPEN_FAILED("100", Who.OUTSIDE),
    /** A call on a closed database. */
    CLOSED("101", Who.CALLER),
    /** The directory is in use by another database. */
    IN_USE("102", Who.CALLER),
    /** There is no source, stream, sink or table of that name. */
    NOT_FOUND("200", Who.CALLER),
    /** There is already an object of that name. */
    EXISTS("201", Who.CALLER),
    /** A record class does not fit the columns. */
    SCHEMA_MISMATCH("202", Who.CALLER),
    /** Pushing rows failed. */
    INGESTION_FAILED("300", Who.CALLER),
    /** A write after the writer was closed. */
    WRITER_CLOSED("301", Who.CALLER),
    /** A value does not fit its column. */
    ROW_MISMATCH("302", Who.CALLER),
    /** A statement cannot be carried out. */
    QUERY_FAILED("400", Who.CALLER),
    /** The query was cancelled. */
    QUERY_CANCELLED("402", Who.CANCELLED),
    /** A subscription cannot be made, or its stream has failed. */
    SUBSCRIPTION_FAILED("500", Who.CALLER),
    /** The subscription has ended: it was closed, or its stream was dropped. */
    SUBSCRIPTION_CLOSED("501", Who.CALLER),
    /** No row came in time. */
    SUBSCRIPTION_TIMEOUT("502", Who.LIMIT),
    /** An invariant of the database is broken. */
    INTERNAL("900", Who.US),
    /** The database is shutting down. */
    SHUTDOWN("901", Who.CANCELLED),
    /** A file of the database is damaged or not of this version. */
    STATE_CORRUPT("4006", Who.OUTSIDE),
    /** A checkpoint could not be completed. */
    CHECKPOINT_FAILED("6001", Who.OUTSIDE),
    /** The stored state cannot be restored. */
    RECOVERY_FAILED("6003", Who.CALLER),
    /** Rows in state have reached their limit. */
    STATE_LIMIT("8011", Who.LIMIT),
    /** A running stream or sink has failed. */
    EXECUTION_FAILED("9001", Who.OUTSIDE);

    private final String code;
    private final Who who;

    StreamError(String code, Who who) {
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
