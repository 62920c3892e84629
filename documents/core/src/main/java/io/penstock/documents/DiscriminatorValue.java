package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value that stands for a class in the {@link Discriminator} column; without it the class's name by
 * {@link io.penstock.record.Naming}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DiscriminatorValue {
    /** The value, exactly. */
    String value();
}
