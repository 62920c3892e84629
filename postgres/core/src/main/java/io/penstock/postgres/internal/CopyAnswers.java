package io.penstock.postgres.internal;

import io.penstock.postgres.wire.BackendMessage;
import io.penstock.postgres.wire.ErrorFields;
import org.jspecify.annotations.Nullable;

/** How the server ends a COPY. */
final class CopyAnswers {
    private @Nullable ErrorFields error;
    private long rows;

    private CopyAnswers(@Nullable ErrorFields error) {
        this.error = error;
    }

    /** Reads up to ReadyForQuery. */
    static CopyAnswers read(Connection connection, @Nullable ErrorFields known) {
        CopyAnswers answers = new CopyAnswers(known);
        while (true) {
            BackendMessage message = connection.receive();
            if (message instanceof BackendMessage.ReadyForQuery) {
                return answers;
            }
            answers.on(message);
        }
    }

    private void on(BackendMessage message) {
        switch (message) {
            case BackendMessage.ErrorResponse failed -> error = failed.fields();
            case BackendMessage.CommandComplete complete -> rows = complete.rows();
            default -> {
                // the rest of data that is not wanted any more
            }
        }
    }

    /** The rows that were copied, or the failure. */
    long rows(String sql) {
        if (error != null) {
            throw Errors.server(error, sql);
        }
        return rows;
    }

    /** The failure when the first answer shows that the text is no such COPY. */
    static RuntimeException notCopy(Connection connection, BackendMessage first, String sql, String expected) {
        CopyAnswers answers = new CopyAnswers(null);
        answers.on(first);
        if (first instanceof BackendMessage.CopyInResponse) {
            connection.out().write(new io.penstock.postgres.wire.FrontendMessage.CopyFail("not expected"));
            connection.send();
        }
        if (!(first instanceof BackendMessage.ReadyForQuery)) {
            while (!(connection.receive() instanceof BackendMessage.ReadyForQuery)) {
                // to the end of an answer that nobody asked for
            }
        }
        return answers.error != null && !(first instanceof BackendMessage.CopyInResponse)
                ? Errors.server(answers.error, sql)
                : Errors.unexpectedResult("the text is not " + expected + ": " + sql);
    }
}
