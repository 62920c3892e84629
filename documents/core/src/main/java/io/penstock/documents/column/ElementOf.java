package io.penstock.documents.column;

import io.penstock.documents.Condition;
import io.penstock.documents.EntryComparison;
import io.penstock.documents.Operator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;

/** The element of a list at a position from 0, for conditions. */
public record ElementOf<E, T>(String component, int position) {
    public Condition<E> eq(T value) {
        return compared(Operator.EQ, value);
    }

    public Condition<E> ne(T value) {
        return compared(Operator.NE, value);
    }

    public Condition<E> in(Collection<? extends T> values) {
        return new EntryComparison<>(component, position, Operator.IN, new ArrayList<>(values));
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

    private Condition<E> compared(Operator operator, T value) {
        return new EntryComparison<>(component, position, operator, Collections.singletonList(value));
    }
}
