package io.penstock.documents;

import java.util.List;

/**
 * A column compared with a value: a filter, a condition, or both, as the type says by which it was made.
 *
 * @param component the component's name in Java
 * @param operator how it is compared
 * @param values one value of the component's type, or of its elements; for {@link Operator#IN} any number
 */
public record Comparison<E>(String component, Operator operator, List<?> values) implements Filter<E>, Condition<E> {
    public Comparison {
        values = Values.checked(component, operator, values);
    }

    /** A comparison with one value. */
    public static <E> Comparison<E> of(String component, Operator operator, Object value) {
        return new Comparison<>(component, operator, Values.one(component, value));
    }

    /** The component and the operator: values stay out of logs. */
    @Override
    public String toString() {
        return component + " " + operator.cql() + " ?";
    }
}
