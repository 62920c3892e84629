package io.penstock.documents.column;

import io.penstock.documents.Condition;
import io.penstock.documents.EntryComparison;
import io.penstock.documents.Operator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;

/** The value of a map at a key: a condition, and for {@link #eq} a filter. */
public record EntryOf<E, K, T>(String component, K key) {
    /** As a filter it needs an index on the map's entries, or a query that allows filtering. */
    public EntryComparison<E> eq(T value) {
        return compared(Operator.EQ, value);
    }

    public Condition<E> ne(T value) {
        return compared(Operator.NE, value);
    }

    public Condition<E> in(Collection<? extends T> values) {
        return new EntryComparison<>(component, key, Operator.IN, new ArrayList<>(values));
    }

    public Condition<E> gt(T value) {
        return compared(Operator.GT, value);
    }

    public Condition<E> gte(T value) {
        return compared(Operator.GTE, value);
    }

    public Condition<E> lt(T value) {
        return compared(Operator.LT, value);
    }

    public Condition<E> lte(T value) {
        return compared(Operator.LTE, value);
    }

    private EntryComparison<E> compared(Operator operator, T value) {
        return new EntryComparison<>(component, key, operator, Collections.singletonList(value));
    }
}
