package io.penstock.documents;

import java.util.List;

/**
 * How rows are sorted. Immutable.
 *
 * @param <E> the entity whose rows are meant; {@code Object} fits all
 */
public sealed interface Ordering<E> {
    /** The component's name in Java. */
    String component();

    /** By a clustering column. */
    record ByColumn<E>(String component, boolean descending) implements Ordering<E> {}

    /**
     * By the distance of a vector to this one, the nearest first. The column needs a vector index, the query a limit.
     *
     * @param vector one number a dimension
     */
    record ByDistance<E>(String component, List<Float> vector) implements Ordering<E> {
        public ByDistance {
            vector = List.copyOf(vector);
        }
    }

    static Ordering<Object> ascending(String component) {
        return new ByColumn<>(component, false);
    }

    static Ordering<Object> descending(String component) {
        return new ByColumn<>(component, true);
    }

    /** The nearest first. */
    static Ordering<Object> nearest(String component, float... vector) {
        return new ByDistance<>(component, Floats.boxed(vector));
    }
}
