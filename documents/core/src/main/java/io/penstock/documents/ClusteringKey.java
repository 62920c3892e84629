package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A clustering column: it sorts the rows of a partition and tells them apart. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER})
public @interface ClusteringKey {
    /** The place among the clustering columns, from 0 without gaps. */
    int value() default 0;

    /** Whether rows are kept from the largest value to the smallest. */
    boolean descending() default false;
}
