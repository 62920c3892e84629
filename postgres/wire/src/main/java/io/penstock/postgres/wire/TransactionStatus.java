package io.penstock.postgres.wire;

/** What {@link BackendMessage.ReadyForQuery} says about the session. */
public enum TransactionStatus {
    /** Outside a transaction. */
    IDLE('I'),
    /** In a transaction that works. */
    IN_TRANSACTION('T'),
    /** In a transaction that failed; only a rollback helps. */
    FAILED('E');

    private final char code;

    TransactionStatus(char code) {
        this.code = code;
    }

    /** The letter on the wire. */
    public char code() {
        return code;
    }
}
