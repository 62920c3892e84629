package io.penstock.documents.column;

import io.penstock.documents.Comparison;
import io.penstock.documents.Filter;
import io.penstock.documents.Operator;
import io.penstock.documents.Ordering;
import java.util.ArrayList;
import java.util.Collection;

/** A clustering column: rows of a partition are sorted by it; found by value or range, never changed. */
public record ClusteringColumn<E, V>(Class<E> entity, String component) implements Column<E, V> {
    /** It has this value. */
    public Filter<E> eq(V value) {
        return Comparison.of(component, Operator.EQ, value);
    }

    /** It has one of these values; with none of them no row is meant. */
    public Filter<E> in(Collection<? extends V> values) {
        return new Comparison<>(component, Operator.IN, new ArrayList<>(values));
    }

    /** It is greater than this value, in the order of its type. */
    public Filter<E> gt(V value) {
        return Comparison.of(component, Operator.GT, value);
    }

    /** It is this value or greater. */
    public Filter<E> gte(V value) {
        return Comparison.of(component, Operator.GTE, value);
    }

    /** It is less than this value, in the order of its type. */
    public Filter<E> lt(V value) {
        return Comparison.of(component, Operator.LT, value);
    }

    /** It is this value or less. */
    public Filter<E> lte(V value) {
        return Comparison.of(component, Operator.LTE, value);
    }

    /** From small to large. */
    public Ordering<E> asc() {
        return new Ordering.ByColumn<>(component, false);
    }

    /** From large to small. */
    public Ordering<E> desc() {
        return new Ordering.ByColumn<>(component, true);
    }

    /** This and the clustering column after it, compared together. */
    public <W> ClusteringPair<E, V, W> then(ClusteringColumn<E, W> next) {
        return new ClusteringPair<>(this, next);
    }
}
