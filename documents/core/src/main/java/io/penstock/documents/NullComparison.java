package io.penstock.documents;

/**
 * Whether a column has a value.
 *
 * @param component the component's name in Java
 * @param isNull whether it must have none
 */
public record NullComparison<E>(String component, boolean isNull) implements Condition<E> {}
