package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a sealed interface or class: all of its classes are rows of this one table, told apart by a column of type
 * {@code text}. The table has the columns of all of them; the key must be the same in each.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Discriminator {
    /** The name of the column, exactly. */
    String column();

    /** Whether the column has a secondary index, by which rows of some of the classes are found. */
    boolean indexed() default false;
}
