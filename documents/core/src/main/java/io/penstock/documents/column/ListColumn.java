package io.penstock.documents.column;

import io.penstock.documents.Assignment;
import io.penstock.documents.Comparison;
import io.penstock.documents.Filter;
import io.penstock.documents.Operator;
import java.util.Collection;
import java.util.List;

/**
 * A list that is not frozen. Positions count from 0; a write at a position makes the server read the list first.
 *
 * @param <T> the class of its elements
 */
public record ListColumn<E, T>(Class<E> entity, String component)
        implements Column<E, List<T>>, StoredColumn<E, List<T>> {
    /** Adds to the end. */
    public Assignment<E> append(T element) {
        return appendAll(List.of(element));
    }

    /** Adds to the end, in the order given. */
    public Assignment<E> appendAll(List<? extends T> elements) {
        return new Assignment.Add<>(component, List.copyOf(elements));
    }

    /** Adds to the beginning. */
    public Assignment<E> prepend(T element) {
        return prependAll(List.of(element));
    }

    /** Adds to the beginning, in the order given. */
    public Assignment<E> prependAll(List<? extends T> elements) {
        return new Assignment.Prepend<>(component, elements);
    }

    /** Takes out all elements that equal this one. */
    public Assignment<E> remove(T element) {
        return removeAll(List.of(element));
    }

    /** Takes out all elements that equal one of these. */
    public Assignment<E> removeAll(Collection<? extends T> elements) {
        return new Assignment.Remove<>(component, List.copyOf(elements));
    }

    /** Replaces the element at a position, which must exist. */
    public Assignment<E> setAt(int position, T element) {
        return new Assignment.Put<>(component, position, element);
    }

    /** Takes out the element at a position, which must exist. */
    public Assignment.Erasure<E> removeAt(int position) {
        return new Assignment.EraseEntry<>(component, position);
    }

    /** Lists that hold this element; needs an index on its values, or a query that allows filtering. */
    public Filter<E> contains(T element) {
        return Comparison.of(component, Operator.CONTAINS, element);
    }

    /** The element at a position, for a condition. */
    public ElementOf<E, T> at(int position) {
        return new ElementOf<>(component, position);
    }
}
