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

    /** The class, the code with its name, and the message, so that a stack trace tells which kind of failure it is. */
    @Override
    public String toString() {
        return getClass().getName() + ": [" + label(code) + "] " + getMessage();
    }

    /** The code is not serialized: a failure that was read from elsewhere has none. */
    private static String label(@Nullable ErrorCode code) {
        if (code == null) {
            return "unknown code";
        }
        return code.name().equals(code.code()) ? code.code() : code.code() + " " + code.name();
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? "" : message;
    }
}
