package io.penstock.documents;

import io.penstock.ErrorCode;
import io.penstock.Who;

/** Codes of failures of the documents engine. */
public enum DocumentsError implements ErrorCode {
    /** A record class is no table: keys are missing or contradict each other, or a component has no CQL type. */
    INVALID_ENTITY(Who.CALLER),
    /** CQL cannot run the query: filters, order or limit do not fit the table's keys. */
    INVALID_QUERY(Who.CALLER),
    /** A value has another type than its column. */
    WRONG_TYPE(Who.CALLER),
    /** The values do not fit the statement's markers: too few, too many, or for a marker that it does not have. */
    WRONG_VALUES(Who.CALLER),
    /** A value is missing where there must be one. */
    NULL_VALUE(Who.CALLER),
    /** There is no such keyspace. */
    UNKNOWN_KEYSPACE(Who.CALLER),
    /** There is no such table. */
    UNKNOWN_TABLE(Who.CALLER),
    /** There is no such column. */
    UNKNOWN_COLUMN(Who.CALLER),
    /** The table of the database does not fit the record class. */
    SCHEMA_MISMATCH(Who.CALLER),
    /** The schema changed after the plan was made, so that the plan is not what is needed any more. */
    STALE_PLAN(Who.CALLER),
    /** A page token is damaged or belongs to another query. */
    INVALID_PAGE_TOKEN(Who.CALLER),
    /** There is no row with the key, or none that the query finds. */
    NOT_FOUND(Who.CALLER),
    /** More rows than one where one was asked for. */
    TOO_MANY_ROWS(Who.CALLER),
    /** The condition of a conditional write did not hold, so nothing was written. */
    NOT_APPLIED(Who.CALLER),
    /** The row was saved by another since it was read. */
    STALE_VERSION(Who.CALLER),
    /** A batch has more statements or bytes than it may; the message names the limit. */
    BATCH_TOO_LARGE(Who.LIMIT),
    /** A query has more rows than may be collected; the message names the limit. */
    RESULT_TOO_LARGE(Who.LIMIT),
    /** The server does not understand or accept the statement. */
    INVALID_REQUEST(Who.CALLER),
    /** The driver cannot do what was asked. */
    UNSUPPORTED(Who.CALLER),
    /** Two libraries of the same driver are loaded, of which the wrong one may win. */
    DRIVER_CONFLICT(Who.CALLER),
    /** Encryption could not be agreed on: certificates that do not fit, or one side that does not encrypt. */
    TLS(Who.CALLER),
    /** The user or password is wrong or missing. */
    AUTHENTICATION(Who.CALLER),
    /** The user may not do this. */
    UNAUTHORIZED(Who.CALLER),
    /** The session, driver or writer is closed. */
    CLOSED(Who.CALLER),
    /** Too many requests wait or run; the message names the limit. */
    BUSY(Who.LIMIT),
    /** No node can be reached. */
    CONNECT(Who.OUTSIDE),
    /** Not enough replicas are alive for the consistency level. */
    UNAVAILABLE(Who.OUTSIDE),
    /** Replicas did not answer a read in the server's time. */
    READ_TIMEOUT(Who.OUTSIDE),
    /** Replicas did not confirm a write in the server's time; it may still take effect. */
    WRITE_TIMEOUT(Who.OUTSIDE),
    /** Replicas failed on a read. */
    READ_FAILURE(Who.OUTSIDE),
    /** Replicas failed on a write; it may still take effect. */
    WRITE_FAILURE(Who.OUTSIDE),
    /** The server refused work because it is overloaded or starting. */
    OVERLOADED(Who.OUTSIDE),
    /** The connection was lost while the request ran; a write may have taken effect. */
    CONNECTION_LOST(Who.OUTSIDE),
    /** The nodes did not agree on the schema in time. */
    SCHEMA_DISAGREEMENT(Who.OUTSIDE),
    /** The server failed in a way it gives no other name. */
    SERVER_ERROR(Who.OUTSIDE),
    /** Something came from the driver that must not come. */
    INTERNAL(Who.US);

    private final Who who;

    DocumentsError(Who who) {
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
