package io.penstock.documents.internal;

import io.penstock.documents.Assignment;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.internal.codec.ValueCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes assignments as a SET clause, or erasures as what a DELETE names, after checking that CQL has them. */
final class Assignments {
    private final Operands operands;
    private final Draft draft;

    Assignments(Operands operands, Draft draft) {
        this.operands = operands;
        this.draft = draft;
    }

    /** Whether running it twice is the same as once. */
    static boolean isIdempotent(Assignment<?> assignment, EntityColumn column) {
        return switch (assignment) {
            case Assignment.Add<?> ignored -> !(column.type() instanceof CqlType.ListOf);
            case Assignment.Prepend<?> ignored -> false;
            case Assignment.Count<?> ignored -> false;
            case Assignment.EraseEntry<?> ignored -> !(column.type() instanceof CqlType.ListOf);
            case Assignment.Replace<?> ignored -> true;
            case Assignment.Remove<?> ignored -> true;
            case Assignment.Put<?> ignored -> true;
            case Assignment.PutField<?> ignored -> true;
            case Assignment.EraseColumn<?> ignored -> true;
            case Assignment.EraseField<?> ignored -> true;
        };
    }

    /** The column that an assignment changes, if it may. */
    EntityColumn column(Assignment<?> assignment) {
        EntityColumn column = operands.column(assignment.component());
        if (column.role().isKey()) {
            throw illegal("component '" + column.component()
                    + "' is part of the key, which never changes; delete the row and save another");
        }
        if (column.isCounter() != assignment instanceof Assignment.Count<?>
                && !(assignment instanceof Assignment.EraseColumn<?>)) {
            throw illegal("component '" + column.component()
                    + (column.isCounter()
                            ? "' is a counter, which only goes up and down; use increment or decrement"
                            : "' is no counter; use set"));
        }
        return column;
    }

    void writeSet(List<? extends Assignment<?>> assignments) {
        checkRepeats(assignments);
        String separator = " SET ";
        for (Assignment<?> assignment : assignments) {
            draft.text(separator);
            write(assignment, column(assignment));
            separator = ", ";
        }
    }

    /** The columns and elements that a DELETE names; for whole rows none. */
    void writeErased(List<? extends Assignment.Erasure<?>> erasures) {
        checkRepeats(erasures);
        String separator = " ";
        for (Assignment.Erasure<?> erasure : erasures) {
            EntityColumn column = column(erasure);
            draft.text(separator).name(column);
            switch (erasure) {
                case Assignment.EraseColumn<?> ignored -> {}
                case Assignment.EraseEntry<?> entry -> entry(column, entry.key());
                case Assignment.EraseField<?> field ->
                    draft.text("."
                            + CqlNames.quoted(
                                    field(operands, column, field.field()).name()));
            }
            separator = ", ";
        }
    }

    private void write(Assignment<?> assignment, EntityColumn column) {
        draft.name(column);
        switch (assignment) {
            case Assignment.Replace<?> replace -> draft.text(" = ").bind(operands.value(column, replace.value()));
            case Assignment.Add<?> add -> {
                requireMutable(column, "added to");
                draft.text(" = ").name(column).text(" + ").bind(operands.elements(column, add.elements()));
            }
            case Assignment.Prepend<?> prepend -> {
                requireList(column);
                draft.text(" = ")
                        .bind(operands.elements(column, prepend.elements()))
                        .text(" + ")
                        .name(column);
            }
            case Assignment.Remove<?> remove -> {
                requireMutable(column, "taken from");
                draft.text(" = ")
                        .name(column)
                        .text(" - ")
                        .bind(
                                column.type() instanceof CqlType.MapOf
                                        ? operands.keys(column, remove.elements())
                                        : operands.elements(column, remove.elements()));
            }
            case Assignment.Put<?> put -> {
                entry(column, put.key());
                draft.text(" = ").bind(operands.element(column, put.value()));
            }
            case Assignment.PutField<?> put -> {
                ValueCodec.Field field = field(operands, column, put.field());
                draft.text("." + CqlNames.quoted(field.name()) + " = ")
                        .bind(field.codec().toCql(put.value()));
            }
            case Assignment.Count<?> count ->
                draft.text(" = ").name(column).text(" + ").bind(count.delta());
            case Assignment.EraseColumn<?> ignored -> draft.text(" = ").bind(null);
            case Assignment.EraseEntry<?> erase -> {
                entry(column, erase.key());
                draft.text(" = ").bind(null);
            }
            case Assignment.EraseField<?> erase ->
                draft.text("."
                                + CqlNames.quoted(
                                        field(operands, column, erase.field()).name()) + " = ")
                        .bind(null);
        }
    }

