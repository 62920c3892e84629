package io.penstock;

/** Codes of failures that belong to no single engine. */
public enum BaseError implements ErrorCode {
    /** A blocking call was made on an I/O or task thread, which must never wait. */
    BLOCKED_ON_IO_THREAD(Who.CALLER),
    /** A deadline passed before the work was done. */
    DEADLINE_EXCEEDED(Who.LIMIT),
    /** A record class cannot be described as columns. */
    INVALID_RECORD(Who.CALLER),
    /** A value is finer or larger than its column holds. */
    VALUE_OUT_OF_RANGE(Who.CALLER),
    /** TLS or credential settings cannot be used. */
    INVALID_SECURITY(Who.CALLER),
    /** A failure nobody foresaw; the cause tells more. */
    INTERNAL(Who.US);

    private final Who who;

    BaseError(Who who) {
        this.who = who;
    }

    @Override
    public String code() {
        return name();
    }

    @Override
    public Who who() {
        return who;
    }
}
