package io.penstock.documents.column;

import io.penstock.documents.Comparison;
import io.penstock.documents.Condition;
import io.penstock.documents.Operator;
import io.penstock.documents.Selector;
import java.util.ArrayList;
import java.util.Collection;

/**
 * A column outside the key that holds one value. Its comparisons serve as conditions of conditional writes, and as
 * filters where the query allows filtering or the column has an index.
 */
public sealed interface ValueColumn<E, V> extends Column<E, V>, StoredColumn<E, V>
        permits RegularColumn, StaticColumn, IndexedColumn, TextColumn {

    /** It has this value. */
    default Comparison<E> eq(V value) {
        return Comparison.of(component(), Operator.EQ, value);
    }

    /** A condition only: CQL has no such filter. */
    default Condition<E> ne(V value) {
        return Comparison.of(component(), Operator.NE, value);
    }

    /** It has one of these values; with none of them no row is meant. */
    default Comparison<E> in(Collection<? extends V> values) {
        return new Comparison<>(component(), Operator.IN, new ArrayList<>(values));
    }

    /** It is greater than this value, in the order of its type. */
    default Comparison<E> gt(V value) {
        return Comparison.of(component(), Operator.GT, value);
    }

    /** It is this value or greater. */
    default Comparison<E> gte(V value) {
        return Comparison.of(component(), Operator.GTE, value);
    }

    /** It is less than this value, in the order of its type. */
    default Comparison<E> lt(V value) {
        return Comparison.of(component(), Operator.LT, value);
    }

    /** It is this value or less. */
    default Comparison<E> lte(V value) {
        return Comparison.of(component(), Operator.LTE, value);
    }

    /** The sum of all values; numbers only. */
    default Selector<E> sum() {
        return new Selector.OfFunction<>(Selector.Function.SUM, component());
    }

    /** The mean of all values; numbers only. */
    default Selector<E> avg() {
        return new Selector.OfFunction<>(Selector.Function.AVG, component());
    }
}
