package io.penstock.documents;

import java.util.ArrayList;
import java.util.List;

/**
 * A partial update of one row that takes effect only if conditions hold of it. Immutable.
 *
 * @param update the row and what changes
 * @param conditions what must hold; empty when it is enough that the row exists
 */
public record ConditionalUpdate<E>(Update<E> update, List<Condition<? super E>> conditions) {
    public ConditionalUpdate {
        conditions = List.copyOf(conditions);
    }

    /** Only if this holds too. Where any row would do, only where this holds. */
    public <F extends E> ConditionalUpdate<F> and(Condition<? super F> condition) {
        List<Condition<? super F>> more = new ArrayList<>(conditions);
        more.add(condition);
        return new ConditionalUpdate<>(
                new Update<>(
                        update.key(),
                        new ArrayList<>(update.filters()),
                        new ArrayList<>(update.assignments()),
                        update.options()),
                more);
    }

    /** Run in another way. */
    public ConditionalUpdate<E> with(WriteOptions options) {
        return new ConditionalUpdate<>(update.with(options), conditions);
    }
}
