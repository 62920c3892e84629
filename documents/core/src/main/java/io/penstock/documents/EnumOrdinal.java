package io.penstock.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stores a constant by its place in the enum, in a column of type {@code int}, and not by its name. Constants may then
 * be renamed, but neither moved nor removed.
 *
 * <p>Like every annotation of types it stands before the last part of a qualified name: {@code Order.@EnumOrdinal State
 * state}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface EnumOrdinal {}
