package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The constructor whose parameters are the columns of a class that is no record. Each parameter is read back by a
 * method of its name, by a getter, or from a field of its name; annotations may stand on the parameter or on the field.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.CONSTRUCTOR)
public @interface EntityConstructor {
    /**
     * The parameters' names, in order; empty for those in the class file, which {@code javac -parameters} puts there.
     */
    String[] value() default {};
}