    private void entry(EntityColumn column, Object key) {
        requireMutable(column, "changed one by one in");
        if (column.type() instanceof CqlType.SetOf) {
            throw illegal("component '" + column.component()
                    + "' is a set, whose elements have no position; use add and remove");
        }
        draft.text("[").bind(operands.key(column, key)).text("]");
    }

    private void requireMutable(EntityColumn column, String how) {
        boolean mutable = switch (column.type()) {
            case CqlType.ListOf list -> !list.frozen();
            case CqlType.SetOf set -> !set.frozen();
            case CqlType.MapOf map -> !map.frozen();
            default -> false;
        };
        if (!mutable) {
            throw illegal("component '" + column.component() + "' has type "
                    + column.type().cql() + "; elements can only be " + how
                    + " a collection that is not frozen, else set the whole value");
        }
    }

    private void requireList(EntityColumn column) {
        requireMutable(column, "added to");
        if (!(column.type() instanceof CqlType.ListOf)) {
            throw illegal("component '" + column.component() + "' is no list, so it has no beginning; use add or put");
        }
    }

    /** A field of a user-defined type that is not frozen. */
    static ValueCodec.Field field(Operands operands, EntityColumn column, String component) {
        if (!(column.type() instanceof CqlType.UserType type) || type.frozen()) {
            throw new DocumentsException(
                    DocumentsError.INVALID_QUERY,
                    "component '" + column.component() + "' of "
                            + operands.model().type().getName() + " has type "
                            + column.type().cql()
                            + "; only a user-defined type that is not frozen has fields of its own, else set the whole"
                            + " value");
        }
        return operands.codec(column)
                .present()
                .field(component)
                .orElseThrow(() -> new DocumentsException(
                        DocumentsError.UNKNOWN_COLUMN,
                        "component '" + column.component() + "' of "
                                + operands.model().type().getName() + " has no field '" + component
                                + "' (its fields are "
                                + type.fields().stream().map(CqlColumn::name).collect(Collectors.joining(", ")) + ")"));
    }

    /** Two changes of one column contradict each other, unless each is of another element or field. */
    private void checkRepeats(List<? extends Assignment<?>> assignments) {
        Map<String, Boolean> seen = new HashMap<>();
        for (Assignment<?> assignment : assignments) {
            boolean partial = switch (assignment) {
                case Assignment.Put<?> ignored -> true;
                case Assignment.EraseEntry<?> ignored -> true;
                case Assignment.PutField<?> ignored -> true;
                case Assignment.EraseField<?> ignored -> true;
                case Assignment.Replace<?> ignored -> false;
                case Assignment.Add<?> ignored -> false;
                case Assignment.Prepend<?> ignored -> false;
                case Assignment.Remove<?> ignored -> false;
                case Assignment.Count<?> ignored -> false;
                case Assignment.EraseColumn<?> ignored -> false;
            };
            Boolean earlier = seen.put(assignment.component(), partial);
            if (earlier != null && !(earlier && partial)) {
                throw illegal("component '" + assignment.component() + "' is changed twice; give it one change");
            }
        }
    }

    private DocumentsException illegal(String why) {
        return new DocumentsException(
                DocumentsError.INVALID_QUERY,
                "update of " + operands.model().type().getName() + ": " + why);
    }
}
