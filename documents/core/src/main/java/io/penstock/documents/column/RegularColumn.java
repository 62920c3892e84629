package io.penstock.documents.column;

/** A column outside the key, without an index. */
public record RegularColumn<E, V>(Class<E> entity, String component) implements ValueColumn<E, V> {}
