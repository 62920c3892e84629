package io.penstock.stream.spi;

import io.penstock.PenstockException;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A connector failed. The factories word what every connector has to say. */
public final class ConnectorException extends PenstockException {
    private static final long serialVersionUID = 1L;

    private final ConnectorError error;

    public ConnectorException(ConnectorError error, String message) {
        this(error, message, null);
    }

    public ConnectorException(ConnectorError error, String message, @Nullable Throwable cause) {
        super(error, message, cause);
        this.error = error;
    }

    /** An option that cannot be. */
    public static ConnectorException option(String who, String what) {
        return new ConnectorException(ConnectorError.CONFIGURATION, who + ": " + what);
    }

    /** A value of a row that its column does not take. */
    public static ConnectorException unwritable(String who, String column, IllegalArgumentException why) {
        return new ConnectorException(
                ConnectorError.WRITE, who + ": column '" + column + "': " + why.getMessage(), why);
    }

    /** A value of the outside system that the column's type in SQL cannot hold. */
    public static ConnectorException unreadable(String who, String column, IllegalArgumentException why) {
        return new ConnectorException(ConnectorError.READ, who + ": column '" + column + "': " + why.getMessage(), why);
    }

    /** A table that is too large to be read for joins. */
    public static ConnectorException tooManyRows(String who, long rowsMax) {
        return option(who, "the table has more than " + rowsMax + " rows; raise the limit, or look up a smaller table");
    }

    /**
     * A failure of the outside system as one of the connector.
     *
     * @param what what was not done
     * @param failed the failure, which may be wrapped as futures do
     * @param code the code for what is no connector's failure yet
     */
    public static ConnectorException translated(
            String what, Throwable failed, Function<Throwable, ConnectorError> code) {
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        return switch (cause) {
            case ConnectorException known -> known;
            case PenstockException known ->
                new ConnectorException(code.apply(known), what + ": " + known.getMessage(), known);
            default -> new ConnectorException(code.apply(cause), what + ": " + cause, cause);
        };
    }

    @Override
    public ConnectorException copy() {
        return new ConnectorException(error, getMessage(), this);
    }
}
