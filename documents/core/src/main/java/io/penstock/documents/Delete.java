package io.penstock.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A delete of rows, of a range of a partition, of whole partitions, or of columns and elements of rows. Immutable:
 * every method returns a new delete. Making one does no I/O; it is checked when it is run.
 *
 * @param <E> the entity whose rows are deleted
 * @param key the row's key; empty when filters tell the rows
 * @param filters what tells the rows: the whole partition key by value, then clustering columns in their order, of
 *     which the last may be a range; for columns the whole key
 * @param erasures the columns and elements that go; empty for the whole rows
 * @param options how it is run
 */
public record Delete<E>(
        Optional<Key> key,
        List<Filter<? super E>> filters,
        List<Assignment.Erasure<? super E>> erasures,
        WriteOptions options) {
    public Delete {
        filters = List.copyOf(filters);
        erasures = List.copyOf(erasures);
        if (key.isPresent() != filters.isEmpty()) {
            throw new IllegalArgumentException(
                    "a delete has a key, or filters that tell it; all rows of a table go by truncate()");
        }
    }

    /** Of the row with this key: the values of {@link EntityModel#primaryKey()} in order. */
    public static Delete<Object> byKey(Object... key) {
        return of(Key.of(key));
    }

    /** Of the row with this key. */
    public static Delete<Object> of(Key key) {
        return new Delete<>(Optional.of(key), List.of(), List.of(), WriteOptions.DEFAULT);
    }

    /** Of the rows for which a condition on the key holds. */
    public static <E> Delete<E> where(Filter<E> filter) {
        return new Delete<>(Optional.empty(), List.of(filter), List.of(), WriteOptions.DEFAULT);
    }

    /** Of the rows whose key has this part. */
    public static Delete<Object> where(String component, Object value) {
        return where(Filter.eq(component, value));
    }

    /** Only of rows for which this condition on the key holds too. */
    public <F extends E> Delete<F> and(Filter<? super F> filter) {
        List<Filter<? super F>> more = new ArrayList<>(filters);
        more.add(filter);
        return new Delete<>(key, more, new ArrayList<>(erasures), options);
    }

    /** Only of rows whose key has this part too. */
    public Delete<E> and(String component, Object value) {
        return and(Filter.eq(component, value));
    }

    /** Not the rows, but this column or element of them. */
    public <F extends E> Delete<F> only(Assignment.Erasure<? super F> erasure) {
        List<Assignment.Erasure<? super F>> more = new ArrayList<>(erasures);
        more.add(erasure);
        return new Delete<>(key, new ArrayList<>(filters), more, options);
    }

    /** Not the rows, but this column of them. */
    public Delete<E> only(String component) {
        return only(Assignment.erase(component));
    }

    /** Run in another way. */
    public Delete<E> with(WriteOptions newOptions) {
        return new Delete<>(key, filters, erasures, newOptions);
    }

    /** Only if the row exists. */
    public ConditionalDelete<E> ifExists() {
        return new ConditionalDelete<>(this, List.of());
    }

    /** Only if a condition holds of the row. */
    public <F extends E> ConditionalDelete<F> onlyIf(Condition<? super F> condition) {
        return new ConditionalDelete<>(
                new Delete<>(key, new ArrayList<>(filters), new ArrayList<>(erasures), options), List.of(condition));
    }
}
