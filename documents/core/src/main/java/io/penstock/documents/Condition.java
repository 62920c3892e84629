package io.penstock.documents;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;

/**
 * What must hold of the row for a conditional write to take effect: one part of an IF clause. Immutable; checked when
 * it is used. Components are named as in Java.
 *
 * @param <E> the entity whose row is meant; {@code Object} fits all
 */
public sealed interface Condition<E> permits Comparison, EntryComparison, FieldComparison, NullComparison {

    /** The component has this value. */
    static Condition<Object> eq(String component, Object value) {
        return Comparison.of(component, Operator.EQ, value);
    }

    /** The component has another value than this, or none. */
    static Condition<Object> ne(String component, Object value) {
        return Comparison.of(component, Operator.NE, value);
    }

    /** The component has one of these values; with none of them no row is meant. */
    static Condition<Object> in(String component, Collection<?> values) {
        return new Comparison<>(component, Operator.IN, new ArrayList<>(values));
    }

    /** The component is greater than this value, in the order of its type. */
    static Condition<Object> gt(String component, Object value) {
        return Comparison.of(component, Operator.GT, value);
    }

    /** The component is this value or greater. */
    static Condition<Object> gte(String component, Object value) {
        return Comparison.of(component, Operator.GTE, value);
    }

    /** The component is less than this value, in the order of its type. */
    static Condition<Object> lt(String component, Object value) {
        return Comparison.of(component, Operator.LT, value);
    }

    /** The component is this value or less. */
    static Condition<Object> lte(String component, Object value) {
        return Comparison.of(component, Operator.LTE, value);
    }

    /** The column has no value. */
    static Condition<Object> isNull(String component) {
        return new NullComparison<>(component, true);
    }

    /** The column has a value. */
    static Condition<Object> isNotNull(String component) {
        return new NullComparison<>(component, false);
    }

    /** The element of a list at a position from 0, or the value of a map at a key. */
    static Condition<Object> entry(String component, Object key, Operator operator, Object value) {
        return new EntryComparison<>(component, key, operator, Collections.singletonList(value));
    }

    /** A field of a user-defined type that is not frozen, named as in Java. */
    static Condition<Object> field(String component, String field, Operator operator, Object value) {
        return new FieldComparison<>(component, field, operator, Collections.singletonList(value));
    }
}
