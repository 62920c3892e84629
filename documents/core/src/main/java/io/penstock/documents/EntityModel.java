package io.penstock.documents;

import io.penstock.documents.internal.EntityModels;
import io.penstock.record.RecordShape;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A record class as a table: its name, columns and keys, checked. Built once per class. Immutable.
 *
 * @param shape the record's components
 * @param table the table's name
 * @param columns one column a component, in the same order
 * @param defaultTtlSeconds how long rows live by default, 0 for ever
 */
public record EntityModel<E>(RecordShape<E> shape, String table, List<EntityColumn> columns, int defaultTtlSeconds) {
    public EntityModel {
        columns = List.copyOf(columns);
    }

    /**
     * The model of a record class.
     *
     * @throws DocumentsException {@link DocumentsError#INVALID_ENTITY} when it breaks a rule; the message names class,
     *     component and rule, for a wrong type both types
     */
    public static <E> EntityModel<E> of(Class<E> type) {
        return EntityModels.of(type);
    }

    /** The record class. */
    public Class<E> type() {
        return shape.type();
    }

    /** The partition key, in order. */
    public List<EntityColumn> partitionKey() {
        return columns.stream()
                .filter(column -> column.role() instanceof EntityColumn.Partition)
                .sorted(Comparator.comparingInt(column -> ((EntityColumn.Partition) column.role()).order()))
                .toList();
    }

    /** The clustering columns, in order. */
    public List<EntityColumn> clusteringKey() {
        return columns.stream()
                .filter(column -> column.role() instanceof EntityColumn.Clustering)
                .sorted(Comparator.comparingInt(column -> ((EntityColumn.Clustering) column.role()).order()))
                .toList();
    }

    /** The whole primary key: the partition key, then the clustering columns. */
    public List<EntityColumn> primaryKey() {
        return Stream.concat(partitionKey().stream(), clusteringKey().stream()).toList();
    }

    /** A column by its name in CQL. */
    public Optional<EntityColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** A column by the name of its component. */
    public Optional<EntityColumn> component(String name) {
        return columns.stream()
                .filter(column -> column.component().equals(name))
                .findFirst();
    }
}
