package io.penstock.documents.column;

import io.penstock.documents.Filter;
import io.penstock.documents.Operator;
import io.penstock.documents.TupleComparison;
import java.util.Arrays;
import java.util.List;

/** Two clustering columns that follow each other, compared together, in the order of rows: {@code (a, b) > (?, ?)}. */
public record ClusteringPair<E, V, W>(ClusteringColumn<E, V> first, ClusteringColumn<E, W> second) {
    /** They have these values. */
    public Filter<E> eq(V a, W b) {
        return compared(Operator.EQ, a, b);
    }

    /** They lie after this place in the order of rows by value. */
    public Filter<E> gt(V a, W b) {
        return compared(Operator.GT, a, b);
    }

    /** They lie at this place or after it. */
    public Filter<E> gte(V a, W b) {
        return compared(Operator.GTE, a, b);
    }

    /** They lie before this place. */
    public Filter<E> lt(V a, W b) {
        return compared(Operator.LT, a, b);
    }

    /** They lie at this place or before it. */
    public Filter<E> lte(V a, W b) {
        return compared(Operator.LTE, a, b);
    }

    private Filter<E> compared(Operator operator, V a, W b) {
        return new TupleComparison<>(
                List.of(first.component(), second.component()), operator, List.of(Arrays.asList(a, b)));
    }
}
