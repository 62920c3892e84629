package io.penstock.postgres.internal;

import io.penstock.postgres.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call, complete and immutable: what to do with a connection. Making one does no I/O.
 *
 * @param <T> the result
 */
sealed interface Request<T extends @Nullable Object> {
    /** The word for listeners: {@code query}, {@code execute}, {@code batch}, {@code copy} … */
    String kind();

    /** The text for listeners and messages. */
    String sql();

    Optional<Duration> timeout();

    /** Does it on a connection of one's own, waiting on the calling thread. */
    T on(Connection connection);

    /** One statement: can share a connection with others. */
    record Single<T>(String kind, Statement statement, Supplier<RowTarget<T>> targets) implements Request<T> {
        @Override
        public String sql() {
            return statement.sql();
        }

        @Override
        public Optional<Duration> timeout() {
            return statement.timeout();
        }

        @Override
        public T on(Connection connection) {
            return StatementDialog.run(connection, statement, targets);
        }
    }

    /** Anything else that needs a connection to itself. */
    record Exclusive<T extends @Nullable Object>(String kind, String sql, Optional<Duration> timeout, Dialog<T> dialog)
            implements Request<T> {
        Exclusive(String kind, String sql, Dialog<T> dialog) {
            this(kind, sql, Optional.empty(), dialog);
        }

        @Override
        public T on(Connection connection) {
            return dialog.with(connection);
        }
    }

    /** A conversation with the server. */
    @FunctionalInterface
    interface Dialog<T extends @Nullable Object> {
        T with(Connection connection);
    }
}
