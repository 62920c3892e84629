package io.penstock.documents;

import io.penstock.PenstockException;
import io.penstock.documents.driver.RequestFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A failure of the documents engine. */
public class DocumentsException extends PenstockException {
    private static final long serialVersionUID = 1L;

    private final DocumentsError error;
    private final transient @Nullable RequestFailure request;

    public DocumentsException(DocumentsError error, String message) {
        this(error, message, null);
    }

    public DocumentsException(DocumentsError error, String message, @Nullable Throwable cause) {
        this(error, message, cause, null);
    }

    public DocumentsException(
            DocumentsError error, String message, @Nullable Throwable cause, @Nullable RequestFailure request) {
        super(error, message, cause);
        this.error = error;
        this.request = request;
    }

    /** What the server and the driver told of a request that they could not run; empty for other failures. */
    public Optional<RequestFailure> request() {
        return Optional.ofNullable(request);
    }

    /** The code, for a switch over all of them. */
    public DocumentsError error() {
        return error;
    }

    @Override
    public DocumentsException copy() {
        return new DocumentsException(error, getMessage(), this, request);
    }
}
