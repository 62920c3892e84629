package io.penstock.documents;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A condition did not hold, and nothing was written: {@link DocumentsError#NOT_APPLIED} with what stood in the way. The
 * values are here only, not in the message.
 */
public final class NotAppliedException extends DocumentsException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object row;
    private final transient List<Map<String, @Nullable Object>> seen;

    NotAppliedException(String message, @Nullable Object row, List<Map<String, @Nullable Object>> seen) {
        this(message, null, row, seen);
    }

    private NotAppliedException(
            String message, @Nullable Throwable cause, @Nullable Object row, List<Map<String, @Nullable Object>> seen) {
        super(DocumentsError.NOT_APPLIED, message, cause);
        this.row = row;
        this.seen = seen.stream()
                .map(one -> Collections.<String, @Nullable Object>unmodifiableMap(new LinkedHashMap<>(one)))
                .toList();
    }

    /** The row that stood in the way, when the server returned all of it and it is of this class. */
    public <E> Optional<E> row(Class<E> entity) {
        return Optional.ofNullable(row).filter(entity::isInstance).map(entity::cast);
    }

    /**
     * What the server told only in part: the values that the condition was compared with, of a single write by the
     * names of the components, of a batch by the names of the columns, a map for each row. Empty where there was no
     * row, or where {@link #row} has all of it.
     */
    public List<Map<String, @Nullable Object>> seen() {
        return seen;
    }

    @Override
    public NotAppliedException copy() {
        return new NotAppliedException(getMessage(), this, row, seen);
    }
}
