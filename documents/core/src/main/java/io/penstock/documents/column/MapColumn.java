package io.penstock.documents.column;

import io.penstock.documents.Assignment;
import io.penstock.documents.Comparison;
import io.penstock.documents.Filter;
import io.penstock.documents.Operator;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A map that is not frozen.
 *
 * @param <K> the class of its keys
 * @param <T> the class of its values
 */
public record MapColumn<E, K, T>(Class<E> entity, String component)
        implements Column<E, Map<K, T>>, StoredColumn<E, Map<K, T>> {
    /** Replaces the value of a key, or adds it. */
    public Assignment<E> put(K key, T value) {
        return new Assignment.Put<>(component, key, value);
    }

    /** Replaces the values of these keys, or adds them. */
    public Assignment<E> putAll(Map<? extends K, ? extends T> entries) {
        return new Assignment.Add<>(component, Map.copyOf(entries));
    }

    public Assignment<E> removeKeys(Collection<? extends K> keys) {
        return new Assignment.Remove<>(component, List.copyOf(keys));
    }

    /** Takes out one entry, as a delete of an element. */
    public Assignment.Erasure<E> removeKey(K key) {
        return new Assignment.EraseEntry<>(component, key);
    }

    /** Maps that hold this value; needs an index on its values, or a query that allows filtering. */
    public Filter<E> contains(T value) {
        return Comparison.of(component, Operator.CONTAINS, value);
    }

    /** Maps that hold this key; needs an index on its keys, or a query that allows filtering. */
    public Filter<E> containsKey(K key) {
        return Comparison.of(component, Operator.CONTAINS_KEY, key);
    }

    /** The value at a key, for a filter or a condition. */
    public EntryOf<E, K, T> entry(K key) {
        return new EntryOf<>(component, key);
    }
}
