package io.penstock.postgres.internal;

import io.penstock.Limit;
import io.penstock.Nearest;
import io.penstock.Position;
import io.penstock.postgres.Endpoint;
import io.penstock.postgres.PostgresError;
import io.penstock.postgres.PostgresException;
import io.penstock.postgres.ServerReport;
import io.penstock.postgres.TargetServer;
import io.penstock.postgres.TransactionOptions;
import io.penstock.postgres.wire.ErrorFields;
import io.penstock.postgres.wire.WireError;
import io.penstock.postgres.wire.WireException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All failures of this module, worded in one place. */
final class Errors {
    private Errors() {}

    /** What the server reported about a statement; {@code sql} is null when it is about no text of the caller. */
    static PostgresException server(ErrorFields fields, @Nullable String sql) {
        ServerReport report = report(fields);
        Position position = sql != null && fields.position().isPresent()
                ? positionIn(sql, fields.position().getAsInt())
                : null;
        StringBuilder message = new StringBuilder(fields.message());
        if (position != null) {
            message.append(" at ").append(position);
        }
        fields.hint().ifPresent(hint -> message.append(". ").append(hint));
        message.append(" (SQLSTATE ").append(fields.sqlState()).append(')');
        return new PostgresException(errorOf(fields.sqlState()), message.toString(), position, report, null);
    }

    private static PostgresError errorOf(String sqlState) {
        return PostgresError.of(sqlState.length() == 5 ? sqlState : "XX000");
    }

    private static ServerReport report(ErrorFields fields) {
        return new ServerReport(
                fields.severity(),
                fields.sqlState(),
                fields.message(),
                fields.detail(),
                fields.hint(),
                fields.where(),
                fields.schema(),
                fields.table(),
                fields.column(),
                fields.dataType(),
                fields.constraint());
    }

