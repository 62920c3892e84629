package io.penstock.documents;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A change of one column in a partial update: one part of a SET clause. Immutable; checked when it is used. Components
 * are named as in Java.
 *
 * @param <E> the entity whose row is changed; {@code Object} fits all
 */
public sealed interface Assignment<E> {
    /** The component's name in Java. */
    String component();

    /** The column gets a value. */
    record Replace<E>(String component, Object value) implements Assignment<E> {}

    /** A list grows at its end, or a set or map by these elements. */
    record Add<E>(String component, Object elements) implements Assignment<E> {}

    /** A list grows at its beginning, by these elements in their order. */
    record Prepend<E>(String component, List<?> elements) implements Assignment<E> {
        public Prepend {
            elements = List.copyOf(elements);
        }
    }

    /** All elements of a list that equal one of these, elements of a set, or entries of a map by key, go. */
    record Remove<E>(String component, Collection<?> elements) implements Assignment<E> {}

    /** The element of a list at a position from 0, or the value of a map at a key, is replaced. */
    record Put<E>(String component, Object key, Object value) implements Assignment<E> {}

    /** A field of a user-defined type that is not frozen gets a value. */
    record PutField<E>(String component, String field, Object value) implements Assignment<E> {}

    /** A counter changes by a number. */
    record Count<E>(String component, long delta) implements Assignment<E> {}

    /** Something loses its value: a tombstone is written. */
    sealed interface Erasure<E> extends Assignment<E> {}

    /** The column loses its value. */
    record EraseColumn<E>(String component) implements Erasure<E> {}

    /** The element of a list at a position from 0, or the entry of a map at a key, goes. */
    record EraseEntry<E>(String component, Object key) implements Erasure<E> {}

    /** A field of a user-defined type that is not frozen loses its value. */
    record EraseField<E>(String component, String field) implements Erasure<E> {}

    /** The column gets this value. */
    static Assignment<Object> set(String component, Object value) {
        return new Replace<>(component, value);
    }

    /** The column loses its value: a tombstone is written. */
    static Erasure<Object> erase(String component) {
        return new EraseColumn<>(component);
    }

    /** Adds to the end of a list. */
    static Assignment<Object> append(String component, List<?> elements) {
        return new Add<>(component, List.copyOf(elements));
    }

    /** Adds to the beginning of a list, in the order given. */
    static Assignment<Object> prepend(String component, List<?> elements) {
        return new Prepend<>(component, elements);
    }

    /** Adds to a set. */
    static Assignment<Object> add(String component, Set<?> elements) {
        return new Add<>(component, Set.copyOf(elements));
    }

    /** Adds to a map, replacing the values of keys that it has. */
    static Assignment<Object> putAll(String component, Map<?, ?> entries) {
        return new Add<>(component, Map.copyOf(entries));
    }

    /** Takes elements out of a list or set, or keys out of a map. */
    static Assignment<Object> remove(String component, Collection<?> elements) {
        return new Remove<>(component, List.copyOf(elements));
    }

    /** Replaces the value of a map at a key, or the element of a list at a position from 0. */
    static Assignment<Object> put(String component, Object key, Object value) {
        return new Put<>(component, key, value);
    }

    /** The element of a list at a position from 0, or the entry of a map at a key, goes. */
    static Erasure<Object> eraseEntry(String component, Object key) {
        return new EraseEntry<>(component, key);
    }

    /** A field of a user-defined type that is not frozen gets this value. */
    static Assignment<Object> putField(String component, String field, Object value) {
        return new PutField<>(component, field, value);
    }

    /** A field of a user-defined type that is not frozen loses its value. */
    static Erasure<Object> eraseField(String component, String field) {
        return new EraseField<>(component, field);
    }

    /** Adds to a counter. */
    static Assignment<Object> increment(String component, long delta) {
        return new Count<>(component, delta);
    }

    /** Takes from a counter. */
    static Assignment<Object> decrement(String component, long delta) {
        return new Count<>(component, Math.negateExact(delta));
    }
}
