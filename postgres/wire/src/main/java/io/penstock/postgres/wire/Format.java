package io.penstock.postgres.wire;

/** How a value is written. */
public enum Format {
    TEXT(0),
    BINARY(1);

    private final int code;

    Format(int code) {
        this.code = code;
    }

    /** The code on the wire: 0 or 1. */
    public int code() {
        return code;
    }

    static Format of(int code) {
        return switch (code) {
            case 0 -> TEXT;
            case 1 -> BINARY;
            default -> throw Errors.violation("format code 0 or 1 expected, got " + code);
        };
    }
}
