package io.penstock.documents;

import io.penstock.PenstockException;
import org.jspecify.annotations.Nullable;

/** A failure of the documents engine. */
public class DocumentsException extends PenstockException {
    private static final long serialVersionUID = 1L;

    private final DocumentsError error;

    public DocumentsException(DocumentsError error, String message) {
        this(error, message, null);
    }

    public DocumentsException(DocumentsError error, String message, @Nullable Throwable cause) {
        super(error, message, cause);
        this.error = error;
    }

    /** The code, for a switch over all of them. */
    public DocumentsError error() {
        return error;
    }

    @Override
    public DocumentsException copy() {
        return new DocumentsException(error, getMessage(), this);
    }
}
