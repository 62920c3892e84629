package io.penstock.postgres;

import io.penstock.PenstockException;
import io.penstock.Position;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure of the PostgreSQL pool. {@link #sqlState()} tells its kind, {@link #report()} holds the server's fields
 * when the server reported it, {@link #position()} the place in the SQL text.
 */
public final class PostgresException extends PenstockException {
    private static final long serialVersionUID = 1L;

    private final transient PostgresError error;
    private final transient @Nullable ServerReport report;

    public PostgresException(PostgresError error, String message) {
        this(error, message, null, null, null);
    }

    public PostgresException(PostgresError error, String message, @Nullable Throwable cause) {
        this(error, message, null, null, cause);
    }

    public PostgresException(
            PostgresError error,
            String message,
            @Nullable Position position,
            @Nullable ServerReport report,
            @Nullable Throwable cause) {
        super(error, message, position, cause);
        this.error = error;
        this.report = report;
    }

    /** The kind of failure; the same as {@link #code()}. */
    public PostgresError error() {
        return error;
    }

    /** The SQLSTATE, or the code of class {@code PS} for a failure on the client's side. */
    public String sqlState() {
        return error.code();
    }

    /** The server's own report, if the failure came from the server. */
    public Optional<ServerReport> report() {
        return Optional.ofNullable(report);
    }

    /** Whether the same work may succeed when tried again; see {@link PostgresError#isTransient()}. */
    public boolean isTransient() {
        return error.isTransient();
    }

    @Override
    public PostgresException copy() {
        return new PostgresException(error, getMessage(), position().orElse(null), report, this);
    }
}
