package io.penstock.documents;

import java.util.Optional;

/**
 * What makes an entity a materialized view.
 *
 * @param base the class of the table that it shows rows of
 * @param baseTable that table's name
 * @param where more conditions in CQL that rows must meet
 */
public record EntityView(Class<?> base, String baseTable, Optional<String> where) {}
