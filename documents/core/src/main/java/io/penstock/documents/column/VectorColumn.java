package io.penstock.documents.column;

import io.penstock.documents.Ordering;
import io.penstock.documents.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * A vector of floats of fixed length.
 *
 * @param <V> how the record holds it
 */
public record VectorColumn<E, V>(Class<E> entity, String component) implements Column<E, V>, StoredColumn<E, V> {
    /** The rows whose vectors are nearest to this one; one number a dimension. */
    public Ordering<E> annOf(float... vector) {
        List<Float> boxed = new ArrayList<>(vector.length);
        for (float number : vector) {
            boxed.add(number);
        }
        return annOf(boxed);
    }

    /** The rows whose vectors are nearest to this one; one number a dimension. */
    public Ordering<E> annOf(List<Float> vector) {
        return new Ordering.ByDistance<>(component, vector);
    }

    /** How similar it is to the vector that the query is sorted by, from 0 to 1. */
    public Selector<E> similarity(Selector.Similarity similarity) {
        return new Selector.OfSimilarity<>(component, similarity);
    }
}
