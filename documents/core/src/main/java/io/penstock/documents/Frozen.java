package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Whether a collection or a record is stored as one value, which is only written as a whole. Inside of others and in
 * keys everything is; a record is also as a column of its own unless {@code @Frozen(false)} says that its fields can be
 * written one by one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface Frozen {
    /** Whether it is stored as one value. */
    boolean value() default true;
}
