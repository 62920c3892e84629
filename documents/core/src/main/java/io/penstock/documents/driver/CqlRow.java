package io.penstock.documents.driver;

import org.jspecify.annotations.Nullable;

/** A row of a result. Valid for as long as the page; decoding is done when a value is asked for. Thread-safe. */
@FunctionalInterface
public interface CqlRow {
    /** The value of a column by position from 0, of the class that its {@link CqlType} names. */
    @Nullable
    Object get(int index);
}
