package io.penstock.documents.internal;

import io.penstock.documents.Comparison;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityModel;
import io.penstock.documents.EntryComparison;
import io.penstock.documents.Operator;
import io.penstock.documents.Ordering;
import io.penstock.documents.Query;
import io.penstock.documents.driver.CqlType;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether CQL can run a query, decided before it is sent.
 *
 * <p>Rows are found by the whole partition key, by a range of tokens, or by indexes. Within a partition they lie sorted
 * by the clustering columns, so single values may be given for the first of these without a gap, and then a range for
 * the next. Anything else makes the server read rows that do not match, which a query must allow in so many words.
 * Order is what the partition has, or its reverse, or nearness by a vector index. What no permission makes legal, such
 * as a pattern without an index, is refused whatever the query allows.
 */
final class KeyRules {
    private final EntityModel<?> model;
    private final Query<?> query;
    private final Restrictions restrictions;
    private final Indexes indexes;

    private KeyRules(EntityModel<?> model, Query<?> query) {
        this.model = model;
        this.query = query;
        this.restrictions = new Restrictions(model, "query on", query.filters());
        this.indexes = new Indexes(model);
    }

    static void check(EntityModel<?> model, Query<?> query) {
        KeyRules rules = new KeyRules(model, query);
        rules.checkTokens();
        rules.checkPatterns();
        if (!query.allowsFiltering() && !query.filters().isEmpty()) {
            boolean byIndex = rules.checkRegular();
            rules.checkPartition(byIndex);
            rules.checkClustering(byIndex);
        }
        rules.checkOrder();
    }

    private void checkTokens() {
        if (restrictions.tokens().isEmpty()) {
            return;
        }
        for (EntityColumn column : model.partitionKey()) {
            if (restrictions.touches(column)) {
                throw restrictions.illegal("component '" + column.component()
                        + "' has a filter beside one on the token of the partition key; give one or the other");
            }
        }
    }

    private void checkPatterns() {
        for (Comparison<?> comparison : restrictions.comparisons()) {
            if (comparison.operator() == Operator.LIKE
                    && !indexes.serve(Operands.column(model, comparison.component()), comparison)) {
                throw restrictions.illegal("component '" + comparison.component() + "' has no index that matches"
                        + " patterns; give it one by @Indexed(kind = CUSTOM, using = …)");
            }
        }
    }

    private void checkPartition(boolean byIndex) {
        if (!restrictions.tokens().isEmpty()) {
            return;
        }
        List<String> missing = new ArrayList<>();
        for (EntityColumn column : model.partitionKey()) {
            List<Comparison<?>> filters = restrictions.of(column);
            if (filters.isEmpty()) {
                missing.add(column.component());
            } else if (!restrictions.isByValue(column)) {
                throw restrictions.illegal("component '" + column.component() + "' is part of the partition key, which"
                        + " is found by value and not by range; use eq or in");
            }
        }
        boolean none = missing.size() == model.partitionKey().size();
        if (!missing.isEmpty() && !(byIndex && none)) {
            throw restrictions.illegal("rows are found by the whole partition key, and " + Restrictions.quoted(missing)
                    + (missing.size() == 1 ? " has" : " have") + " no filter; add eq or in, or call allowFiltering() to"
                    + " read the whole table");
        }
    }

    /** Checks the filters outside the key, and tells whether indexes find rows by them. */
    private boolean checkRegular() {
        boolean byIndex = false;
        boolean bySecondary = false;
        for (Comparison<?> comparison : restrictions.comparisons()) {
            EntityColumn column = Operands.column(model, comparison.component());
            if (column.role().isKey()) {
                byIndex |= indexes.serve(column, comparison);
                continue;
            }
            if (!indexes.serve(column, comparison)) {
                throw notInKey(column);
            }
            byIndex = true;
            bySecondary = requireOne(bySecondary, column);
        }
        for (EntryComparison<?> entry : restrictions.entries()) {
            EntityColumn column = Operands.column(model, entry.component());
            if (!indexes.serveEntries(column)) {
                throw notInKey(column);
            }
            byIndex = true;
            bySecondary = requireOne(bySecondary, column);
        }
        return byIndex;
    }

    /** A plain secondary index finds rows alone; storage-attached ones work together. */
    private boolean requireOne(boolean bySecondary, EntityColumn column) {
        boolean secondary = indexes.isSecondaryOnly(column);
        if (secondary && bySecondary) {
            throw restrictions.illegal("component '" + column.component() + "' has a filter beside one on another"
                    + " column with a plain index, of which only one is used; call allowFiltering() to let the server"
                    + " check the other row by row, or index both by Kind.SAI");
        }
        return secondary || bySecondary;
    }

