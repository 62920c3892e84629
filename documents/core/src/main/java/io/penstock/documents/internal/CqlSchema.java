package io.penstock.documents.internal;

import io.penstock.documents.AsyncSchema;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import io.penstock.documents.EntityModel;
import io.penstock.documents.internal.schema.SchemaComparison;
import io.penstock.documents.internal.schema.SchemaSteps;
import io.penstock.documents.internal.schema.WantedSchema;
import io.penstock.documents.schema.KeyspaceSettings;
import io.penstock.documents.schema.PlanOptions;
import io.penstock.documents.schema.SchemaDescription;
import io.penstock.documents.schema.SchemaDifference;
import io.penstock.documents.schema.SchemaPlan;
import io.penstock.documents.schema.SchemaPlan.Step;
import io.penstock.documents.schema.TableDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Types, tables, indexes and views of one keyspace. Thread-safe. */
final class CqlSchema implements AsyncSchema {
    private final SchemaRun run;
    private final LiveSchema live;
    private final String keyspace;

    CqlSchema(Requests requests, String keyspace) {
        this.keyspace = keyspace;
        this.live = new LiveSchema(requests);
        this.run = new SchemaRun(requests, live);
    }

    @Override
    public CompletableFuture<SchemaPlan> plan(List<Class<?>> entities, PlanOptions options) {
        SchemaDescription wanted;
        try {
            wanted = WantedSchema.of(keyspace, models(entities), options);
        } catch (DocumentsException invalid) {
            return CompletableFuture.failedFuture(invalid);
        }
        return Call.map(live.keyspace(keyspace), now -> SchemaComparison.plan(wanted, now, options));
    }

    private static List<EntityModel<?>> models(List<Class<?>> entities) {
        List<EntityModel<?>> models = new ArrayList<>();
        entities.forEach(entity -> models.add(EntityModel.of(entity)));
        return models;
    }

    @Override
    public CompletableFuture<Void> apply(SchemaPlan plan) {
        return run.apply(plan);
    }

    @Override
    public CompletableFuture<Void> sync(List<Class<?>> entities, PlanOptions options) {
        return Call.then(plan(entities, options), this::apply);
    }

    @Override
    public CompletableFuture<Void> createKeyspace(KeyspaceSettings settings) {
        return run.alone(keyspace, SchemaSteps.createKeyspace(keyspace, settings));
    }

    @Override
    public CompletableFuture<Void> create(List<Class<?>> entities) {
        return Call.then(plan(entities), plan -> {
            List<SchemaDifference> misfits = plan.differences().stream()
                    .filter(difference -> difference.matters() && !isCreation(difference))
                    .toList();
            return misfits.isEmpty()
                    ? apply(plan)
                    : CompletableFuture.failedFuture(new DocumentsException(
                            DocumentsError.SCHEMA_MISMATCH,
                            "keyspace '" + keyspace + "' exists, but does not fit "
                                    + entities.stream().map(Class::getName).collect(Collectors.joining(", ")) + ": "
                                    + misfits.stream()
                                            .map(SchemaDifference::sentence)
                                            .collect(Collectors.joining("; "))));
        });
    }

    private static boolean isCreation(SchemaDifference difference) {
        return difference.remedy() instanceof SchemaDifference.ByPlan plan
                && plan.steps().stream().allMatch(step -> switch (step.action()) {
                    case CREATE_KEYSPACE, CREATE_TYPE, CREATE_TABLE, CREATE_INDEX, CREATE_VIEW -> true;
                    default -> false;
                });
    }

    @Override
    public CompletableFuture<List<SchemaDifference>> check(Class<?> entity) {
        return Call.map(
                plan(List.of(entity)),
                plan -> plan.differences().stream()
                        .filter(SchemaDifference::matters)
                        .toList());
    }

    @Override
    public CompletableFuture<SchemaDescription> describe() {
        return Call.map(live.keyspace(keyspace), now -> now.schema());
    }

    @Override
    public CompletableFuture<Optional<TableDescription>> table(String name) {
        return Call.map(describe(), schema -> schema.table(name));
    }

    /** A table's columns only, for writers of rows. */
    CompletableFuture<Optional<TableDescription>> columns(String table) {
        return live.columns(keyspace, table);
    }

    @Override
    public CompletableFuture<Void> dropTable(Class<?> entity) {
        return Call.start(() -> dropTable(EntityModel.of(entity).table()));
    }

    @Override
    public CompletableFuture<Void> dropTable(String name) {
        return alone(SchemaSteps.dropTable(keyspace, name));
    }

    @Override
    public CompletableFuture<Void> dropView(String name) {
        return alone(SchemaSteps.dropView(keyspace, name));
    }

    @Override
    public CompletableFuture<Void> dropIndex(String name) {
        return alone(SchemaSteps.dropIndex(keyspace, name));
    }

    @Override
    public CompletableFuture<Void> dropType(String name) {
        return alone(SchemaSteps.dropType(keyspace, name));
    }

    @Override
    public CompletableFuture<Void> dropKeyspace() {
        return alone(SchemaSteps.dropKeyspace(keyspace));
    }

    @Override
    public CompletableFuture<Void> truncate(Class<?> entity) {
        return Call.start(() ->
                alone(SchemaSteps.truncate(keyspace, EntityModel.of(entity).table())));
    }

    private CompletableFuture<Void> alone(Step step) {
        return run.alone(keyspace, step);
    }
}
