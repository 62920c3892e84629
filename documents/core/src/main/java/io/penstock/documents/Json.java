package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stores a component of any type as JSON text in one column of type {@code text}, in the form that CQL's own JSON has:
 * numbers and booleans as they are, lists, sets, tuples and vectors as arrays, maps and records as objects by column
 * name, moments, days, durations, UUIDs and addresses as strings, decimals too so that no reader rounds them, bytes as
 * {@code "0x…"}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER})
public @interface Json {}
