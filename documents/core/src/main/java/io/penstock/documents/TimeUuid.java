package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A UUID of version 1, in a column of type {@code timeuuid}, which sorts by the moment in it. Others are refused before
 * they are sent. {@link io.penstock.documents.value.TimeUuids} makes them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface TimeUuid {}
