package io.penstock.documents;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The primary key of one row: the values of the partition key, then of the clustering columns, in their order, as Java
 * values of the components' types. Immutable.
 */
public record Key(List<Object> parts) {
    /**
     * A key of these parts.
     *
     * @throws DocumentsException {@link DocumentsError#NULL_VALUE} when one is null
     */
    public Key {
        for (int i = 0; i < parts.size(); i++) {
            requirePart(parts.get(i), i, parts.size());
        }
        parts = List.copyOf(parts);
    }

    private static void requirePart(@Nullable Object part, int index, int size) {
        if (part == null) {
            throw new DocumentsException(
                    DocumentsError.NULL_VALUE,
                    "part " + (index + 1) + " of the key is null, of " + size + (size == 1 ? " part" : " parts")
                            + "; every part of a key has a value");
        }
    }

    /**
     * The key of a row: the values of {@link EntityModel#primaryKey()} in order. A key as the only part is taken as it
     * is, so that calls with the parts of a key take a key too.
     *
     * @throws DocumentsException {@link DocumentsError#NULL_VALUE} when a part is null
     */
    public static Key of(Object... parts) {
        if (parts.length == 1 && parts[0] instanceof Key key) {
            return key;
        }
        for (int i = 0; i < parts.length; i++) {
            requirePart(parts[i], i, parts.length);
        }
        return new Key(List.of(parts));
    }

    /** A call with the key of these parts; parts that make none fail its future, like everything else. */
    static <T> CompletableFuture<T> given(Object[] parts, Function<Key, CompletableFuture<T>> call) {
        Key key;
        try {
            key = of(parts);
        } catch (DocumentsException wrong) {
            return CompletableFuture.failedFuture(wrong);
        }
        return call.apply(key);
    }
}
