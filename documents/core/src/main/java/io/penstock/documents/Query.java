package io.penstock.documents;

import io.penstock.documents.column.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which rows are wanted, in what order and how many. Immutable: every method returns a new query, so one can be kept
 * and refined by many threads. Making a query does no I/O; it is checked against the table's keys and indexes when it
 * is run.
 *
 * <p>A query by component names fits any entity and is a {@code Query<Object>}; the first typed filter makes it a query
 * of that filter's entity.
 *
 * @param <E> the entity whose rows are wanted
 * @param filters the conditions, all of which must hold
 * @param ordering what to sort by; empty for the table's own order
 * @param grouping the components, a beginning of the key, of which each value makes one row; empty for no groups
 * @param limit the most rows in all; empty for no limit
 * @param perPartitionLimit the most rows of one partition; empty for no limit
 * @param isDistinct whether each partition is one row
 * @param allowsFiltering whether the server may read rows that do not match
 * @param options how it is run
 */
public record Query<E>(
        List<Filter<? super E>> filters,
        List<Ordering<? super E>> ordering,
        List<String> grouping,
        OptionalInt limit,
        OptionalInt perPartitionLimit,
        boolean isDistinct,
        boolean allowsFiltering,
        ReadOptions options) {
    private static final Query<Object> ALL = new Query<>(
            List.of(),
            List.of(),
            List.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            false,
            false,
            ReadOptions.DEFAULT);

    public Query {
        filters = List.copyOf(filters);
        ordering = List.copyOf(ordering);
        grouping = List.copyOf(grouping);
        checkRows("limit", limit);
        checkRows("perPartitionLimit", perPartitionLimit);
    }

    private static void checkRows(String name, OptionalInt rows) {
        if (rows.isPresent() && rows.getAsInt() < 1) {
            throw new IllegalArgumentException(name + " must be at least 1 row, got " + rows.getAsInt());
        }
    }

    /** All rows of the table. */
    public static Query<Object> all() {
        return ALL;
    }

    /** The rows for which a condition holds. */
    public static <E> Query<E> where(Filter<E> filter) {
        return ALL.and(filter);
    }

    /** The rows whose component has this value. */
    public static Query<Object> where(String component, Object value) {
        return ALL.and(component, value);
    }

    /** Only rows for which this condition holds too. */
    public <F extends E> Query<F> and(Filter<? super F> filter) {
        return new Query<>(
                plus(this.<F>narrowed(), filter),
                this.<F>sorted(),
                grouping,
                limit,
                perPartitionLimit,
                isDistinct,
                allowsFiltering,
                options);
    }

    /** Only rows whose component has this value too. */
    public Query<E> and(String component, Object value) {
        return and(Filter.eq(component, value));
    }

    /** Sorted by this too, after earlier ones. */
    public <F extends E> Query<F> orderBy(Ordering<? super F> order) {
        return new Query<>(
                this.<F>narrowed(),
                plus(this.<F>sorted(), order),
                grouping,
                limit,
                perPartitionLimit,
                isDistinct,
                allowsFiltering,
                options);
    }

    /** Sorted by a clustering column, after earlier ones, from small to large. */
    public Query<E> ascending(String component) {
        return orderBy(Ordering.ascending(component));
    }

    /** Sorted by a clustering column, after earlier ones, from large to small. */
    public Query<E> descending(String component) {
        return orderBy(Ordering.descending(component));
    }

    /**
     * One row for each value of these columns, which are the beginning of the primary key. Only a projection reads it.
     */
    public Query<E> groupBy(String... components) {
        return new Query<>(
                filters,
                ordering,
                Arrays.asList(components),
                limit,
                perPartitionLimit,
                isDistinct,
                allowsFiltering,
                options);
    }

    /** As {@link #groupBy(String...)}. */
    public Query<E> groupBy(Collection<? extends Column<? super E, ?>> columns) {
        return groupBy(columns.stream().map(Column::component).toArray(String[]::new));
    }

    /** At most this many rows in all. */
    public Query<E> limit(int rows) {
        return new Query<>(
                filters,
                ordering,
                grouping,
                OptionalInt.of(rows),
                perPartitionLimit,
                isDistinct,
                allowsFiltering,
                options);
    }

    /** At most this many rows of each partition. */
    public Query<E> perPartitionLimit(int rows) {
        return new Query<>(
                filters, ordering, grouping, limit, OptionalInt.of(rows), isDistinct, allowsFiltering, options);
    }

    /** One row a partition. Only a projection that reads nothing but partition key and static columns can have it. */
    public Query<E> distinct() {
        return new Query<>(filters, ordering, grouping, limit, perPartitionLimit, true, allowsFiltering, options);
    }

    /** Lets the server read rows that do not match; the cost grows with the table. */
    public Query<E> allowFiltering() {
        return new Query<>(filters, ordering, grouping, limit, perPartitionLimit, isDistinct, true, options);
    }

    /** Run in another way. */
    public Query<E> with(ReadOptions newOptions) {
        return new Query<>(
                filters, ordering, grouping, limit, perPartitionLimit, isDistinct, allowsFiltering, newOptions);
    }

    private <F extends E> List<Filter<? super F>> narrowed() {
        return new ArrayList<>(filters);
    }

    private <F extends E> List<Ordering<? super F>> sorted() {
        return new ArrayList<>(ordering);
    }

    private static <T> List<T> plus(List<T> list, T item) {
        list.add(item);
        return list;
    }
}
