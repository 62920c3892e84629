package io.penstock.documents.internal;

import io.penstock.documents.Comparison;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityIndex;
import io.penstock.documents.EntityModel;
import io.penstock.documents.Indexed;
import io.penstock.documents.driver.CqlType;
import java.util.List;

/** What the indexes of an entity find. Immutable. */
final class Indexes {
    private final List<EntityIndex> indexes;

    Indexes(EntityModel<?> model) {
        this.indexes = model.indexes();
    }

    /** Whether an index finds rows by this comparison. */
    boolean serve(EntityColumn column, Comparison<?> comparison) {
        return !indexes.isEmpty()
                && of(column).stream().anyMatch(index -> switch (comparison.operator()) {
                    case EQ -> index.on() == Indexed.On.VALUES || index.on() == Indexed.On.FULL;
                    case CONTAINS -> index.on() == Indexed.On.VALUES;
                    case CONTAINS_KEY -> index.on() == Indexed.On.KEYS;
                    case GT, GTE, LT, LTE ->
                        index.using().isPresent()
                                && index.on() == Indexed.On.VALUES
                                && (!isStorageAttached(index) || !isText(column.type()));
                    case LIKE -> index.using().isPresent() && !isStorageAttached(index);
                    case IN, NE -> false;
                });
    }

    boolean serveEntries(EntityColumn column) {
        return of(column).stream().anyMatch(index -> index.on() == Indexed.On.ENTRIES);
    }

    boolean has(EntityColumn column) {
        return of(column).stream().anyMatch(index -> index.using().isPresent());
    }

    /** Whether its indexes are the server's plain ones. */
    boolean isSecondaryOnly(EntityColumn column) {
        return of(column).stream().allMatch(index -> index.using().isEmpty());
    }

    private List<EntityIndex> of(EntityColumn column) {
        return indexes.isEmpty()
                ? List.of()
                : indexes.stream()
                        .filter(index -> index.column().equals(column.name()))
                        .toList();
    }

    private static boolean isStorageAttached(EntityIndex index) {
        return index.using()
                .filter(name -> name.endsWith("StorageAttachedIndex") || name.equalsIgnoreCase("sai"))
                .isPresent();
    }

    private static boolean isText(CqlType type) {
        return type == CqlType.Scalar.TEXT || type == CqlType.Scalar.ASCII;
    }
}
