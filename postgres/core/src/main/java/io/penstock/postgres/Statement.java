package io.penstock.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One statement with its values and how it shall be run. Immutable; making one does no I/O.
 *
 * @param sql one SQL statement with markers {@code $1}, {@code $2} …
 * @param args one value per marker; null is SQL's NULL
 * @param timeout from the call to the last row; empty for the pool's default
 * @param exclusive whether it needs a connection of its own for as long as it runs: for slow statements, so that others
 *     on a shared connection need not wait behind them
 */
public record Statement(String sql, List<@Nullable Object> args, Optional<Duration> timeout, boolean exclusive) {
    public Statement {
        Objects.requireNonNull(sql, "sql");
        args = Collections.unmodifiableList(new ArrayList<>(args));
        if (timeout.isPresent() && (timeout.get().isNegative() || timeout.get().isZero())) {
            throw new IllegalArgumentException("a statement's timeout must be positive, got " + timeout.get());
        }
    }

    public static Statement of(String sql, @Nullable Object... args) {
        return new Statement(sql, Arrays.asList(args), Optional.empty(), false);
    }

    /** The same with other values. */
    public Statement withArgs(List<@Nullable Object> args) {
        return new Statement(sql, args, timeout, exclusive);
    }

    /** The same, cancelled on the server when it takes longer. */
    public Statement withTimeout(Duration timeout) {
        return new Statement(sql, args, Optional.of(timeout), exclusive);
    }

    /** The same on a connection of its own. */
    public Statement exclusively() {
        return new Statement(sql, args, timeout, true);
    }

    /** Shows the text without the values. */
    @Override
    public String toString() {
        return "Statement[" + sql + ", " + args.size() + " args]";
    }
}
