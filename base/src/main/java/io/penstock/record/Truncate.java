package io.penstock.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Allows a value that is finer than its column holds to lose the rest, for example the microseconds of an
 * {@link java.time.Instant} in a Cassandra {@code timestamp}. Without it such a value is an error. A value that is too
 * large stays an error.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER})
public @interface Truncate {}
