package io.penstock.documents;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Which rows are meant: one part of a WHERE clause. Immutable; whether CQL can run it is checked when it is used.
 *
 * <p>Typed columns (package {@code column}) make filters of their entity with values of their own type; the functions
 * here make the same by component name, for any entity, checked when they are used. Components are named as in Java.
 *
 * @param <E> the entity whose rows are meant; {@code Object} fits all
 */
public sealed interface Filter<E> permits Comparison, EntryComparison, TupleComparison, TokenComparison {

    /** The component has this value. */
    static Comparison<Object> eq(String component, Object value) {
        return Comparison.of(component, Operator.EQ, value);
    }

    /** The component has one of these values; with none of them no row is meant. */
    static Comparison<Object> in(String component, Collection<?> values) {
        return new Comparison<>(component, Operator.IN, new ArrayList<>(values));
    }

    /** The component is greater than this value, in the order of its type. */
    static Comparison<Object> gt(String component, Object value) {
        return Comparison.of(component, Operator.GT, value);
    }

    /** The component is this value or greater. */
    static Comparison<Object> gte(String component, Object value) {
        return Comparison.of(component, Operator.GTE, value);
    }

    /** The component is less than this value, in the order of its type. */
    static Comparison<Object> lt(String component, Object value) {
        return Comparison.of(component, Operator.LT, value);
    }

    /** The component is this value or less. */
    static Comparison<Object> lte(String component, Object value) {
        return Comparison.of(component, Operator.LTE, value);
    }

    /** A list or set has this element, a map this value. Needs an index on it, or {@link Query#allowFiltering}. */
    static Filter<Object> contains(String component, Object element) {
        return Comparison.of(component, Operator.CONTAINS, element);
    }

    /** A map has this key. Needs an index on its keys, or {@link Query#allowFiltering}. */
    static Filter<Object> containsKey(String component, Object key) {
        return Comparison.of(component, Operator.CONTAINS_KEY, key);
    }

    /** Text matches a pattern. Needs an index that can, whatever else the query allows. */
    static Filter<Object> like(String component, String pattern) {
        return Comparison.of(component, Operator.LIKE, pattern);
    }

    /** The entry of a map has this value. Needs an index on its entries, or {@link Query#allowFiltering}. */
    static EntryComparison<Object> entry(String component, Object key, Object value) {
        return new EntryComparison<>(component, key, Operator.EQ, Collections.singletonList(value));
    }

    /** Several clustering columns together lie after, before or at these values, in the order of rows. */
    static Filter<Object> tuple(List<String> components, Operator operator, Object... values) {
        return new TupleComparison<>(components, operator, List.of(Arrays.asList(values)));
    }

    /** Several clustering columns together have one of these value lists. */
    static Filter<Object> tupleIn(List<String> components, Collection<? extends List<?>> rows) {
        return new TupleComparison<>(
                components, Operator.IN, rows.stream().<List<?>>map(row -> row).toList());
    }

    /** The token of the partition key compared with a place on the ring. */
    static Filter<Object> token(Operator operator, long token) {
        return new TokenComparison<>(operator, List.of(token), false);
    }

    /** The token of the partition key compared with that of a partition key, whose parts are given in order. */
    static Filter<Object> tokenOf(Operator operator, Object... partitionKey) {
        return new TokenComparison<>(operator, Arrays.asList(partitionKey), true);
    }
}
