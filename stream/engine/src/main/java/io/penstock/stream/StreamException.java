package io.penstock.stream;

import io.penstock.ErrorCode;
import io.penstock.PenstockException;
import io.penstock.Position;
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

    public StreamException(ErrorCode code, String message, @Nullable Position position, @Nullable Throwable cause) {
        super(code, message, position, cause);
    }

    @Override
    public StreamException copy() {
        return new StreamException(code(), getMessage(), position().orElse(null), this);
    }
}
