package io.penstock.documents.column;

import io.penstock.documents.Assignment;
import io.penstock.documents.Selector;

/** A counter: it only goes up and down. */
public record CounterColumn<E>(Class<E> entity, String component) implements Column<E, Long> {
    public Assignment<E> increment(long delta) {
        return new Assignment.Count<>(component, delta);
    }

    public Assignment<E> decrement(long delta) {
        return new Assignment.Count<>(component, Math.negateExact(delta));
    }

    /** The sum of all values. */
    public Selector<E> sum() {
        return new Selector.OfFunction<>(Selector.Function.SUM, component);
    }

    /** The mean of all values. */
    public Selector<E> avg() {
        return new Selector.OfFunction<>(Selector.Function.AVG, component);
    }
}
