package io.penstock.documents.internal.model;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Static;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What columns are to their table: the rules of keys, static columns and counters. Pure functions. */
final class KeyColumns {
    private KeyColumns() {}

    static EntityColumn.Role role(ClassDeclaration declared, ObjectShape.Value value) {
        Component component = value.component();
        Optional<PartitionKey> partition = component.annotation(PartitionKey.class);
        Optional<ClusteringKey> clustering = component.annotation(ClusteringKey.class);
        boolean isStatic = component.has(Static.class);
        String name = value.path();
        if (partition.isPresent() && clustering.isPresent()) {
            throw ModelMistake.in(
                    declared,
                    name,
                    "component '" + name + "' is both @PartitionKey and @ClusteringKey; a column is one of them");
        }
        if (partition.isEmpty() && clustering.isEmpty()) {
            return isStatic ? new EntityColumn.Static() : new EntityColumn.Regular();
        }
        String key = partition.isPresent() ? "@PartitionKey" : "@ClusteringKey";
        if (isStatic) {
            throw ModelMistake.in(
                    declared,
                    name,
                    "component '" + name + "' is both @Static and " + key + "; a column is one of them");
        }
        if (component.isOptional()) {
            throw ModelMistake.in(
                    declared,
                    name,
                    "component '" + name + "' is a key but has type "
                            + component.type().text() + "; a key always has a value");
        }
        if (component.isCounter()) {
            throw ModelMistake.in(
                    declared, name, "component '" + name + "' is both @Counter and " + key + "; a counter is no key");
        }
        if (TypeRules.holdsDuration(value.mapping().type())) {
            throw ModelMistake.in(
                    declared,
                    name,
                    "component '" + name + "' is a key of type "
                            + value.mapping().type().cql() + "; durations have no order, so they cannot be in a key");
        }
        return partition.isPresent()
                ? new EntityColumn.Partition(partition.get().value())
                : new EntityColumn.Clustering(
                        clustering.orElseThrow().value(),
                        clustering.orElseThrow().descending());
    }

    /** The columns together. Ends when there is a mistake. */
    static void check(ClassDeclaration declared, List<EntityColumn> columns, Mistakes mistakes) {
        Map<Integer, String> partition = new TreeMap<>();
        Map<Integer, String> clustering = new TreeMap<>();
        for (EntityColumn column : columns) {
            mistakes.attempt(() -> {
                switch (column.role()) {
                    case EntityColumn.Partition key -> place(declared, partition, key.order(), column);
                    case EntityColumn.Clustering key -> place(declared, clustering, key.order(), column);
                    case EntityColumn.Static ignored -> {}
                    case EntityColumn.Regular ignored -> {}
                }
            });
        }
        if (partition.isEmpty()) {
            throw ModelMistake.in(declared, "no component is a @PartitionKey; a table needs at least one");
        }
        mistakes.attempt(() -> checkNoGaps(declared, partition, "@PartitionKey"));
        mistakes.attempt(() -> checkNoGaps(declared, clustering, "@ClusteringKey"));
        mistakes.attempt(() -> checkStatic(declared, columns, clustering));
        mistakes.attempt(() -> checkCounters(declared, columns));
        mistakes.stopHere();
    }

    private static void place(ClassDeclaration declared, Map<Integer, String> places, int order, EntityColumn column) {
        String other = places.putIfAbsent(order, column.component());
        if (other != null) {
            String key = column.role() instanceof EntityColumn.Partition ? "@PartitionKey" : "@ClusteringKey";
            throw ModelMistake.in(
                    declared,
                    column.component(),
                    "components '" + other + "' and '" + column.component() + "' are both " + key + "(" + order
                            + "); number them from 0");
        }
    }

    private static void checkNoGaps(ClassDeclaration declared, Map<Integer, String> places, String annotation) {
        int expected = 0;
        for (Map.Entry<Integer, String> place : places.entrySet()) {
            if (place.getKey() != expected) {
                throw ModelMistake.ofWhole(
                        declared,
                        place.getValue(),
                        "component '" + place.getValue() + "' is " + annotation + "(" + place.getKey() + "), but "
                                + expected + " is next; number them from 0 without gaps");
            }
            expected++;
        }
    }

    private static void checkStatic(
            ClassDeclaration declared, List<EntityColumn> columns, Map<Integer, String> clustering) {
        for (EntityColumn column : columns) {
            if (column.role() instanceof EntityColumn.Static && clustering.isEmpty()) {
                throw ModelMistake.ofWhole(
                        declared,
                        column.component(),
                        "component '" + column.component() + "' is @Static, but the table has no @ClusteringKey, so"
                                + " each partition is one row and there is nothing to share; leave @Static out");
            }
        }
    }

    private static void checkCounters(ClassDeclaration declared, List<EntityColumn> columns) {
        if (columns.stream().noneMatch(EntityColumn::isCounter)) {
            return;
        }
        List<String> others = columns.stream()
                .filter(column -> !column.role().isKey() && !column.isCounter())
                .map(EntityColumn::component)
                .toList();
        if (!others.isEmpty()) {
            throw ModelMistake.in(
                    declared,
                    others.getFirst(),
                    "it has a @Counter, and components " + others
                            + " are neither counters nor keys; a table of counters holds nothing else");
        }
    }
}
