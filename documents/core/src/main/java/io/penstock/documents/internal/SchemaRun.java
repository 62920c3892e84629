package io.penstock.documents.internal;

import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.driver.CqlStatement;
import io.penstock.documents.internal.schema.LiveKeyspace;
import io.penstock.documents.internal.schema.SchemaComparison;
import io.penstock.documents.schema.SchemaDifference;
import io.penstock.documents.schema.SchemaPlan;
import io.penstock.documents.schema.SchemaPlan.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Runs schema statements. Thread-safe. */
final class SchemaRun {
    /*
     * A plan is run against the schema as it is then, which need not be the one it was made from.
     *
     * Before the first step the nodes must agree, and the schema is read and compared once more. If that asks for a step
     * that the plan does not have, the plan is stale and nothing is run: what was shown to a person is all that ever
     * happens. Steps that are not needed any more were done by another program and are left out.
     *
     * CQL has no ADD IF NOT EXISTS that all servers know, so two programs may still collide within a step. A step that
     * failed is therefore looked at again: once the nodes agree, if the comparison does not ask for it any more, another has
     * done it and the rest goes on; otherwise the failure stands. Each look-again takes a step out of the rest, so it ends.
     */

    private final Requests requests;
    private final LiveSchema live;
    private final Suggestions suggestions;

    SchemaRun(Requests requests, LiveSchema live) {
        this.requests = requests;
        this.live = live;
        this.suggestions = new Suggestions(requests);
    }

    /** One step that needs no plan. */
    CompletableFuture<Void> alone(String keyspace, Step step) {
        return Call.then(
                requests.schemaAgreement(),
                agreed -> Call.then(execute(keyspace, step), done -> requests.schemaAgreement()));
    }

    CompletableFuture<Void> apply(SchemaPlan plan) {
        if (!plan.drift().isEmpty()) {
            return CompletableFuture.failedFuture(drifted(plan));
        }
        return Call.then(again(plan), now -> {
            if (!now.drift().isEmpty()) {
                return CompletableFuture.failedFuture(stale(plan, drifted(now).getMessage()));
            }
            List<Step> others = new ArrayList<>(now.steps());
            others.removeAll(plan.steps());
            return others.isEmpty()
                    ? Call.then(rest(plan, now.steps()), done -> requests.schemaAgreement())
                    : CompletableFuture.failedFuture(
                            stale(plan, "it would take " + others.getFirst().cql()));
        });
    }

    /** The same plan, made from the schema as all nodes have it now. */
    private CompletableFuture<SchemaPlan> again(SchemaPlan plan) {
        return Call.then(
                requests.schemaAgreement(),
                agreed -> Call.map(
                        live.keyspace(plan.wanted().keyspace()),
                        (LiveKeyspace now) -> SchemaComparison.plan(plan.wanted(), now, plan.options())));
    }

    private CompletableFuture<Void> rest(SchemaPlan plan, List<Step> steps) {
        if (steps.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Step step = steps.getFirst();
        CompletableFuture<List<Step>> left = Call.recover(
                Call.map(execute(plan.wanted().keyspace(), step), done -> steps.subList(1, steps.size())),
                failure -> afterFailure(plan, steps, failure));
        return Call.then(left, remaining -> rest(plan, remaining));
    }

    private CompletableFuture<List<Step>> afterFailure(SchemaPlan plan, List<Step> steps, Throwable failure) {
        if (!(failure instanceof DocumentsException)) {
            return CompletableFuture.failedFuture(failure);
        }
        CompletableFuture<List<Step>> left = Call.then(again(plan), now -> {
            Set<Step> needed = new HashSet<>(now.steps());
            List<Step> remaining = steps.stream().filter(needed::contains).toList();
            return now.drift().isEmpty() && !needed.contains(steps.getFirst()) && remaining.size() == needed.size()
                    ? CompletableFuture.completedFuture(remaining)
                    : CompletableFuture.failedFuture(failure);
        });
        // The look itself may fail; the first failure says more.
        return Call.recover(left, second -> CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Void> execute(String keyspace, Step step) {
        String table = switch (step.action()) {
            case CREATE_TABLE, ALTER_TABLE, TRUNCATE_TABLE, DROP_TABLE -> step.name();
            default -> "";
        };
        return Call.done(suggestions.on(
                new Target(keyspace, table), requests.execute(CqlStatement.of(requests.forSchema(), step.cql()))));
    }

    private static DocumentsException drifted(SchemaPlan plan) {
        return new DocumentsException(
                DocumentsError.SCHEMA_MISMATCH,
                "keyspace '" + plan.wanted().keyspace()
                        + "' does not fit the classes, and the plan cannot mend it: "
                        + plan.drift().stream().map(SchemaRun::advised).collect(Collectors.joining("; ")));
    }

    private static String advised(SchemaDifference difference) {
        return difference.sentence()
                + (difference.remedy() instanceof SchemaDifference.ByHand hand ? " (" + hand.advice() + ")" : "");
    }

    private static DocumentsException stale(SchemaPlan plan, String why) {
        return new DocumentsException(
                DocumentsError.STALE_PLAN,
                "the schema of keyspace '" + plan.wanted().keyspace()
                        + "' changed after the plan was made, and nothing was run: " + why
                        + "; make the plan again");
    }
}
