package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stores a component as another type, by a converter. On a class it is the rule for all components of that class, on a
 * component or type argument only there.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE
})
public @interface Converted {
    /** The converter: a class with a constructor without parameters. One is made per component. */
    Class<? extends ColumnConverter<?, ?>> with();
}
