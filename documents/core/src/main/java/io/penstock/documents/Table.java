package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a record is a table. Without a name the table is called after the record by
 * {@link io.penstock.record.Naming}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Table {
    /** The table's name, exactly; empty for the naming rule. */
    String value() default "";

    /** How long rows live unless a write says otherwise, in seconds; 0 for ever. */
    int defaultTtlSeconds() default 0;
}
