package io.penstock.documents.internal;

import io.penstock.documents.Comparison;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityModel;
import io.penstock.documents.EntryComparison;
import io.penstock.documents.Filter;
import io.penstock.documents.Operator;
import io.penstock.documents.TokenComparison;
import io.penstock.documents.TupleComparison;
import io.penstock.documents.driver.CqlNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes filters as a WHERE clause; whether CQL can run them is for others to check. Confined to one call. */
final class WhereClause {
    private final Operands operands;
    private final Draft draft;

    WhereClause(Operands operands, Draft draft) {
        this.operands = operands;
        this.draft = draft;
    }

    /** The filters in the order of the key, so that equal queries are equal texts. */
    void write(List<? extends Filter<?>> filters) {
        String separator = " WHERE ";
        List<Filter<?>> sorted = new ArrayList<>(filters);
        sorted.sort(Comparator.comparingInt(filter -> place(operands.model(), filter)));
        for (Filter<?> filter : sorted) {
            draft.text(separator);
            switch (filter) {
                case Comparison<?> comparison -> comparison(comparison);
                case EntryComparison<?> entry -> entry(entry);
                case TupleComparison<?> tuple -> tuple(tuple);
                case TokenComparison<?> token -> token(token);
            }
            separator = " AND ";
        }
    }

    private static int place(EntityModel<?> model, Filter<?> filter) {
        String component = switch (filter) {
            case Comparison<?> comparison -> comparison.component();
            case EntryComparison<?> entry -> entry.component();
            case TupleComparison<?> tuple -> tuple.components().getFirst();
            case TokenComparison<?> ignored -> model.partitionKey().getFirst().component();
        };
        EntityColumn column = Operands.column(model, component);
        int inKey = model.primaryKey().indexOf(column);
        return inKey >= 0 ? inKey : model.primaryKey().size() + model.columns().indexOf(column);
    }

    private void comparison(Comparison<?> comparison) {
        EntityColumn column = operands.column(comparison.component());
        draft.name(column).text(" ").text(comparison.operator().cql()).text(" ");
        Object first =
                comparison.values().isEmpty() ? null : comparison.values().getFirst();
        if (comparison.operator() == Operator.IN || first == null) {
            draft.bind(operands.values(column, comparison.values()));
            return;
        }
        draft.bind(
                switch (comparison.operator()) {
                    case CONTAINS -> operands.element(column, first);
                    case CONTAINS_KEY -> operands.key(column, first);
                    default -> operands.value(column, first);
                });
    }

    private void entry(EntryComparison<?> entry) {
        EntityColumn column = operands.column(entry.component());
        draft.name(column)
                .text("[")
                .bind(operands.key(column, entry.key()))
                .text("] " + entry.operator().cql() + " ")
                .bind(operands.element(column, entry.values().getFirst()));
    }

    private void tuple(TupleComparison<?> tuple) {
        List<EntityColumn> columns =
                tuple.components().stream().map(operands::column).toList();
        draft.text(names(columns)).text(" " + tuple.operator().cql() + " ");
        if (tuple.operator() == Operator.IN) {
            List<Object> rows = new ArrayList<>();
            tuple.rows().forEach(row -> rows.add(values(columns, row)));
            draft.bind(rows);
            return;
        }
        bindAll(values(columns, tuple.rows().getFirst()));
    }

    private void token(TokenComparison<?> token) {
        List<EntityColumn> columns = operands.model().partitionKey();
        draft.text("token" + names(columns) + " " + token.operator().cql() + " ");
        if (token.ofKey()) {
            draft.text("token");
            bindAll(values(columns, token.values()));
        } else {
            draft.bind(token.values().getFirst());
        }
    }

    private void bindAll(List<@Nullable Object> values) {
        String separator = "(";
        for (Object value : values) {
            draft.text(separator).bind(value);
            separator = ", ";
        }
        draft.text(")");
    }

    private List<@Nullable Object> values(List<EntityColumn> columns, List<?> row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(operands.value(columns.get(i), row.get(i)));
        }
        return values;
    }

    private static String names(List<EntityColumn> columns) {
        return columns.stream()
                .map(column -> CqlNames.quoted(column.name()))
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
