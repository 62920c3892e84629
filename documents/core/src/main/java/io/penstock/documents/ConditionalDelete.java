package io.penstock.documents;

import java.util.ArrayList;
import java.util.List;

/**
 * A delete of one row, or of columns of it, that takes effect only if conditions hold of it. Immutable.
 *
 * @param delete the row and what of it goes
 * @param conditions what must hold; empty when it is enough that the row exists
 */
public record ConditionalDelete<E>(Delete<E> delete, List<Condition<? super E>> conditions) {
    public ConditionalDelete {
        conditions = List.copyOf(conditions);
    }

    /** Only if this holds too. Where any row would do, only where this holds. */
    public <F extends E> ConditionalDelete<F> and(Condition<? super F> condition) {
        List<Condition<? super F>> more = new ArrayList<>(conditions);
        more.add(condition);
        return new ConditionalDelete<>(
                new Delete<>(
                        delete.key(),
                        new ArrayList<>(delete.filters()),
                        new ArrayList<>(delete.erasures()),
                        delete.options()),
                more);
    }

    /** Run in another way. */
    public ConditionalDelete<E> with(WriteOptions options) {
        return new ConditionalDelete<>(delete.with(options), conditions);
    }
}
