package io.penstock.postgres;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a transaction is begun. Immutable.
 *
 * @param isolation what it sees of others
 * @param readOnly whether the server refuses writes
 * @param deferrable whether a serializable read-only transaction may wait for a snapshot that cannot fail
 * @param retry whether it is run again when it fails for a reason that passes
 * @param timeout from its session to its COMMIT, for each try; then what runs is cancelled and all is rolled back with
 *     {@link PostgresError#DEADLINE_EXCEEDED}; empty for as long as it takes
 * @param local settings of the server that hold inside, as {@code SET LOCAL} makes them
 */
public record TransactionOptions(
        Isolation isolation,
        boolean readOnly,
        boolean deferrable,
        Retry retry,
        Optional<Duration> timeout,
        Map<String, String> local) {
    /** What the server is set to, which is read committed unless somebody changed it. */
    public static final TransactionOptions DEFAULT =
            new TransactionOptions(Isolation.SERVER_DEFAULT, false, false, Retry.NEVER, Optional.empty(), Map.of());

    public TransactionOptions {
        if (timeout.isPresent() && (timeout.get().isNegative() || timeout.get().isZero())) {
            throw new IllegalArgumentException("a transaction's timeout must be positive, got " + timeout.get());
        }
        local = Collections.unmodifiableMap(new LinkedHashMap<>(local));
    }

    /** The levels of isolation. */
    public enum Isolation {
        SERVER_DEFAULT,
        READ_COMMITTED,
        REPEATABLE_READ,
        SERIALIZABLE
    }

    public TransactionOptions withIsolation(Isolation isolation) {
        return new TransactionOptions(isolation, readOnly, deferrable, retry, timeout, local);
    }

    /** Refuses writes. */
    public TransactionOptions asReadOnly() {
        return new TransactionOptions(isolation, true, deferrable, retry, timeout, local);
    }

    /**
     * Waits for a snapshot that cannot fail. Needs {@link Isolation#SERIALIZABLE} and {@link #asReadOnly}: without them
     * the server would ignore it, so the transaction is refused with {@link PostgresError#INVALID_CONFIG}.
     */
    public TransactionOptions asDeferrable() {
        return new TransactionOptions(isolation, readOnly, true, retry, timeout, local);
    }

    /** Runs it again as a whole; see {@link Retry}. */
    public TransactionOptions withRetry(Retry retry) {
        return new TransactionOptions(isolation, readOnly, deferrable, retry, timeout, local);
    }

    /** Rolls it back when it takes longer. */
    public TransactionOptions withTimeout(Duration timeout) {
        return new TransactionOptions(isolation, readOnly, deferrable, retry, Optional.of(timeout), local);
    }

    /**
     * One more setting that holds inside, for example {@code lock_timeout} or {@code app.tenant}. The value is as in
     * the server's configuration file: names in a list, as of {@code search_path}, are separated by commas.
     */
    public TransactionOptions withLocal(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(local);
        more.put(name, value);
        return new TransactionOptions(isolation, readOnly, deferrable, retry, timeout, more);
    }
}
