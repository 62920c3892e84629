package io.penstock.documents.column;

/** A column outside the key with an index, so that it filters without reading rows that do not match. */
public record IndexedColumn<E, V>(Class<E> entity, String component) implements ValueColumn<E, V> {}
