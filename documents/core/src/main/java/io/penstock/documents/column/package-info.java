/**
 * Typed columns: filters, conditions, orderings, assignments and selectors of one entity, with values of the column's
 * own type, and only those that CQL has for the column's role. The annotation processor writes them; by hand they are
 * made with {@link io.penstock.documents.column.Columns}.
 */
package io.penstock.documents.column;
