package io.penstock.documents.internal;

import io.penstock.documents.Comparison;
import io.penstock.documents.Condition;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntryComparison;
import io.penstock.documents.FieldComparison;
import io.penstock.documents.NullComparison;
import io.penstock.documents.Operator;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.internal.codec.ValueCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes conditions as an IF clause, after checking that CQL has them. Confined to one call. */
final class IfClause {
    private final Operands operands;
    private final Draft draft;

    IfClause(Operands operands, Draft draft) {
        this.operands = operands;
        this.draft = draft;
    }

    /** None means that the row must exist. */
    void write(List<? extends Condition<?>> conditions) {
        if (conditions.isEmpty()) {
            draft.text(" IF EXISTS");
            return;
        }
        String separator = " IF ";
        for (Condition<?> condition : conditions) {
            draft.text(separator);
            switch (condition) {
                case Comparison<?> comparison -> comparison(comparison);
                case EntryComparison<?> entry -> entry(entry);
                case FieldComparison<?> field -> field(field);
                case NullComparison<?> isNull -> {
                    draft.name(column(isNull.component())).text(isNull.isNull() ? " = null" : " != null");
                }
            }
            separator = " AND ";
        }
    }

    /** A column that conditions may name: they compare what a row has beside its key. */
    private EntityColumn column(String component) {
        EntityColumn column = operands.column(component);
        if (column.role().isKey()) {
            throw illegal("component '" + component + "' is part of the key, which tells the row; conditions are about"
                    + " the other columns");
        }
        if (column.isCounter()) {
            throw illegal("component '" + component + "' is a counter, on which there are no conditions");
        }
        return column;
    }

    private void comparison(Comparison<?> comparison) {
        EntityColumn column = column(comparison.component());
        requireScalar(comparison.operator(), comparison);
        draft.name(column);
        compare(comparison.operator(), comparison.values(), value -> operands.value(column, value));
    }

    private void entry(EntryComparison<?> entry) {
        EntityColumn column = column(entry.component());
        boolean mutable = column.type() instanceof CqlType.MapOf(var k, var v, var frozen)
                ? !frozen
                : column.type() instanceof CqlType.ListOf(var e, var frozenList) && !frozenList;
        if (!mutable) {
            throw illegal("component '" + entry.component() + "' has type "
                    + column.type().cql() + "; only lists and maps that are not frozen have elements of their own");
        }
        requireScalar(entry.operator(), entry);
        draft.name(column).text("[").bind(operands.key(column, entry.key())).text("]");
        compare(entry.operator(), entry.values(), value -> operands.element(column, value));
    }

    private void field(FieldComparison<?> comparison) {
        EntityColumn column = column(comparison.component());
        ValueCodec.Field field = Assignments.field(operands, column, comparison.field());
        requireScalar(comparison.operator(), comparison);
        draft.name(column).text("." + CqlNames.quoted(field.name()));
        compare(comparison.operator(), comparison.values(), field.codec()::toCql);
    }

    private void compare(Operator operator, List<?> values, java.util.function.Function<Object, @Nullable Object> cql) {
        draft.text(" " + operator.cql() + " ");
        if (operator == Operator.IN) {
            List<@Nullable Object> list = new ArrayList<>();
            values.forEach(value -> list.add(cql.apply(value)));
            draft.bind(list);
        } else {
            draft.bind(cql.apply(values.getFirst()));
        }
    }

    private void requireScalar(Operator operator, Condition<?> condition) {
        switch (operator) {
            case EQ, NE, IN, GT, GTE, LT, LTE -> {}
            case CONTAINS, CONTAINS_KEY, LIKE ->
                throw illegal("condition '" + condition + "' is none that CQL has; compare by =, !=, IN, <, <=, > or"
                        + " >=");
        }
    }

    private DocumentsException illegal(String why) {
        return new DocumentsException(
                DocumentsError.INVALID_QUERY,
                "condition on " + operands.model().type().getName() + ": " + why);
    }
}
