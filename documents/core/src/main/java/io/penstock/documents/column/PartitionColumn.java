package io.penstock.documents.column;

import io.penstock.documents.Comparison;
import io.penstock.documents.Filter;
import io.penstock.documents.Operator;
import java.util.ArrayList;
import java.util.Collection;

/** A part of the partition key: found by value, never changed. */
public record PartitionColumn<E, V>(Class<E> entity, String component) implements Column<E, V> {
    /** It has this value. */
    public Filter<E> eq(V value) {
        return Comparison.of(component, Operator.EQ, value);
    }

    /** It has one of these values; with none of them no row is meant. */
    public Filter<E> in(Collection<? extends V> values) {
        return new Comparison<>(component, Operator.IN, new ArrayList<>(values));
    }
}
