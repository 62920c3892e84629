package io.penstock;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one unchecked base of all failures. It carries a stable {@linkplain #code() code}, {@linkplain #who() who must
 * act} and, for text that the caller wrote, a {@linkplain #position() position}. The message says what was expected,
 * what came, and what to try. Bind values, passwords and server details stay out of it.
 */
public class PenstockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final transient @Nullable Position position;

    public PenstockException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    public PenstockException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, null, cause);
    }

    public PenstockException(ErrorCode code, String message, @Nullable Position position, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.position = position;
    }

    /** The kind of failure. */
    public final ErrorCode code() {
        return code;
    }

    /** Who must act, the same as {@code code().who()}. */
    public final Who who() {
        return code.who();
    }

    /** Where in the caller's text the failure is, if it is about text. */
    public final Optional<Position> position() {
        return Optional.ofNullable(position);
    }

    /**
     * The same failure with the stack trace of the calling thread and this one as its cause, so that a blocking call
     * shows its caller. Subclasses with more fields override it; the result has the class of the original.
     */
    public PenstockException copy() {
        return new PenstockException(code, getMessage(), position, this);
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }
}
