package io.penstock.documents.column;

import io.penstock.documents.Comparison;
import io.penstock.documents.Condition;
import io.penstock.documents.Operator;

/**
 * A value of a user-defined type that is not frozen, so that each field can be written by itself. A frozen one is a
 * plain value.
 */
public record UserTypeColumn<E, V>(Class<E> entity, String component) implements Column<E, V>, StoredColumn<E, V> {
    /** On condition that the whole value equals this one. */
    public Condition<E> eq(V value) {
        return Comparison.of(component, Operator.EQ, value);
    }

    /** On condition that the whole value differs from this one. */
    public Condition<E> ne(V value) {
        return Comparison.of(component, Operator.NE, value);
    }

    /** A field, named as the component of its record. */
    public <F> FieldOf<E, F> field(String name) {
        return new FieldOf<>(component, name);
    }
}
