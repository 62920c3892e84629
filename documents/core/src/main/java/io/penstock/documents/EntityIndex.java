package io.penstock.documents;

import java.util.Map;
import java.util.Optional;

/**
 * An index that an entity asks for.
 *
 * @param name its name
 * @param column the name of its column in CQL
 * @param on what of the column is indexed
 * @param using the class that implements it, {@code StorageAttachedIndex} for storage-attached ones; empty for the
 *     server's plain secondary index
 * @param options its options
 */
public record EntityIndex(
        String name, String column, Indexed.On on, Optional<String> using, Map<String, String> options) {
    public EntityIndex {
        options = Map.copyOf(options);
    }
}