    /** Characters of the server are code points. */
    static Position positionIn(String sql, int character) {
        int end = sql.offsetByCodePoints(0, Math.min(character - 1, sql.codePointCount(0, sql.length())));
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < end; i++) {
            if (sql.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(line, end - lineStart + 1);
    }

    static PostgresException connectRefused(ErrorFields fields, Endpoint endpoint) {
        PostgresException reported = server(fields, null);
        return new PostgresException(
                reported.error(),
                "the server at " + endpoint + " refuses the connection: " + reported.getMessage(),
                null,
                report(fields),
                null);
    }

    static PostgresException connectFailed(Endpoint endpoint, String why, @Nullable Throwable cause) {
        return new PostgresException(
                PostgresError.CONNECT_FAILED,
                "no PostgreSQL server can be reached at " + endpoint + ": " + why
                        + "; check that it runs and listens there",
                cause);
    }

    static PostgresException otherRole(Endpoint endpoint, TargetServer wanted) {
        return new PostgresException(
                PostgresError.CONNECT_FAILED,
                "the server at " + endpoint + " is a " + (wanted == TargetServer.PRIMARY ? "standby" : "primary")
                        + ", and a " + wanted.name().toLowerCase(Locale.ROOT) + " is wanted");
    }

    /** All servers of a list failed; each with its reason. */
    static PostgresException noServer(List<PostgresException> failures) {
        PostgresException all = new PostgresException(
                failures.getLast().error(),
                "none of the " + failures.size() + " servers can be used: "
                        + failures.stream().map(PostgresException::getMessage).collect(Collectors.joining("; ")),
                failures.getFirst());
        failures.stream().skip(1).forEach(all::addSuppressed);
        return all;
    }

    static PostgresException connectTimeout(Endpoint endpoint, Duration timeout) {
        return new PostgresException(
                PostgresError.CONNECT_FAILED,
                "connecting to " + endpoint + " took longer than the connect timeout of " + timeout.toMillis() + " ms");
    }

    static PostgresException noTls(Endpoint endpoint) {
        return new PostgresException(
                PostgresError.SECURITY_REFUSED,
                "encryption is required, but the server at " + endpoint
                        + " has none; set ssl = on there, or choose another sslmode");
    }

    static PostgresException handshake(Endpoint endpoint, IOException cause) {
        return new PostgresException(
                PostgresError.SECURITY_REFUSED,
                "TLS with the server at " + endpoint + " failed: " + cause.getMessage()
                        + "; check the trusted certificates and the host name",
                cause);
    }

    static PostgresException connectionLost(@Nullable Throwable cause) {
        String why = cause == null || cause.getMessage() == null ? "the server closed it" : cause.getMessage();
        return new PostgresException(
                PostgresError.CONNECTION_LOST,
                "the connection broke before the answer came (" + why + "); the statement may or may not have run",
                cause);
    }

    static PostgresException wire(WireException failure) {
        PostgresError error = switch (failure.error()) {
            case PROTOCOL_VIOLATION -> PostgresError.PROTOCOL_VIOLATION;
            case MESSAGE_TOO_LARGE -> PostgresError.RESULT_TOO_LARGE;
            case INVALID_TEXT, MALFORMED_VALUE -> PostgresError.TYPE_MISMATCH;
            default -> PostgresError.SECURITY_REFUSED;
        };
        return new PostgresException(error, failure.getMessage(), failure);
    }

    /** During the login a message that is too large is a stranger's answer, not somebody's data. */
    static PostgresException login(WireException failure) {
        return failure.error() == WireError.MESSAGE_TOO_LARGE
                ? new PostgresException(
                        PostgresError.PROTOCOL_VIOLATION,
                        "the answer to the login is not the PostgreSQL protocol; check that host and port are a"
                                + " PostgreSQL server",
                        failure)
                : wire(failure);
    }

    static PostgresException unexpected(Object message) {
        return new PostgresException(
                PostgresError.PROTOCOL_VIOLATION,
                "the server sent " + message.getClass().getSimpleName()
                        + " where it does not belong; check that host and port are a PostgreSQL server");
    }

    static PostgresException acquireTimeout(
            Duration timeout, PoolState.Counts counts, String holders, @Nullable Throwable lastFailure) {
        String held = holders.isEmpty() ? "" : "; held the longest by " + holders;
        String connecting = lastFailure == null ? "" : "; the last new connection failed: " + lastFailure.getMessage();
        return new PostgresException(
                PostgresError.ACQUIRE_TIMEOUT,
                "no connection became free within " + timeout.toMillis() + " ms: all " + counts.leased()
                        + " are in use and " + counts.waiting()
                        + " other calls wait; hold connections shorter, or raise connectionsMax" + held + connecting,
                lastFailure);
    }

    static PostgresException queueFull(Limit limit) {
        return new PostgresException(
                PostgresError.QUEUE_FULL, limit.reached() + "; slow down, or raise it if the server keeps up");
    }

    static PostgresException closed() {
        return new PostgresException(PostgresError.POOL_CLOSED, "the pool is closed");
    }

    static PostgresException deadline(Duration timeout) {
        return new PostgresException(
                PostgresError.DEADLINE_EXCEEDED,
                "the statement took longer than its timeout of " + timeout.toMillis()
                        + " ms; the server was asked to stop it");
    }

    static PostgresException transactionDeadline(Duration timeout) {
        return new PostgresException(
                PostgresError.DEADLINE_EXCEEDED,
                "the transaction took longer than its timeout of " + timeout.toMillis() + " ms and is rolled back");
    }

    static PostgresException tooManyRows(Limit limit) {
        return new PostgresException(
                PostgresError.RESULT_TOO_LARGE,
                "the result has more rows than fit: " + limit.reached() + "; use stream, or LIMIT in the query");
    }

    static PostgresException wrongArgumentCount(String sql, int expected, int given) {
        return new PostgresException(
                PostgresError.TYPE_MISMATCH,
                "the statement has " + expected + " parameters, but " + given + " values are given: " + sql);
    }

    static PostgresException type(String message) {
        return new PostgresException(PostgresError.TYPE_MISMATCH, message);
    }

    static PostgresException type(String message, Throwable cause) {
        return new PostgresException(PostgresError.TYPE_MISMATCH, message, cause);
    }

    static PostgresException noCast(List<String> columns) {
        return type("COPY would send the columns " + columns
                + " in a form that only the server knows; cast them to text in RETURNING");
    }

    static PostgresException unexpectedResult(String message) {
        return new PostgresException(PostgresError.UNEXPECTED_RESULT, message);
    }

    static PostgresException noColumn(String wanted, Collection<String> columns) {
        return unexpectedResult("the result has no column '" + wanted + "'" + Nearest.hint(wanted, columns)
                + (Nearest.to(wanted, columns).isPresent() ? "" : "; it has " + String.join(", ", columns)));
    }

    static PostgresException notHere(String keyword, String instead) {
        return new PostgresException(
                PostgresError.of("0A000"),
                keyword + " cannot be run as a single statement of the pool, whose connections are shared; " + instead);
    }

    static PostgresException notDeferrable(TransactionOptions options) {
        return new PostgresException(
                PostgresError.INVALID_CONFIG,
                "a deferrable transaction must be serializable and read-only, got " + options.isolation()
                        + (options.readOnly() ? ", read-only" : ", not read-only")
                        + "; add withIsolation(SERIALIZABLE) and asReadOnly(), or leave asDeferrable() out");
    }

    static PostgresException noReadLanes() {
        return new PostgresException(
                PostgresError.INVALID_CONFIG,
                "a read-only statement needs a connection that refuses writes, and there is none: raise readLanesMax, or,"
                        + " behind a pooler, leave readOnly() out");
    }

    static PostgresException touchesSession() {
        return notHere("A statement that touches its session", "it cannot be read-only; use it without readOnly()");
    }

    static PostgresException readInTransaction() {
        return notHere(
                "A read-only statement",
                "inside of a transaction leave readOnly() out, or make the transaction read-only by its options");
    }

    static PostgresException outlives(String keyword, String instead) {
        return new PostgresException(
                PostgresError.of("0A000"),
                keyword + " would outlive the transaction and meet the next caller of its connection; " + instead);
    }

    /** A caller without null checks of its own. */
    static NullPointerException noStage() {
        return new NullPointerException(
                "the function given to inTransaction returned null; return the stage that ends the transaction");
    }

    static PostgresException ended(String handle) {
        return new PostgresException(PostgresError.HANDLE_ENDED, "the " + handle + " has ended");
    }

    static PostgresException lostBeforeCommit() {
        return new PostgresException(
                PostgresError.COMMIT_REFUSED,
                "the transaction was not committed: its connection had broken before COMMIT was sent, and the server"
                        + " rolls back; run it again");
    }

    static PostgresException savepointLost() {
        return new PostgresException(
                PostgresError.COMMIT_REFUSED,
                "the transaction was rolled back: a part of it had failed and could not be undone alone");
    }

    static PostgresException commitRefused() {
        return new PostgresException(
                PostgresError.COMMIT_REFUSED,
                "the transaction was rolled back: a statement in it had failed, so COMMIT was not possible");
    }
}
