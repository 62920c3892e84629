package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a record is a materialized view: rows of another table, kept by the servers under another key. Its columns
 * are columns of that table, with the same types. Its key has all parts of that table's key and at most one column
 * more.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface MaterializedView {
    /** The view's name, exactly; empty for the naming rule. */
    String value() default "";

    /** The record class of the table. */
    Class<?> of();

    /**
     * Conditions in CQL that rows must meet, joined by AND after those that no part of the key is null; empty for none.
     */
    String where() default "";

    /** Options of the view, each {@code name=value}, as in {@link Table#options}. */
    String[] options() default {};
}
