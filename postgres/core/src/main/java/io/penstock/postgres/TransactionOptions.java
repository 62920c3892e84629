package io.penstock.postgres;

/**
 * How a transaction is begun. Immutable.
 *
 * @param isolation what it sees of others
 * @param readOnly whether the server refuses writes
 * @param deferrable whether a serializable read-only transaction may wait for a snapshot that cannot fail
 * @param retry whether it is run again when it fails for a reason that passes
 */
public record TransactionOptions(Isolation isolation, boolean readOnly, boolean deferrable, Retry retry) {
    /** What the server is set to, which is read committed unless somebody changed it. */
    public static final TransactionOptions DEFAULT =
            new TransactionOptions(Isolation.SERVER_DEFAULT, false, false, Retry.NEVER);

    /** The levels of isolation. */
    public enum Isolation {
        SERVER_DEFAULT,
        READ_COMMITTED,
        REPEATABLE_READ,
        SERIALIZABLE
    }

    public TransactionOptions withIsolation(Isolation isolation) {
        return new TransactionOptions(isolation, readOnly, deferrable, retry);
    }

    /** Refuses writes. */
    public TransactionOptions asReadOnly() {
        return new TransactionOptions(isolation, true, deferrable, retry);
    }

    /** Waits for a snapshot that cannot fail; needs serializable isolation and read only. */
    public TransactionOptions asDeferrable() {
        return new TransactionOptions(isolation, readOnly, true, retry);
    }

    /** Runs it again as a whole; see {@link Retry}. */
    public TransactionOptions withRetry(Retry retry) {
        return new TransactionOptions(isolation, readOnly, deferrable, retry);
    }
}
