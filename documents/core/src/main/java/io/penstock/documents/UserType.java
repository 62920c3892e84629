package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the user-defined type that holds a record inside another one. Without it the type is called after the record by
 * {@link io.penstock.record.Naming}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface UserType {
    /** The type's name, exactly. */
    String value();
}
