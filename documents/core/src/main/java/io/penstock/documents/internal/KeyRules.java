package io.penstock.documents.internal;

import io.penstock.documents.Comparison;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityModel;
import io.penstock.documents.Filter;
import io.penstock.documents.Operator;
import io.penstock.documents.Ordering;
import io.penstock.documents.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether CQL can run a query, decided before it is sent.
 *
 * <p>Rows are found by the whole partition key. Within a partition they lie sorted by the clustering columns, so single
 * values may be given for the first of these without a gap, and then a range for the next. Anything else makes the
 * server read rows that do not match, which a query must allow in so many words. Order is what the partition has, or
 * its reverse.
 */
final class KeyRules {
    private final EntityModel<?> model;
    private final Query<?> query;

    private KeyRules(EntityModel<?> model, Query<?> query) {
        this.model = model;
        this.query = query;
    }

    static void check(EntityModel<?> model, Query<?> query) {
        KeyRules rules = new KeyRules(model, query);
        rules.checkRepeats();
        if (!query.allowsFiltering() && !query.filters().isEmpty()) {
            rules.checkPartition();
            rules.checkRegular();
            rules.checkClustering();
        }
        rules.checkOrder();
    }

    /** The filters, all of which must be comparisons that this compiler writes. */
    static List<Comparison<?>> comparisons(EntityModel<?> model, Query<?> query) {
        List<Comparison<?>> comparisons = new ArrayList<>();
        for (Filter<?> filter : query.filters()) {
            if (!(filter instanceof Comparison<?> comparison)
                    || !(comparison.operator().isRange()
                            || comparison.operator() == Operator.EQ
                            || comparison.operator() == Operator.IN)) {
                throw new KeyRules(model, query).illegal("filter '" + filter + "' cannot be run");
            }
            comparisons.add(comparison);
        }
        return comparisons;
    }

    private List<Comparison<?>> filtersOf(EntityColumn column) {
        return comparisons(model, query).stream()
                .filter(filter -> filter.component().equals(column.component()))
                .toList();
    }

    private void checkRepeats() {
        for (Comparison<?> filter : comparisons(model, query)) {
            EntityColumn column = Selects.column(model, filter.component());
            List<Comparison<?>> same = filtersOf(column);
            long lower = same.stream()
                    .filter(f -> f.operator() == Operator.GT || f.operator() == Operator.GTE)
                    .count();
            long upper = same.stream()
                    .filter(f -> f.operator() == Operator.LT || f.operator() == Operator.LTE)
                    .count();
            long single = same.size() - lower - upper;
            if (single > 1 || lower > 1 || upper > 1 || (single == 1 && same.size() > 1)) {
                throw illegal("component '" + column.component()
                        + "' is restricted more than once; give one value, or one lower and one upper bound");
            }
        }
    }

    private void checkPartition() {
        List<String> missing = new ArrayList<>();
        for (EntityColumn column : model.partitionKey()) {
            List<Comparison<?>> filters = filtersOf(column);
            if (filters.isEmpty()) {
                missing.add(column.component());
            } else if (filters.getFirst().operator().isRange()) {
                throw illegal("component '" + column.component() + "' is part of the partition key, which is found by"
                        + " value and not by range; use eq or in");
            }
        }
        if (!missing.isEmpty()) {
            throw illegal("rows are found by the whole partition key, and "
                    + missing.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "))
                    + (missing.size() == 1 ? " has" : " have") + " no filter; add eq or in, or call allowFiltering() to"
                    + " read the whole table");
        }
    }

    private void checkRegular() {
        for (EntityColumn column : model.columns()) {
            if (!column.role().isKey() && !filtersOf(column).isEmpty()) {
                throw illegal("component '" + column.component() + "' is no part of the key; filter it in Java, or call"
                        + " allowFiltering() to let the server read the rows that do not match");
            }
        }
    }

    private void checkClustering() {
        String gap = null;
        boolean afterRange = false;
        for (EntityColumn column : model.clusteringKey()) {
            List<Comparison<?>> filters = filtersOf(column);
            if (filters.isEmpty()) {
                gap = gap == null ? column.component() : gap;
                continue;
            }
            if (gap != null) {
                throw illegal("component '" + column.component() + "' has a filter, but '" + gap
                        + "', which sorts before it, " + (afterRange ? "has only a range" : "has none")
                        + "; give '" + gap + "' a single value, or call allowFiltering()");
            }
            if (filters.getFirst().operator().isRange()) {
                gap = column.component();
                afterRange = true;
            }
        }
    }

    private void checkOrder() {
        if (query.ordering().isEmpty()) {
            return;
        }
        if (!model.partitionKey().stream()
                .allMatch(column -> filtersOf(column).stream().anyMatch(filter -> filter.operator() == Operator.EQ))) {
            throw illegal("order is kept within one partition; give each part of the partition key one value");
        }
        List<EntityColumn> clustering = model.clusteringKey();
        int next = 0;
        Boolean reversed = null;
        for (Ordering<?> ordering : query.ordering()) {
            EntityColumn column = Selects.column(model, ordering.component());
            if (!(column.role() instanceof EntityColumn.Clustering key)
                    || !(ordering instanceof Ordering.ByColumn<?> byColumn)
                    || next >= clustering.size()
                    || !clustering.get(next).equals(column)) {
                throw illegal("cannot sort by '" + column.component() + "' here; rows of a partition are sorted by "
                        + clustering.stream().map(EntityColumn::component).toList() + ", in this order");
            }
            boolean against = key.descending() != byColumn.descending();
            if (reversed != null && reversed != against) {
                throw illegal("rows are read in the table's order or in its reverse; turn the direction of '"
                        + column.component() + "' around");
            }
            reversed = against;
            next++;
        }
    }

    private DocumentsException illegal(String why) {
        return new DocumentsException(
                DocumentsError.INVALID_QUERY, "query on " + model.type().getName() + ": " + why);
    }
}
