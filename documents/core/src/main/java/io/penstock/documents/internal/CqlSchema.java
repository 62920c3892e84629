package io.penstock.documents.internal;

import io.penstock.documents.AsyncSchema;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityModel;
import io.penstock.documents.Replication;
import io.penstock.documents.SchemaPlan;
import io.penstock.documents.TableDescription;
import io.penstock.documents.TableDifference;
import io.penstock.documents.driver.CqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Types and tables of one keyspace. Thread-safe. */
final class CqlSchema implements AsyncSchema {
    private final Requests requests;
    private final String keyspace;
    private final LiveSchema live;
    private final Suggestions suggestions;

    CqlSchema(Requests requests, String keyspace) {
        this.requests = requests;
        this.keyspace = keyspace;
        this.live = new LiveSchema(requests);
        this.suggestions = new Suggestions(requests);
    }

    @Override
    public SchemaPlan plan(List<Class<?>> entities) {
        List<EntityModel<?>> models = new ArrayList<>();
        entities.forEach(entity -> models.add(EntityModel.of(entity)));
        return SchemaPlans.tables(keyspace, models);
    }

    @Override
    public SchemaPlan keyspacePlan(Replication replication) {
        return SchemaPlans.keyspace(keyspace, replication);
    }

    @Override
    public CompletableFuture<Void> apply(SchemaPlan plan) {
        return Call.then(steps(plan.steps(), 0), ignored -> requests.schemaAgreement());
    }

    private CompletableFuture<Void> steps(List<SchemaPlan.Step> steps, int next) {
        if (next == steps.size()) {
            return CompletableFuture.completedFuture(null);
        }
        SchemaPlan.Step step = steps.get(next);
        Target target = new Target(keyspace, step instanceof SchemaPlan.CreateTable table ? table.table() : "");
        return Call.then(
                suggestions.on(target, requests.execute(CqlStatement.of(requests.forSchema(), step.cql()))),
                ignored -> steps(steps, next + 1));
    }

    @Override
    public CompletableFuture<Void> create(List<Class<?>> entities) {
        return Call.then(apply(plan(entities)), ignored -> checkAll(entities, 0));
    }

    private CompletableFuture<Void> checkAll(List<Class<?>> entities, int next) {
        if (next == entities.size()) {
            return CompletableFuture.completedFuture(null);
        }
        Class<?> entity = entities.get(next);
        return Call.then(check(entity), differences -> {
            if (!differences.isEmpty()) {
                throw new DocumentsException(
                        DocumentsError.SCHEMA_MISMATCH,
                        "table '" + EntityModel.of(entity).table() + "' of keyspace '" + keyspace
                                + "' exists, but does not fit " + entity.getName() + ": "
                                + differences.stream()
                                        .map(TableDifference::message)
                                        .collect(Collectors.joining("; ")));
            }
            return checkAll(entities, next + 1);
        });
    }

    @Override
    public CompletableFuture<List<TableDifference>> check(Class<?> entity) {
        EntityModel<?> model = EntityModel.of(entity);
        return Call.map(
                table(model.table()),
                found -> found.isPresent()
                        ? SchemaPlans.differences(model, found.get())
                        : List.of(new TableDifference.TableMissing(model.table())));
    }

    @Override
    public CompletableFuture<Optional<TableDescription>> table(String name) {
        return live.table(keyspace, name);
    }
}
