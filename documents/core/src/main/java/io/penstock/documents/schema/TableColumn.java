package io.penstock.documents.schema;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.driver.CqlType;

/** A column of a table in the database. */
public record TableColumn(String name, CqlType type, EntityColumn.Role role) {}
