package io.penstock.documents;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the rows of a sealed hierarchy are told apart.
 *
 * @param root the class of the whole hierarchy, which is what a table is made from
 * @param column the column with the values; its component is called as the column is
 * @param values the class of each value, of the entity's own class and those below it
 * @param wholeTable whether these are all values of the table, so that a query of the entity needs no filter
 */
public record EntityDiscriminator(
        Class<?> root, EntityColumn column, SortedMap<String, Class<?>> values, boolean wholeTable) {
    public EntityDiscriminator {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
}
