package io.penstock.documents.internal;

import io.penstock.documents.Assignment;
import io.penstock.documents.Comparison;
import io.penstock.documents.Condition;
import io.penstock.documents.ConditionalDelete;
import io.penstock.documents.ConditionalUpdate;
import io.penstock.documents.Delete;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityDiscriminator;
import io.penstock.documents.EntryComparison;
import io.penstock.documents.FieldComparison;
import io.penstock.documents.Filter;
import io.penstock.documents.Key;
import io.penstock.documents.NullComparison;
import io.penstock.documents.Operator;
import io.penstock.documents.Update;
import io.penstock.documents.WriteOptions;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.driver.RequestOptions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests of partial updates and of deletes by filters. Pure functions. */
final class Updates {
    private Updates() {}

    static CqlStatement update(EntityPlan<?> plan, Update<?> update, RequestOptions run) {
        if (plan.model().version().isPresent()) {
            throw Mutations.passesVersion(plan, "an update without a condition");
        }
        return update(plan, update, null, run);
    }

    static CqlStatement update(EntityPlan<?> plan, ConditionalUpdate<?> conditional, RequestOptions run) {
        Mutations.requireNoTimestamp(conditional.update().options());
        return update(plan, conditional.update(), conditional.conditions(), run);
    }

    private static CqlStatement update(
            EntityPlan<?> plan,
            Update<?> update,
            @Nullable List<? extends Condition<?>> conditions,
            RequestOptions run) {
        if (update.assignments().isEmpty()) {
            throw illegal(plan, "the update changes nothing; give it a change");
        }
        if (plan.model().isCounterTable()
                && (conditions != null
                        || update.options().ttl().isPresent()
                        || update.options().timestamp().isPresent())) {
            throw illegal(plan, "counters have no conditions, no time to live and no timestamp; leave them out");
        }
        Operands operands = new Operands(plan);
        Draft draft = new Draft("UPDATE " + plan.from());
        using(update.options(), draft);
        Assignments assignments = new Assignments(operands, draft);
        assignments.writeSet(update.assignments());
        boolean staticChanges = areStatic(assignments, update.assignments());
        boolean mayMakeRow = !staticChanges && (conditions == null || !conditions.isEmpty());
        if (mayMakeRow) {
            nameClass(plan, update, draft);
        }
        boolean onlyStatic = staticChanges && conditionsAreStatic(operands, conditions);
        where(plan, update.key(), update.filters(), draft, new Scope(onlyStatic, false, conditions != null));
        if (conditions != null) {
            new IfClause(operands, draft).write(conditions);
        }
        boolean idempotent =
                update.options().run().idempotent().isPresent() || areIdempotent(assignments, update.assignments());
        return draft.statement(idempotent ? run : run.withIdempotent(false));
    }

    /**
     * An update makes the row when there is none, and of a class of a hierarchy that row must say its class. Not where
     * the values have a time to live: the class would go with them, and leave the rest of an older row without one.
     */
    private static void nameClass(EntityPlan<?> plan, Update<?> update, Draft draft) {
        EntityDiscriminator discriminator = plan.model().discriminator().orElse(null);
        if (discriminator == null
                || discriminator.values().size() != 1
                || discriminator.column().role().isKey()
                || update.options().ttl().isPresent()
                || update.assignments().stream()
                        .anyMatch(each ->
                                each.component().equals(discriminator.column().component()))) {
            return;
        }
        draft.text(", ")
                .name(discriminator.column())
                .text(" = ")
                .bind(discriminator.values().firstKey());
    }

    static CqlStatement delete(EntityPlan<?> plan, Delete<?> delete, RequestOptions run) {
        return delete(plan, delete, null, run);
    }

    static CqlStatement delete(EntityPlan<?> plan, ConditionalDelete<?> conditional, RequestOptions run) {
        Mutations.requireNoTimestamp(conditional.delete().options());
        return delete(plan, conditional.delete(), conditional.conditions(), run);
    }

    private static CqlStatement delete(
            EntityPlan<?> plan,
            Delete<?> delete,
            @Nullable List<? extends Condition<?>> conditions,
            RequestOptions run) {
        if (delete.options().ttl().isPresent()) {
            throw Mutations.deleteHasNoTtl();
        }
        if (plan.model().isCounterTable()
                && (conditions != null || delete.options().timestamp().isPresent())) {
            throw illegal(plan, "counters have no conditions and no timestamp; leave them out");
        }
        Operands operands = new Operands(plan);
        Draft draft = new Draft("DELETE");
        Assignments assignments = new Assignments(operands, draft);
        assignments.writeErased(delete.erasures());
        draft.text(" FROM " + plan.from());
        using(delete.options(), draft);
        boolean onlyStatic = !delete.erasures().isEmpty()
                && areStatic(assignments, delete.erasures())
                && conditionsAreStatic(operands, conditions);
        Scope scope = new Scope(onlyStatic, delete.erasures().isEmpty() && conditions == null, conditions != null);
        where(plan, delete.key(), delete.filters(), draft, scope);
        if (conditions != null) {
            new IfClause(operands, draft).write(conditions);
        }
        boolean idempotent =
                delete.options().run().idempotent().isPresent() || areIdempotent(assignments, delete.erasures());
        return draft.statement(idempotent ? run : run.withIdempotent(false));
    }

