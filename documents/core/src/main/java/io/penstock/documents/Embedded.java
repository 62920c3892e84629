package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Spreads the components of a record over columns of this table, keys included. Absent, all of its columns have no
 * value, and it is read as absent when none of them has one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER})
public @interface Embedded {
    /** What the columns' names begin with; {@link #COMPONENT} for the component's own column name and an underscore. */
    String prefix() default COMPONENT;

    /** Stands for the component's column name and an underscore. */
    String COMPONENT = "*";
}
