package io.penstock.documents.schema;

import java.util.Optional;
import java.util.Set;

/**
 * What a plan may do beyond adding what is missing. Immutable.
 *
 * @param keyspace what the keyspace itself must be; empty to leave it as it is
 * @param droppableIndexes indexes that may be dropped when no class declares them, and dropped and made again when a
 *     class declares them otherwise. No other index is ever dropped
 * @param droppableViews the same for materialized views
 */
public record PlanOptions(
        Optional<KeyspaceSettings> keyspace, Set<String> droppableIndexes, Set<String> droppableViews) {
    /** The keyspace stays as it is, and nothing is dropped. */
    public static final PlanOptions DEFAULT = new PlanOptions(Optional.empty(), Set.of(), Set.of());

    public PlanOptions {
        droppableIndexes = Set.copyOf(droppableIndexes);
        droppableViews = Set.copyOf(droppableViews);
    }

    /** The same, with the keyspace made or altered. */
    public PlanOptions withKeyspace(KeyspaceSettings settings) {
        return new PlanOptions(Optional.of(settings), droppableIndexes, droppableViews);
    }

    /** The same, with these indexes allowed to be dropped, and no others. */
    public PlanOptions withDroppableIndexes(String... names) {
        return new PlanOptions(keyspace, Set.of(names), droppableViews);
    }

    /** The same, with these views allowed to be dropped, and no others. */
    public PlanOptions withDroppableViews(String... names) {
        return new PlanOptions(keyspace, droppableIndexes, Set.of(names));
    }
}