    private static boolean areStatic(Assignments assignments, List<? extends Assignment<?>> all) {
        for (Assignment<?> each : all) {
            if (!(assignments.column(each).role() instanceof EntityColumn.Static)) {
                return false;
            }
        }
        return true;
    }

    private static boolean areIdempotent(Assignments assignments, List<? extends Assignment<?>> all) {
        for (Assignment<?> each : all) {
            if (!Assignments.isIdempotent(each, assignments.column(each))) {
                return false;
            }
        }
        return true;
    }

    private static boolean conditionsAreStatic(Operands operands, @Nullable List<? extends Condition<?>> conditions) {
        return conditions == null
                || (!conditions.isEmpty()
                        && conditions.stream()
                                .allMatch(condition ->
                                        operands.column(component(condition)).role() instanceof EntityColumn.Static));
    }

    private static String component(Condition<?> condition) {
        return switch (condition) {
            case Comparison<?> comparison -> comparison.component();
            case EntryComparison<?> entry -> entry.component();
            case FieldComparison<?> field -> field.component();
            case NullComparison<?> isNull -> isNull.component();
        };
    }

    /** {@code USING …} with what is given, each bound. */
    static void using(WriteOptions options, Draft draft) {
        String separator = " USING ";
        if (options.ttl().isPresent()) {
            draft.text(separator + "TTL ").bind((int) options.ttl().get().toSeconds());
            separator = " AND ";
        }
        if (options.timestamp().isPresent()) {
            draft.text(separator + "TIMESTAMP ")
                    .bind(Mutations.micros(options.timestamp().get()));
            separator = " AND ";
        }
        if (options.run().serverTimeout().isPresent()) {
            draft.text(separator + "TIMEOUT ")
                    .bind(Mutations.duration(options.run().serverTimeout().get()));
        }
    }

    /**
     * Which rows a write may mean.
     *
     * @param partition whether static columns alone are written, which the partition key tells
     * @param ranges whether it may mean ranges of a partition
     * @param single whether it must mean a single row
     */
    private record Scope(boolean partition, boolean ranges, boolean single) {}

    private static void where(
            EntityPlan<?> plan, Optional<Key> key, List<? extends Filter<?>> filters, Draft draft, Scope scope) {
        if (key.isPresent()) {
            @Nullable
            Object[] values = scope.partition()
                    ? Mutations.partitionValues(plan, key.get())
                    : Mutations.keyValues(plan, key.get());
            Mutations.whereKey(plan, values, draft);
            return;
        }
        checkRows(plan, filters, scope);
        new WhereClause(new Operands(plan), draft).write(filters);
    }

    private static void checkRows(EntityPlan<?> plan, List<? extends Filter<?>> filters, Scope scope) {
        Restrictions restrictions = new Restrictions(plan.model(), "write to", filters);
        if (!restrictions.tokens().isEmpty() || !restrictions.entries().isEmpty()) {
            throw restrictions.illegal("rows to write are told by the parts of their key alone");
        }
        for (EntityColumn column : plan.model().columns()) {
            if (!column.role().isKey() && restrictions.touches(column)) {
                throw restrictions.illegal("component '" + column.component() + "' is no part of the key, which tells"
                        + " the rows to write; make it a condition by onlyIf(…)");
            }
        }
        for (EntityColumn column : plan.model().partitionKey()) {
            requireValue(restrictions, column, scope.single());
        }
        boolean open = false;
        for (EntityColumn column : plan.model().clusteringKey()) {
            if (scope.partition()) {
                if (restrictions.touches(column)) {
                    throw restrictions.illegal("component '" + column.component() + "' is restricted, but only static"
                            + " columns are written, which the partition key tells; leave it out");
                }
                continue;
            }
            boolean byValue = restrictions.isByValue(column);
            if (!scope.ranges()) {
                requireValue(restrictions, column, scope.single());
            } else if (open
                    && restrictions.touches(column)
                    && restrictions.tuples().isEmpty()) {
                throw restrictions.illegal("component '" + column.component()
                        + "' is restricted, but one that sorts before it is open; give those a single value");
            }
            open |= !byValue;
        }
    }

    private static void requireValue(Restrictions restrictions, EntityColumn column, boolean single) {
        boolean legal = single
                ? restrictions.of(column).stream().anyMatch(comparison -> comparison.operator() == Operator.EQ)
                : restrictions.isByValue(column)
                        || restrictions.tuples().stream()
                                .anyMatch(tuple -> tuple.components().contains(column.component())
                                        && !tuple.operator().isRange());
        if (!legal) {
            throw restrictions.illegal("component '" + column.component() + "' of the key has no "
                    + (single ? "single value, which a conditional write needs; use eq" : "value; use eq or in"));
        }
    }

    private static DocumentsException illegal(EntityPlan<?> plan, String why) {
        return new DocumentsException(
                DocumentsError.INVALID_QUERY, "write to " + plan.model().type().getName() + ": " + why);
    }
}
