package io.penstock.documents.internal;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityModel;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Table;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.internal.codec.RecordCodec;
import io.penstock.record.Naming;
import io.penstock.record.RecordComponentShape;
import io.penstock.record.RecordShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Builds and checks the models of record classes, once per class. */
public final class EntityModels {
    private static final Pattern TABLE_NAME = Pattern.compile("[a-zA-Z0-9_]{1,48}");

    private static final ClassValue<Entity<?>> CACHE = new ClassValue<>() {
        @Override
        protected Entity<?> computeValue(Class<?> type) {
            return build(type);
        }
    };

    private EntityModels() {}

    /** A model with the codec of its record. */
    record Entity<E>(EntityModel<E> model, RecordCodec<E> codec) {}

    @SuppressWarnings("unchecked") // the cache's value for a class is of that class
    static <E> Entity<E> entity(Class<E> type) {
        return (Entity<E>) CACHE.get(type);
    }

    public static <E> EntityModel<E> of(Class<E> type) {
        return entity(type).model();
    }

    private static <E> Entity<E> build(Class<E> type) {
        RecordCodec<E> codec = RecordCodec.of(type);
        RecordShape<E> shape = codec.shape();
        List<EntityColumn> columns = new ArrayList<>();
        for (RecordComponentShape component : shape.components()) {
            EntityColumn.Role role = role(type, component);
            CqlType plain = codec.component(component.index()).type();
            columns.add(new EntityColumn(
                    component.name(), component.columnName(), role.isKey() ? plain.asFrozen() : plain, role));
        }
        Table table = type.getAnnotation(Table.class);
        String name = table == null || table.value().isEmpty() ? Naming.toColumn(type.getSimpleName()) : table.value();
        if (!TABLE_NAME.matcher(name).matches()) {
            throw invalid(
                    type,
                    "its table name '" + name + "' is not 1 to 48 letters, digits and underscores; give @Table one");
        }
        int ttl = table == null ? 0 : table.defaultTtlSeconds();
        if (ttl < 0) {
            throw invalid(type, "defaultTtlSeconds of @Table must be 0 or more, got " + ttl);
        }
        checkKeys(type, columns);
        BuiltModel.Facts facts = new BuiltModel.Facts(
                name,
                columns,
                ttl,
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Entity<>(new BuiltModel<>(type, facts), codec);
    }

    private static EntityColumn.Role role(Class<?> type, RecordComponentShape component) {
        Optional<PartitionKey> partition = component.annotation(PartitionKey.class);
        Optional<ClusteringKey> clustering = component.annotation(ClusteringKey.class);
        if (partition.isPresent() && clustering.isPresent()) {
            throw invalid(
                    type,
                    "component '" + component.name() + "' is both @PartitionKey and @ClusteringKey; a column is one of"
                            + " them");
        }
        if (partition.isEmpty() && clustering.isEmpty()) {
            return new EntityColumn.Regular();
        }
        if (component.isOptional()) {
            throw invalid(
                    type,
                    "component '" + component.name() + "' is a key but has type "
                            + component.javaType().getTypeName() + "; a key always has a value");
        }
        return partition.isPresent()
                ? new EntityColumn.Partition(partition.get().value())
                : new EntityColumn.Clustering(
                        clustering.orElseThrow().value(),
                        clustering.orElseThrow().descending());
    }

    private static void checkKeys(Class<?> type, List<EntityColumn> columns) {
        Map<Integer, String> partition = new TreeMap<>();
        Map<Integer, String> clustering = new TreeMap<>();
        for (EntityColumn column : columns) {
            switch (column.role()) {
                case EntityColumn.Partition key -> place(type, partition, key.order(), column, "@PartitionKey");
                case EntityColumn.Clustering key -> place(type, clustering, key.order(), column, "@ClusteringKey");
                case EntityColumn.Static ignored -> {}
                case EntityColumn.Regular ignored -> {}
            }
        }
        if (partition.isEmpty()) {
            throw invalid(type, "no component is a @PartitionKey; a table needs at least one");
        }
        checkNoGaps(type, partition, "@PartitionKey");
        checkNoGaps(type, clustering, "@ClusteringKey");
    }

    private static void place(
            Class<?> type, Map<Integer, String> places, int order, EntityColumn column, String annotation) {
        String other = places.putIfAbsent(order, column.component());
        if (other != null) {
            throw invalid(
                    type,
                    "components '" + other + "' and '" + column.component() + "' are both " + annotation + "(" + order
                            + "); number them from 0");
        }
    }

    private static void checkNoGaps(Class<?> type, Map<Integer, String> places, String annotation) {
        int expected = 0;
        for (Map.Entry<Integer, String> place : places.entrySet()) {
            if (place.getKey() != expected) {
                throw invalid(
                        type,
                        "component '" + place.getValue() + "' is " + annotation + "(" + place.getKey() + "), but "
                                + expected + " is next; number them from 0 without gaps");
            }
            expected++;
        }
    }

    private static DocumentsException invalid(Class<?> type, String why) {
        return new DocumentsException(
                DocumentsError.INVALID_ENTITY, "record class " + type.getName() + " cannot be a table: " + why);
    }
}
