package io.penstock.documents;

import java.util.List;

/**
 * An element of a list or an entry of a map compared with a value: a condition, and for a map and {@link Operator#EQ} a
 * filter.
 *
 * @param component the component's name in Java
 * @param key the position in the list from 0, or the key of the map
 * @param operator how it is compared
 * @param values one value of the elements' type; for {@link Operator#IN} any number
 */
public record EntryComparison<E>(String component, Object key, Operator operator, List<?> values)
        implements Filter<E>, Condition<E> {
    public EntryComparison {
        values = Values.checked(component, operator, values);
    }

    /** The component and the operator: values stay out of logs. */
    @Override
    public String toString() {
        return component + "[?] " + operator.cql() + " ?";
    }
}
