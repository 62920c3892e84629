package io.penstock.documents.column;

import io.penstock.documents.Assignment;
import io.penstock.documents.Condition;
import io.penstock.documents.NullComparison;
import io.penstock.documents.Selector;

/**
 * What all columns outside the key have that are no counters: a value that can be replaced, erased and missing, and
 * that knows when it was written.
 */
public sealed interface StoredColumn<E, V>
        permits ValueColumn, ListColumn, SetColumn, MapColumn, VectorColumn, UserTypeColumn {
    /** The component's name in Java. */
    String component();

    /** The column gets a value. */
    default Assignment<E> set(V value) {
        return new Assignment.Replace<>(component(), value);
    }

    /** The column loses its value. */
    default Assignment.Erasure<E> erase() {
        return new Assignment.EraseColumn<>(component());
    }

    /** On condition that it has no value. */
    default Condition<E> isNull() {
        return new NullComparison<>(component(), true);
    }

    /** On condition that it has a value. */
    default Condition<E> isNotNull() {
        return new NullComparison<>(component(), false);
    }

    /** When it was written, in microseconds since 1970; not of collections that are not frozen. */
    default Selector<E> writetime() {
        return new Selector.OfFunction<>(Selector.Function.WRITETIME, component());
    }

    /** How many seconds its value lives; not of collections that are not frozen. */
    default Selector<E> ttl() {
        return new Selector.OfFunction<>(Selector.Function.TTL, component());
    }
}
