package io.penstock.documents.internal;

import io.penstock.Nearest;
import io.penstock.documents.Comparison;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityModel;
import io.penstock.documents.Key;
import io.penstock.documents.Operator;
import io.penstock.documents.Ordering;
import io.penstock.documents.Query;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import io.penstock.documents.internal.codec.ValueCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests of reads. Pure functions. */
final class Selects {
    private Selects() {}

    static <E> CqlStatement byKey(EntityPlan<E> plan, Key key, RequestOptions run) {
        return CqlStatement.of(run, plan.selectByKey(), Mutations.keyValues(plan, key));
    }

    static <E> CqlStatement rows(EntityPlan<E> plan, Query<?> query, RequestOptions run) {
        KeyRules.check(plan.model(), query);
        StringBuilder cql = new StringBuilder(plan.selected());
        List<@Nullable Object> values = new ArrayList<>();
        where(plan, query, cql, values);
        orderBy(plan.model(), query, cql);
        if (query.limit().isPresent()) {
            cql.append(" LIMIT ?");
            values.add(query.limit().getAsInt());
        }
        return statement(query, cql, values, run);
    }

    static <E> CqlStatement count(EntityPlan<E> plan, Query<?> query, RequestOptions run) {
        if (query.limit().isPresent() || !query.ordering().isEmpty()) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY, "a count has no order and no limit; leave them out of the query");
        }
        KeyRules.check(plan.model(), query);
        StringBuilder cql = new StringBuilder("SELECT count(*) FROM ").append(plan.from());
        List<@Nullable Object> values = new ArrayList<>();
        where(plan, query, cql, values);
        return statement(query, cql, values, run);
    }

    private static CqlStatement statement(
            Query<?> query, StringBuilder cql, List<@Nullable Object> values, RequestOptions run) {
        if (query.allowsFiltering()) {
            cql.append(" ALLOW FILTERING");
        }
        return CqlStatement.of(run, cql.toString(), values.toArray());
    }

    private static <E> void where(
            EntityPlan<E> plan, Query<?> query, StringBuilder cql, List<@Nullable Object> values) {
        List<Comparison<?>> filters = KeyRules.comparisons(plan.model(), query).stream()
                .sorted(Comparator.comparingInt(filter -> place(plan.model(), filter)))
                .toList();
        String separator = " WHERE ";
        for (Comparison<?> filter : filters) {
            EntityColumn column = column(plan.model(), filter.component());
            ValueCodec codec = plan.codec().component(plan.model().columns().indexOf(column));
            cql.append(separator)
                    .append(CqlNames.quoted(column.name()))
                    .append(' ')
                    .append(filter.operator().cql())
                    .append(" ?");
            if (filter.operator() == Operator.IN) {
                // One list for one marker: the text, and what is prepared, does not depend on how many there are.
                List<@Nullable Object> list = new ArrayList<>();
                filter.values().forEach(value -> list.add(codec.toCql(value)));
                values.add(list);
            } else {
                values.add(codec.toCql(filter.values().getFirst()));
            }
            separator = " AND ";
        }
    }

    /** Filters in the order of the key, so that equal queries are equal texts. */
    private static int place(EntityModel<?> model, Comparison<?> filter) {
        EntityColumn column = column(model, filter.component());
        int inKey = model.primaryKey().indexOf(column);
        return inKey >= 0 ? inKey : model.primaryKey().size() + model.columns().indexOf(column);
    }

    private static void orderBy(EntityModel<?> model, Query<?> query, StringBuilder cql) {
        String separator = " ORDER BY ";
        for (Ordering<?> ordering : query.ordering()) {
            cql.append(separator)
                    .append(CqlNames.quoted(column(model, ordering.component()).name()))
                    .append(((Ordering.ByColumn<?>) ordering).descending() ? " DESC" : " ASC");
            separator = ", ";
        }
    }

    static EntityColumn column(EntityModel<?> model, String component) {
        return model.component(component).orElseThrow(() -> {
            List<String> known =
                    model.columns().stream().map(EntityColumn::component).toList();
            return new DocumentsException(
                    DocumentsError.UNKNOWN_COLUMN,
                    "record " + model.type().getName() + " has no component '" + component + "'"
                            + Nearest.hint(component, known) + " (it has " + String.join(", ", known) + ")");
        });
    }
}