    private RuntimeException notInKey(EntityColumn column) {
        return restrictions.illegal(
                "component '" + column.component() + "' is no part of the key; filter it in Java, or"
                        + " call allowFiltering() to let the server read the rows that do not match");
    }

    private void checkClustering(boolean byIndex) {
        String gap = null;
        boolean afterRange = false;
        for (EntityColumn column : model.clusteringKey()) {
            List<Comparison<?>> filters = restrictions.of(column);
            boolean inTuple = restrictions.isInTuple(column);
            if (servesAny(column, filters)) {
                continue;
            }
            if (filters.isEmpty() && !inTuple) {
                gap = gap == null ? column.component() : gap;
                continue;
            }
            if (gap != null) {
                throw restrictions.illegal("component '" + column.component() + "' has a filter, but '" + gap
                        + "', which sorts before it, " + (afterRange ? "has only a range" : "has none")
                        + "; give '" + gap + "' a single value, or call allowFiltering()");
            }
            if (byIndex && !model.partitionKey().stream().allMatch(restrictions::isByValue)) {
                throw restrictions.illegal("component '" + column.component() + "' sorts rows within a partition, but"
                        + " the rows are found by an index; give the partition key too, or call allowFiltering()");
            }
            boolean onlyRange = inTuple ? !tupleByValue(column) : !restrictions.isByValue(column);
            if (onlyRange && !inTupleBefore(column)) {
                gap = inTuple ? gap : column.component();
                afterRange = true;
            }
        }
    }

    private boolean servesAny(EntityColumn column, List<Comparison<?>> filters) {
        for (Comparison<?> filter : filters) {
            if (indexes.serve(column, filter)) {
                return true;
            }
        }
        return false;
    }

    private boolean tupleByValue(EntityColumn column) {
        return restrictions.tuples().stream()
                .filter(tuple -> tuple.components().contains(column.component()))
                .noneMatch(tuple -> tuple.operator().isRange());
    }

    private boolean inTupleBefore(EntityColumn column) {
        return restrictions.tuples().stream()
                .anyMatch(tuple -> tuple.components().contains(column.component())
                        && !tuple.components().getLast().equals(column.component()));
    }

    private void checkOrder() {
        if (query.ordering().isEmpty()) {
            return;
        }
        if (query.ordering().getFirst() instanceof Ordering.ByDistance<?> nearness) {
            checkNearness(nearness);
            return;
        }
        if (!model.partitionKey().stream()
                .allMatch(column ->
                        restrictions.of(column).stream().anyMatch(filter -> filter.operator() == Operator.EQ))) {
            throw restrictions.illegal(
                    "order is kept within one partition; give each part of the partition key one" + " value");
        }
        List<EntityColumn> clustering = model.clusteringKey();
        int next = 0;
        Boolean reversed = null;
        for (Ordering<?> ordering : query.ordering()) {
            EntityColumn column = Operands.column(model, ordering.component());
            if (!(column.role() instanceof EntityColumn.Clustering key)
                    || !(ordering instanceof Ordering.ByColumn<?> byColumn)
                    || next >= clustering.size()
                    || !clustering.get(next).equals(column)) {
                throw restrictions.illegal("cannot sort by '" + column.component()
                        + "' here; rows of a partition are sorted by "
                        + clustering.stream().map(EntityColumn::component).toList() + ", in this order");
            }
            boolean against = key.descending() != byColumn.descending();
            if (reversed != null && reversed != against) {
                throw restrictions.illegal("rows are read in the table's order or in its reverse; turn the direction of"
                        + " '" + column.component() + "' around");
            }
            reversed = against;
            next++;
        }
    }

    private void checkNearness(Ordering.ByDistance<?> nearness) {
        EntityColumn column = Operands.column(model, nearness.component());
        if (!(column.type() instanceof CqlType.Vector vector)) {
            throw restrictions.illegal("component '" + column.component() + "' has type "
                    + column.type().cql() + "; nearness is of vectors");
        }
        if (nearness.vector().size() != vector.dimensions()) {
            throw restrictions.illegal("component '" + column.component() + "' is a vector of " + vector.dimensions()
                    + " dimensions, got " + nearness.vector().size());
        }
        if (!indexes.has(column)) {
            throw restrictions.illegal("component '" + column.component()
                    + "' has no index that finds near vectors; give it one by @Indexed(kind = SAI)");
        }
        if (query.ordering().size() > 1 || query.perPartitionLimit().isPresent()) {
            throw restrictions.illegal("rows sorted by nearness have no other order and no limit a partition");
        }
        if (query.limit().isEmpty()) {
            throw restrictions.illegal("rows sorted by nearness need a limit; call limit(…)");
        }
    }
}
