package io.penstock.postgres.internal;

import io.penstock.postgres.PostgresException;
import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.DataRow;
import io.penstock.postgres.wire.ErrorFields;
import org.jspecify.annotations.Nullable;

/**
 * The server's answers to one Bind and Execute, from BindComplete to ReadyForQuery. Nothing is decided before the last:
 * a CommandComplete can still be taken back. Confined to the reader of the connection.
 */
final class Exchange<T> {
    private final Prepared prepared;
    private final RowTarget<T> target;
    private @Nullable ErrorFields error;
    private @Nullable Throwable refused;
    private long affected;
    private long rows;
    private boolean completed;
    private boolean describedAnew;

    Exchange(Prepared prepared, RowTarget<T> target) {
        this.prepared = prepared;
        this.target = target;
        guarded(() -> target.begin(prepared.columns()));
    }

    /** Whether the server describes the rows once more, before the first. */
    void describedAnew(boolean anew) {
        describedAnew = anew;
    }

    /** Takes in a message other than ReadyForQuery. */
    void on(BackendMessage message) {
        switch (message) {
            case DataRow row -> {
                rows++;
                guarded(() -> target.row(row));
            }
            case BackendMessage.CommandComplete complete -> {
                affected = complete.rows();
                completed = true;
            }
            case BackendMessage.EmptyQueryResponse nothing -> completed = true;
            case BackendMessage.ErrorResponse failed -> error = failed.fields();
            case BackendMessage.BindComplete bound -> {}
            case BackendMessage.ParseComplete parsed when describedAnew -> {}
            case BackendMessage.NoData none when describedAnew -> {}
            case BackendMessage.RowDescription actual
            when describedAnew -> {
                if (!actual.fields().equals(prepared.columns())) {
                    guarded(() -> target.begin(actual.fields()));
                }
            }
            case BackendMessage.CloseComplete closed -> {}
            default -> throw Errors.unexpected(message);
        }
    }

    private void guarded(Runnable step) {
        if (refused == null) {
            try {
                step.run();
            } catch (Throwable notWanted) {
                // Also an Error: it is the record's or the target's, and the connection goes on.
                refused = notWanted;
            }
        }
    }

    Prepared prepared() {
        return prepared;
    }

    @Nullable
    ErrorFields error() {
        return error;
    }

    long rows() {
        return Math.max(rows, affected);
    }

    /**
     * Whether the server only dislikes that the statement was prepared before: its result changed shape, or it is not
     * known there any more. To prepare it anew and to run it again is then safe outside a transaction.
     */
    boolean isStale() {
        return error != null && isStale(error);
    }

    static boolean isStale(ErrorFields error) {
        return switch (error.sqlState()) {
            case "26000" -> true;
            case "08P01" -> isRaisedBy("PortalSetResultFormat", "result formats", error);
            case "0A000" -> isRaisedBy("RevalidateCachedQuery", "cached plan must not change result type", error);
            default -> false;
        };
    }

    /** The server translates its messages, and a pooler may leave out where they come from. */
    private static boolean isRaisedBy(String routine, String text, ErrorFields error) {
        return error.get('R').filter(routine::equals).isPresent()
                || error.message().contains(text);
    }

    /** The result, once ReadyForQuery has come. */
    T result() {
        if (error != null) {
            throw Errors.server(error, prepared.sql());
        }
        if (refused != null) {
            throw Futures.unchecked(refused);
        }
        if (!completed) {
            throw new PostgresException(
                    io.penstock.postgres.PostgresError.PROTOCOL_VIOLATION, "the server gave no answer to a statement");
        }
        return target.end(affected);
    }
}
