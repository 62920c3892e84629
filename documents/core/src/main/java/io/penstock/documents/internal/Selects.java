package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.Key;
import io.penstock.documents.Ordering;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import org.jspecify.annotations.Nullable;

/** The requests of reads. Pure functions: whatever reads a query, its statement is written here. */
final class Selects {
    private Selects() {}

    static CqlStatement byKey(EntityPlan<?> plan, Key key, ReadOptions options, RequestOptions run) {
        return byKey(plan.selectByKey(), Mutations.keyValues(plan, key), options, run);
    }

    /** Whether there is a row: nothing of it is read but a part of its key. */
    static CqlStatement existence(EntityPlan<?> plan, Key key, ReadOptions options, RequestOptions run) {
        return byKey(plan.existsByKey(), Mutations.keyValues(plan, key), options, run);
    }

    static CqlStatement byKey(String cql, @Nullable Object[] key, ReadOptions options, RequestOptions run) {
        if (!options.bypassCache() && options.serverTimeout().isEmpty()) {
            return CqlStatement.of(run, cql, key);
        }
        Draft draft = new Draft(cql, key);
        extensions(options, draft);
        return draft.statement(run);
    }

    static CqlStatement rows(EntityPlan<?> plan, Selection<?> selection, Query<?> query, RequestOptions run) {
        selection.check(query);
        KeyRules.check(plan.model(), query);
        Draft draft = new Draft("SELECT ");
        selection.write(query, draft);
        draft.text(" FROM " + plan.from());
        where(plan, query, draft);
        groupBy(plan, query, draft);
        orderBy(plan, query, draft);
        if (query.perPartitionLimit().isPresent()) {
            draft.text(" PER PARTITION LIMIT ").bind(query.perPartitionLimit().getAsInt());
        }
        if (query.limit().isPresent()) {
            draft.text(" LIMIT ").bind(query.limit().getAsInt());
        }
        end(query, draft);
        return draft.statement(run);
    }

    static CqlStatement count(EntityPlan<?> plan, Query<?> query, RequestOptions run) {
        if (query.limit().isPresent()
                || query.perPartitionLimit().isPresent()
                || query.isDistinct()
                || !query.grouping().isEmpty()
                || !query.ordering().isEmpty()) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY,
                    "a count has no order, no limits, no groups and no distinct; leave them out of the query");
        }
        KeyRules.check(plan.model(), query);
        Draft draft = new Draft("SELECT count(*) FROM " + plan.from());
        where(plan, query, draft);
        end(query, draft);
        return draft.statement(run);
    }

    private static void where(EntityPlan<?> plan, Query<?> query, Draft draft) {
        new WhereClause(new Operands(plan), draft).write(query.filters());
    }

    private static void end(Query<?> query, Draft draft) {
        if (query.allowsFiltering()) {
            draft.text(" ALLOW FILTERING");
        }
        extensions(query.options(), draft);
    }

    /** What only ScyllaDB understands. Not run on ScyllaDB. */
    private static void extensions(ReadOptions options, Draft draft) {
        if (options.bypassCache()) {
            draft.text(" BYPASS CACHE");
        }
        if (options.serverTimeout().isPresent()) {
            draft.text(" USING TIMEOUT ")
                    .bind(Mutations.duration(options.serverTimeout().get()));
        }
    }

    private static void groupBy(EntityPlan<?> plan, Query<?> query, Draft draft) {
        String separator = " GROUP BY ";
        for (String component : query.grouping()) {
            draft.text(separator).name(Operands.column(plan.model(), component));
            separator = ", ";
        }
    }

    private static void orderBy(EntityPlan<?> plan, Query<?> query, Draft draft) {
        String separator = " ORDER BY ";
        for (Ordering<?> ordering : query.ordering()) {
            draft.text(separator
                    + CqlNames.quoted(
                            Operands.column(plan.model(), ordering.component()).name()));
            switch (ordering) {
                case Ordering.ByColumn<?> column -> draft.text(column.descending() ? " DESC" : " ASC");
                case Ordering.ByDistance<?> distance -> draft.text(" ANN OF ").bind(distance.vector());
            }
            separator = ", ";
        }
    }
}
