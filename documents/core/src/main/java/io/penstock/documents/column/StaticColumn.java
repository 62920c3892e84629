package io.penstock.documents.column;

/** A column that all rows of a partition share; it is written by the partition key alone. */
public record StaticColumn<E, V>(Class<E> entity, String component) implements ValueColumn<E, V> {}
