package io.penstock.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which rows are wanted, in what order and how many. Immutable: every method returns a new query, so one can be kept
 * and refined by many threads. Making a query does no I/O; it is checked against the table's keys when it is run.
 *
 * @param filters the conditions, all of which must hold
 * @param ordering the clustering columns to sort by; empty for the table's own order
 * @param limit the most rows in all; empty for no limit
 * @param allowsFiltering whether the server may read rows that do not match
 * @param options how it is run
 */
public record Query(
        List<Filter> filters,
        List<Ordering> ordering,
        OptionalInt limit,
        boolean allowsFiltering,
        ReadOptions options) {
    private static final Query ALL = new Query(List.of(), List.of(), OptionalInt.empty(), false, ReadOptions.DEFAULT);

    /** A component to sort by. */
    public record Ordering(String component, boolean descending) {}

    public Query {
        filters = List.copyOf(filters);
        ordering = List.copyOf(ordering);
        if (limit.isPresent() && limit.getAsInt() < 1) {
            throw new IllegalArgumentException("limit must be at least 1 row, got " + limit.getAsInt());
        }
    }

    /** All rows of the table. */
    public static Query all() {
        return ALL;
    }

    /** The rows for which a condition holds. */
    public static Query where(Filter filter) {
        return ALL.and(filter);
    }

    /** The rows whose component has this value. */
    public static Query where(String component, Object value) {
        return ALL.and(Filter.eq(component, value));
    }

    /** Only rows for which this condition holds too. */
    public Query and(Filter filter) {
        return new Query(plus(filters, filter), ordering, limit, allowsFiltering, options);
    }

    /** Only rows whose component has this value too. */
    public Query and(String component, Object value) {
        return and(Filter.eq(component, value));
    }

    /** Sorted by a clustering column, after earlier ones, from small to large. */
    public Query ascending(String component) {
        return new Query(filters, plus(ordering, new Ordering(component, false)), limit, allowsFiltering, options);
    }

    /** Sorted by a clustering column, after earlier ones, from large to small. */
    public Query descending(String component) {
        return new Query(filters, plus(ordering, new Ordering(component, true)), limit, allowsFiltering, options);
    }

    /** At most this many rows in all. */
    public Query limit(int rows) {
        return new Query(filters, ordering, OptionalInt.of(rows), allowsFiltering, options);
    }

    /** Lets the server read rows that do not match; the cost grows with the table. */
    public Query allowFiltering() {
        return new Query(filters, ordering, limit, true, options);
    }

    /** Run in another way. */
    public Query with(ReadOptions newOptions) {
        return new Query(filters, ordering, limit, allowsFiltering, newOptions);
    }

    private static <T> List<T> plus(List<T> list, T item) {
        List<T> longer = new ArrayList<>(list);
        longer.add(item);
        return longer;
    }
}
