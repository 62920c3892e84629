package io.penstock.documents;

import java.util.List;

/**
 * A field of a user-defined type that is not frozen, compared with a value.
 *
 * @param component the component's name in Java
 * @param field the field's name in Java
 * @param operator how it is compared
 * @param values one value of the field's type; for {@link Operator#IN} any number
 */
public record FieldComparison<E>(String component, String field, Operator operator, List<?> values)
        implements Condition<E> {
    public FieldComparison {
        values = Values.checked(component + "." + field, operator, values);
    }

    /** The field and the operator: values stay out of logs. */
    @Override
    public String toString() {
        return component + "." + field + " " + operator.cql() + " ?";
    }
}
