package io.penstock.documents;

import java.util.Arrays;
import java.util.List;

/**
 * The primary key of one row: the values of the partition key, then of the clustering columns, in their order, as Java
 * values of the components' types.
 */
public record Key(List<Object> parts) {
    public Key {
        parts = List.copyOf(parts);
    }

    public static Key of(Object... parts) {
        return new Key(Arrays.asList(parts));
    }
}
