package io.penstock.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A partial update: which row, and what of it changes. Columns that are not named stay as they are. Immutable: every
 * method returns a new update. Making one does no I/O; it is checked when it is run. Like every write of CQL it makes
 * the row when there is none; {@link #ifExists()} does not.
 *
 * <p>An update without a change sends nothing. One of a single class of a hierarchy writes the discriminator too, so
 * that a row that it makes is of that class; but with {@link #ifExists()}, a time to live, or static columns alone it
 * does not.
 *
 * @param <E> the entity whose row is changed
 * @param key the row's key; empty when filters tell it
 * @param filters what tells the rows: the whole key by value, where parts may be {@code in}; for static columns alone
 *     the partition key
 * @param assignments what changes, each column once
 * @param options how it is run
 */
public record Update<E>(
        Optional<Key> key,
        List<Filter<? super E>> filters,
        List<Assignment<? super E>> assignments,
        WriteOptions options) {
    public Update {
        filters = List.copyOf(filters);
        assignments = List.copyOf(assignments);
        if (key.isPresent() != filters.isEmpty()) {
            throw new IllegalArgumentException("an update has a key, or filters that tell it");
        }
    }

    /** Of the row with this key: the values of {@link EntityModel#primaryKey()} in order. */
    public static Update<Object> byKey(Object... key) {
        return of(Key.of(key));
    }

    /** Of the row with this key. */
    public static Update<Object> of(Key key) {
        return new Update<>(Optional.of(key), List.of(), List.of(), WriteOptions.DEFAULT);
    }

    /** Of the rows for which a condition on the key holds. */
    public static <E> Update<E> where(Filter<E> filter) {
        return new Update<>(Optional.empty(), List.of(filter), List.of(), WriteOptions.DEFAULT);
    }

    /** Of the rows whose key has this part. */
    public static Update<Object> where(String component, Object value) {
        return where(Filter.eq(component, value));
    }

    /** Only of rows for which this condition on the key holds too. */
    public <F extends E> Update<F> and(Filter<? super F> filter) {
        List<Filter<? super F>> more = new ArrayList<>(filters);
        more.add(filter);
        return new Update<>(key, more, new ArrayList<>(assignments), options);
    }

    /** Only of rows whose key has this part too. */
    public Update<E> and(String component, Object value) {
        return and(Filter.eq(component, value));
    }

    /** Changes this too. */
    public <F extends E> Update<F> change(Assignment<? super F> assignment) {
        List<Assignment<? super F>> more = new ArrayList<>(assignments);
        more.add(assignment);
        return new Update<>(key, new ArrayList<>(filters), more, options);
    }

    /** Gives a column a value too. */
    public Update<E> set(String component, Object value) {
        return change(Assignment.set(component, value));
    }

    /** Erases a column too. */
    public Update<E> erase(String component) {
        return change(Assignment.erase(component));
    }

    /** Run in another way. */
    public Update<E> with(WriteOptions newOptions) {
        return new Update<>(key, filters, assignments, newOptions);
    }

    /** Only if the row exists. */
    public ConditionalUpdate<E> ifExists() {
        return new ConditionalUpdate<>(this, List.of());
    }

    /** Only if a condition holds of the row. */
    public <F extends E> ConditionalUpdate<F> onlyIf(Condition<? super F> condition) {
        return new ConditionalUpdate<>(
                new Update<>(key, new ArrayList<>(filters), new ArrayList<>(assignments), options), List.of(condition));
    }
}
