package io.penstock.documents.column;

import io.penstock.documents.Assignment;
import io.penstock.documents.Comparison;
import io.penstock.documents.Filter;
import io.penstock.documents.Operator;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A set that is not frozen.
 *
 * @param <T> the class of its elements
 */
public record SetColumn<E, T>(Class<E> entity, String component) implements Column<E, Set<T>>, StoredColumn<E, Set<T>> {
    public Assignment<E> add(T element) {
        return addAll(List.of(element));
    }

    public Assignment<E> addAll(Collection<? extends T> elements) {
        return new Assignment.Add<>(component, Set.copyOf(elements));
    }

    public Assignment<E> remove(T element) {
        return removeAll(List.of(element));
    }

    public Assignment<E> removeAll(Collection<? extends T> elements) {
        return new Assignment.Remove<>(component, List.copyOf(elements));
    }

    /** Sets that hold this element; needs an index on its values, or a query that allows filtering. */
    public Filter<E> contains(T element) {
        return Comparison.of(component, Operator.CONTAINS, element);
    }
}
