package io.penstock.stream;

import io.penstock.ErrorCode;
import io.penstock.PenstockException;
import org.jspecify.annotations.Nullable;

/** A failure of the stream database. */
public final class StreamException extends PenstockException {
    private static final long serialVersionUID = 1L;

    public StreamException(ErrorCode code, String message) {
        super(code, message);
    }

    public StreamException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }

    @Override
    public StreamException copy() {
        return new StreamException(code(), getMessage(), this);
    }
}
