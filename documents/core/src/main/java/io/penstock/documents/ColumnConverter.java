package io.penstock.documents;

/**
 * Stores values of one Java class as values of another, which has a column type. Thread-safe: one converter serves all
 * threads. What it throws reaches the caller as it is.
 *
 * @param <J> the class of the component
 * @param <C> the class that is stored: any that a component may have without a converter
 */
public interface ColumnConverter<J, C> {
    /** What is stored; never called with null. */
    C toColumn(J value);

    /** The value of what is stored; never called with null. */
    J fromColumn(C column);
}
