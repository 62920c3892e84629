package io.penstock.postgres;

import io.penstock.ErrorCode;
import io.penstock.Who;
import java.util.Locale;
import java.util.Map;

/**
 * A code of a PostgreSQL failure: the server's SQLSTATE, five characters, or one of the class {@code PS} for failures
 * that are found on the client's side. Two codes are equal when their SQLSTATEs are. Immutable.
 */
public final class PostgresError implements ErrorCode {
    /** The names that PostgreSQL gives to the conditions that programs ask for most. */
    private static final Map<String, String> CONDITIONS = Map.ofEntries(
            Map.entry("22012", "division_by_zero"),
            Map.entry("23502", "not_null_violation"),
            Map.entry("23503", "foreign_key_violation"),
            Map.entry("23505", "unique_violation"),
            Map.entry("23514", "check_violation"),
            Map.entry("25006", "read_only_sql_transaction"),
            Map.entry("28P01", "invalid_password"),
            Map.entry("3D000", "invalid_catalog_name"),
            Map.entry("40001", "serialization_failure"),
            Map.entry("40P01", "deadlock_detected"),
            Map.entry("42601", "syntax_error"),
            Map.entry("42703", "undefined_column"),
            Map.entry("42P01", "undefined_table"),
            Map.entry("53300", "too_many_connections"),
            Map.entry("57014", "query_canceled"),
            Map.entry("57P01", "admin_shutdown"));

    /** No connection could be made: no server there, no route, refused, or no answer in time. */
    public static final PostgresError CONNECT_FAILED = new PostgresError("08001", "connect_failed", Who.OUTSIDE);
    /** The connection broke. A statement that was sent may or may not have run. */
    public static final PostgresError CONNECTION_LOST = new PostgresError("08006", "connection_lost", Who.OUTSIDE);
    /** The server, or something that answers in its place, does not speak the protocol as expected. */
    public static final PostgresError PROTOCOL_VIOLATION =
            new PostgresError("08P01", "protocol_violation", Who.OUTSIDE);

    /** The server or its TLS settings do not allow the encryption or authentication that was asked for. */
    public static final PostgresError SECURITY_REFUSED = new PostgresError("PS001", "security_refused", Who.CALLER);
    /** No connection became free within the acquire timeout. */
    public static final PostgresError ACQUIRE_TIMEOUT = new PostgresError("PS002", "acquire_timeout", Who.LIMIT);
    /** A queue of the pool is full; the message names the limit. */
    public static final PostgresError QUEUE_FULL = new PostgresError("PS003", "queue_full", Who.LIMIT);
    /** The pool is closed. */
    public static final PostgresError POOL_CLOSED = new PostgresError("PS004", "pool_closed", Who.CALLER);
    /** The statement's deadline passed; the server was asked to stop it. */
    public static final PostgresError DEADLINE_EXCEEDED = new PostgresError("PS005", "deadline_exceeded", Who.LIMIT);
    /** A parameter or a record component does not go with the column's type, or its value does not fit. */
    public static final PostgresError TYPE_MISMATCH = new PostgresError("PS006", "type_mismatch", Who.CALLER);
    /** A result has another number of rows or columns than the call asks for. */
    public static final PostgresError UNEXPECTED_RESULT = new PostgresError("PS007", "unexpected_result", Who.CALLER);
    /** A URL or a setting cannot be used. */
    public static final PostgresError INVALID_CONFIG = new PostgresError("PS008", "invalid_config", Who.CALLER);
    /** The transaction or stream is over; its handle cannot be used any more. */
    public static final PostgresError HANDLE_ENDED = new PostgresError("PS009", "handle_ended", Who.CALLER);
    /** A result is larger than the configured limit; the message names it. */
    public static final PostgresError RESULT_TOO_LARGE = new PostgresError("PS010", "result_too_large", Who.LIMIT);
    /** COMMIT was asked for, but the transaction had failed and the server rolled it back. */
    public static final PostgresError COMMIT_REFUSED = new PostgresError("PS011", "commit_refused", Who.CALLER);

    public static final PostgresError UNIQUE_VIOLATION = of("23505");
    public static final PostgresError FOREIGN_KEY_VIOLATION = of("23503");
    public static final PostgresError NOT_NULL_VIOLATION = of("23502");
    public static final PostgresError CHECK_VIOLATION = of("23514");
    public static final PostgresError SYNTAX_ERROR = of("42601");
    public static final PostgresError UNDEFINED_TABLE = of("42P01");
    public static final PostgresError UNDEFINED_COLUMN = of("42703");
    public static final PostgresError DIVISION_BY_ZERO = of("22012");
    public static final PostgresError INVALID_PASSWORD = of("28P01");
    public static final PostgresError UNKNOWN_DATABASE = of("3D000");
    public static final PostgresError SERIALIZATION_FAILURE = of("40001");
    public static final PostgresError DEADLOCK_DETECTED = of("40P01");
    public static final PostgresError READ_ONLY_TRANSACTION = of("25006");
    public static final PostgresError TOO_MANY_CONNECTIONS = of("53300");
    public static final PostgresError QUERY_CANCELED = of("57014");
    public static final PostgresError ADMIN_SHUTDOWN = of("57P01");

    private final String code;
    private final String name;
    private final Who who;

    private PostgresError(String code, String name, Who who) {
        this.code = code;
        this.name = name;
        this.who = who;
    }

    /** The code of a SQLSTATE that the server sent. */
    public static PostgresError of(String sqlState) {
        if (sqlState.length() != 5) {
            throw new IllegalArgumentException("a SQLSTATE has five characters, got '" + sqlState + "'");
        }
        Who who = sqlState.equals("57014") ? Who.CANCELLED : whoOf(sqlState.substring(0, 2));
        return new PostgresError(sqlState, CONDITIONS.getOrDefault(sqlState, sqlState), who);
    }

    private static Who whoOf(String sqlClass) {
        return switch (sqlClass) {
            case "08", "40", "55", "57", "58", "F0", "HV", "XX" -> Who.OUTSIDE;
            case "53", "54" -> Who.LIMIT;
            default -> Who.CALLER;
        };
    }

    /** The SQLSTATE. */
    @Override
    public String code() {
        return code;
    }

    @Override
    public Who who() {
        return who;
    }

    /** The condition's name, {@code UNDEFINED_TABLE} for example; the SQLSTATE itself where we know none. */
    @Override
    public String name() {
        return name.toUpperCase(Locale.ROOT);
    }

    /** The first two characters, the class of the failure. */
    public String sqlClass() {
        return code.substring(0, 2);
    }

    /**
     * Whether the same work may succeed when it is tried again as it is: lost or refused connections, serialization
     * failures, deadlocks, resources or locks that others hold, a server that starts or stops. It says nothing about
     * whether the first try had an effect: after {@link #CONNECTION_LOST} only idempotent work is safe to repeat.
     */
    public boolean isTransient() {
        return switch (sqlClass()) {
            case "08" -> !code.equals("08P01");
            case "40" -> code.equals("40001") || code.equals("40P01");
            case "53" -> true;
            case "55" -> code.equals("55P03");
            case "57" -> code.startsWith("57P0") && !code.equals("57P04");
            case "PS" -> code.equals("PS002") || code.equals("PS003");
            default -> false;
        };
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof PostgresError other && code.equals(other.code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    @Override
    public String toString() {
        return name.equals(code) ? code : code + " " + name;
    }
}
