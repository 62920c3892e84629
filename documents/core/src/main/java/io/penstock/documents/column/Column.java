package io.penstock.documents.column;

import io.penstock.documents.Selector;

/**
 * A component of an entity as a typed column. Immutable.
 *
 * @param <E> the entity
 * @param <V> the class of its values; of an {@code Optional} component, what is inside
 */
public sealed interface Column<E, V>
        permits PartitionColumn,
                ClusteringColumn,
                ValueColumn,
                CounterColumn,
                ListColumn,
                SetColumn,
                MapColumn,
                VectorColumn,
                UserTypeColumn {
    /** The entity's class. */
    Class<E> entity();

    /** The component's name in Java. */
    String component();

    /** Its value, for a projection. */
    default Selector<E> selected() {
        return new Selector.OfColumn<>(component());
    }

    /** The smallest value, in the order of the type. */
    default Selector<E> min() {
        return new Selector.OfFunction<>(Selector.Function.MIN, component());
    }

    /** The largest value, in the order of the type. */
    default Selector<E> max() {
        return new Selector.OfFunction<>(Selector.Function.MAX, component());
    }

    /** How many rows have a value. */
    default Selector<E> count() {
        return new Selector.OfFunction<>(Selector.Function.COUNT, component());
    }
}
