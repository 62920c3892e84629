package io.penstock.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One statement with its values and how it shall be run. Immutable; making one does no I/O.
 *
 * @param sql one SQL statement with markers {@code $1}, {@code $2} …
 * @param args one value per marker; null is SQL's NULL
 * @param timeout from the call to the last row; empty for the pool's default
 * @param sharing with whom it shares a connection
 */
public record Statement(String sql, List<@Nullable Object> args, Optional<Duration> timeout, Sharing sharing) {
    /** With whom a statement shares a connection while it runs. */
    public enum Sharing {
        /** With other statements, each with a round trip of its own where calls do not wait. */
        SHARED,
        /** With nobody: for slow statements, so that others need not wait behind them. */
        EXCLUSIVE,
        /**
         * With others that only read, many of them in one round trip, on a connection that refuses writes. The fastest
         * way for small reads in great number. They see each other's moment: {@code now()} is the same for all of them.
         */
        READ_ONLY
    }

    public Statement {
        Objects.requireNonNull(sql, "sql");
        args = Collections.unmodifiableList(new ArrayList<>(args));
        if (timeout.isPresent() && (timeout.get().isNegative() || timeout.get().isZero())) {
            throw new IllegalArgumentException("a statement's timeout must be positive, got " + timeout.get());
        }
    }

    public static Statement of(String sql, @Nullable Object... args) {
        return new Statement(sql, Arrays.asList(args), Optional.empty(), Sharing.SHARED);
    }

    /**
     * A statement with markers by name, {@code :customer}, and their values; null is SQL's NULL. Every marker needs a
     * value and every value a marker.
     */
    public static Statement named(String sql, Map<String, ? extends @Nullable Object> values) {
        return NamedSql.statement(sql, values);
    }

    /** The same with other values. */
    public Statement withArgs(List<@Nullable Object> args) {
        return new Statement(sql, args, timeout, sharing);
    }

    /** The same, cancelled on the server when it takes longer. */
    public Statement withTimeout(Duration timeout) {
        return new Statement(sql, args, Optional.of(timeout), sharing);
    }

    /** The same on a connection of its own. */
    public Statement exclusively() {
        return new Statement(sql, args, timeout, Sharing.EXCLUSIVE);
    }

    /**
     * The same together with other reads; see {@link Sharing#READ_ONLY}. The server refuses it when it writes:
     * {@link PostgresError#READ_ONLY_TRANSACTION}.
     */
    public Statement readOnly() {
        return new Statement(sql, args, timeout, Sharing.READ_ONLY);
    }

    /** Shows the text without the values. */
    @Override
    public String toString() {
        return "Statement[" + sql + ", " + args.size() + " args]";
    }
}
