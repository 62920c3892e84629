package io.penstock.postgres.wire;

import io.penstock.PenstockException;
import org.jspecify.annotations.Nullable;

/** The protocol, or a value on it, is not as it must be. */
public final class WireException extends PenstockException {
    private static final long serialVersionUID = 1L;

    private final WireError error;

    public WireException(WireError error, String message) {
        this(error, message, null);
    }

    public WireException(WireError error, String message, @Nullable Throwable cause) {
        super(error, message, cause);
        this.error = error;
    }

    /** The kind of failure, for a switch. */
    public WireError error() {
        return error;
    }

    @Override
    public WireException copy() {
        return new WireException(error, getMessage(), this);
    }
}
