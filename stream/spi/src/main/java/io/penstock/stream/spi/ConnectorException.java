package io.penstock.stream.spi;

import io.penstock.PenstockException;
import org.jspecify.annotations.Nullable;

/** A connector failed. */
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

    @Override
    public ConnectorException copy() {
        return new ConnectorException(error, getMessage(), this);
    }
}
