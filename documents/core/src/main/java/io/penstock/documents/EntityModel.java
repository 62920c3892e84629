package io.penstock.documents;

import io.penstock.documents.driver.CqlType;
import io.penstock.documents.internal.EntityModels;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A class as a table: its name, columns, keys and all that its annotations say, checked. Built once per class.
 * Immutable.
 */
public interface EntityModel<E> {
    /**
     * The model of a record, a class with an {@link EntityConstructor}, or a class of a sealed hierarchy.
     *
     * @throws DocumentsException {@link DocumentsError#INVALID_ENTITY} when it breaks a rule; the message names class,
     *     component and rule, for a wrong type both types
     */
    static <E> EntityModel<E> of(Class<E> type) {
        return EntityModels.of(type);
    }

    /** The class of the rows. */
    Class<E> type();

    /** The table's name, of a view the view's. */
    String table();

    /**
     * The columns: one a component, those of embedded records in their place, those of a hierarchy's classes in the
     * order of the classes, the discriminator last.
     */
    List<EntityColumn> columns();

    /** The partition key, in order. */
    List<EntityColumn> partitionKey();

    /** The clustering columns, in order. */
    List<EntityColumn> clusteringKey();

    /** The whole primary key: the partition key, then the clustering columns. */
    List<EntityColumn> primaryKey();

    /** A column by its name in CQL. */
    Optional<EntityColumn> column(String name);

    /** A column by the name of its component; of an embedded record {@code outer.inner}. */
    Optional<EntityColumn> component(String name);

    /** How long rows live by default in seconds, 0 for ever. */
    int defaultTtlSeconds();

    /** The other options of the table, by name in CQL. */
    Map<String, TableOption> options();

    /** The indexes, in the order of their columns. */
    List<EntityIndex> indexes();

    /** The user-defined types that the table needs, each once and after those that it needs itself. */
    List<CqlType.UserType> userTypes();

    /** The column with the version, if there is one. */
    Optional<EntityColumn> version();

    /** How rows of a hierarchy are told apart, if this is one. */
    Optional<EntityDiscriminator> discriminator();

    /** What it shows, if it is a materialized view: nothing can be written to it then. */
    Optional<EntityView> view();

    /**
     * A record as one JSON object in the form that CQL's own JSON has, without asking the server: a member for each
     * column, by its name, which stands in quotes of its own when it is not all lower case; null where there is none.
     * {@link AsyncRepository#saveJson} takes it. Values are written as {@link Json} says.
     */
    default String toJson(E entity) {
        return EntityModels.json(type(), entity);
    }

    /** Whether all columns outside the key are counters, which are only incremented. */
    boolean isCounterTable();
}
