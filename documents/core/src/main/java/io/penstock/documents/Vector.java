package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A vector of a fixed number of dimensions: a {@code float[]}, or a list of one of CQL's scalar types. Every vector
 * that is written or searched for must have exactly so many.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER})
public @interface Vector {
    /** The number of dimensions, at least 1. */
    int dimensions();
}
