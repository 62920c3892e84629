package io.penstock.documents.column;

import io.penstock.documents.Comparison;
import io.penstock.documents.Filter;
import io.penstock.documents.Operator;

/** A text column outside the key with an index that can match patterns. */
public record TextColumn<E>(Class<E> entity, String component) implements ValueColumn<E, String> {
    /** Text that matches a pattern: {@code %} at its beginning, end or both stands for any text. */
    public Filter<E> like(String pattern) {
        return Comparison.of(component, Operator.LIKE, pattern);
    }
}
