package io.penstock.documents.driver;

/** A column of a result. */
public record CqlColumn(String name, CqlType type) {}
