package io.penstock.documents;

/**
 * One thing that a projection reads: a column, or what the server computes of it. Immutable; checked when it is used.
 * Components are named as in Java.
 *
 * @param <E> the entity whose rows are read; {@code Object} fits all
 */
public sealed interface Selector<E> {

    /** The value of a column. */
    record OfColumn<E>(String component) implements Selector<E> {}

    /** How many rows there are, a {@code bigint}. */
    record OfCount<E>() implements Selector<E> {}

    /** What the server computes of a column. */
    record OfFunction<E>(Function function, String component) implements Selector<E> {}

    /** A column as another type, named as in CQL. */
    record OfCast<E>(String component, io.penstock.documents.driver.CqlType.Scalar type) implements Selector<E> {}

    /** The place of a row on the ring, a {@code bigint}. */
    record OfToken<E>() implements Selector<E> {}

    /**
     * How similar a vector column is to the vector that the query is sorted by, a {@code float} from 0 to 1.
     *
     * @param similarity how it is measured; the index's own way gives the order of the rows
     */
    record OfSimilarity<E>(String component, Similarity similarity) implements Selector<E> {}

    /** What the server computes of one column. */
    enum Function {
        /** How many rows have a value, a {@code bigint}. */
        COUNT,
        /** The sum of all values, of the column's type. */
        SUM,
        /** The mean of all values, of the column's type: of whole numbers a whole number. */
        AVG,
        MIN,
        MAX,
        /** When the value was written, in microseconds since 1970, a {@code bigint}. */
        WRITETIME,
        /** How many seconds the value lives, an {@code int}; null for ever. */
        TTL
    }

    /** How the similarity of vectors is measured. */
    enum Similarity {
        COSINE,
        EUCLIDEAN,
        DOT_PRODUCT
    }

    /** The value of a column. */
    static Selector<Object> column(String component) {
        return new OfColumn<>(component);
    }

    /** How many rows there are. */
    static Selector<Object> count() {
        return new OfCount<>();
    }

    /** How many rows have a value of a column. */
    static Selector<Object> count(String component) {
        return new OfFunction<>(Function.COUNT, component);
    }

    /** The sum of all values of a column of numbers, of its type. */
    static Selector<Object> sum(String component) {
        return new OfFunction<>(Function.SUM, component);
    }

    /** The mean of all values of a column of numbers, of its type: of whole numbers a whole number. */
    static Selector<Object> avg(String component) {
        return new OfFunction<>(Function.AVG, component);
    }

    /** The smallest value of a column, in the order of its type. */
    static Selector<Object> min(String component) {
        return new OfFunction<>(Function.MIN, component);
    }

    /** The largest value of a column, in the order of its type. */
    static Selector<Object> max(String component) {
        return new OfFunction<>(Function.MAX, component);
    }

    /** When a column was written, in microseconds since 1970. */
    static Selector<Object> writetime(String component) {
        return new OfFunction<>(Function.WRITETIME, component);
    }

    /** How many seconds a column's value lives; null for ever. */
    static Selector<Object> ttl(String component) {
        return new OfFunction<>(Function.TTL, component);
    }

    /** A column as another type, by the server. */
    static Selector<Object> cast(String component, io.penstock.documents.driver.CqlType.Scalar type) {
        return new OfCast<>(component, type);
    }

    /** The place of a row on the ring. */
    static Selector<Object> token() {
        return new OfToken<>();
    }

    /** How similar a vector column is to the vector that the query is sorted by, a {@code float} from 0 to 1. */
    static Selector<Object> similarity(String component, Similarity similarity) {
        return new OfSimilarity<>(component, similarity);
    }
}
