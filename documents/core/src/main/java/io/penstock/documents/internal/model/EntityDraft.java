package io.penstock.documents.internal.model;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityIndex;
import io.penstock.documents.TableOption;
import io.penstock.documents.driver.CqlType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table as a class declares it, found right.
 *
 * @param declared the class
 * @param table the table and what is said of it as a whole
 * @param columns its columns
 * @param values what each column holds in Java; empty for a discriminator
 * @param indexes its indexes
 * @param userTypes the user-defined types, those first that others need
 * @param version the column with the version
 * @param hierarchy the classes of a sealed hierarchy
 * @param view what it shows, if it is a view
 * @param variants the classes of its rows: the class itself, or those of a hierarchy
 */
public record EntityDraft(
        ClassDeclaration declared,
        TableDraft table,
        List<EntityColumn> columns,
        List<Optional<ObjectShape.Value>> values,
        List<EntityIndex> indexes,
        List<CqlType.UserType> userTypes,
        Optional<EntityColumn> version,
        Optional<Hierarchy> hierarchy,
        Optional<View> view,
        List<Variant> variants) {

    /** A table's name and options. */
    public record TableDraft(String name, int defaultTtlSeconds, Map<String, TableOption> options) {}

    /**
     * A class of rows.
     *
     * @param value its value in the discriminator column; empty outside of hierarchies
     * @param shape its components
     */
    public record Variant(String value, ObjectShape shape) {}

    /**
     * A sealed hierarchy.
     *
     * @param root the class at its top
     * @param column the discriminator
     * @param values the class of each value of this part of the hierarchy
     * @param wholeTable whether this part is all of it
     */
    public record Hierarchy(
            ClassDeclaration root, EntityColumn column, TreeMap<String, ClassDeclaration> values, boolean wholeTable) {}

    /** A materialized view. */
    public record View(ClassDeclaration base, String baseTable, Optional<String> where) {}
}
