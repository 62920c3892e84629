package io.penstock.documents.column;

import io.penstock.documents.Assignment;
import io.penstock.documents.Condition;
import io.penstock.documents.FieldComparison;
import io.penstock.documents.Operator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;

/**
 * A field of a user-defined type that is not frozen.
 *
 * @param <F> the class of its values
 */
public record FieldOf<E, F>(String component, String field) {
    public Assignment<E> set(F value) {
        return new Assignment.PutField<>(component, field, value);
    }

    public Assignment.Erasure<E> erase() {
        return new Assignment.EraseField<>(component, field);
    }

    public Condition<E> eq(F value) {
        return compared(Operator.EQ, value);
    }

    public Condition<E> ne(F value) {
        return compared(Operator.NE, value);
    }

    public Condition<E> in(Collection<? extends F> values) {
        return new FieldComparison<>(component, field, Operator.IN, new ArrayList<>(values));
    }

    public Condition<E> gt(F value) {
        return compared(Operator.GT, value);
    }

    public Condition<E> gte(F value) {
        return compared(Operator.GTE, value);
    }

    public Condition<E> lt(F value) {
        return compared(Operator.LT, value);
    }

    public Condition<E> lte(F value) {
        return compared(Operator.LTE, value);
    }

    private Condition<E> compared(Operator operator, F value) {
        return new FieldComparison<>(component, field, operator, Collections.singletonList(value));
    }
}
