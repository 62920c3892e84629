package io.penstock.documents.internal;

import io.penstock.Blocking;
import io.penstock.documents.AsyncSchema;
import io.penstock.documents.Replication;
import io.penstock.documents.Schema;
import io.penstock.documents.schema.KeyspaceSettings;
import io.penstock.documents.schema.PlanOptions;
import io.penstock.documents.schema.SchemaDescription;
import io.penstock.documents.schema.SchemaDifference;
import io.penstock.documents.schema.SchemaPlan;
import io.penstock.documents.schema.TableDescription;
import java.util.List;
import java.util.Optional;

/** The schema for callers that wait: nothing but waiting. Thread-safe. */
record BlockingSchema(AsyncSchema async) implements Schema {
    @Override
    public SchemaPlan plan(Class<?>... entities) {
        return Blocking.await(async.plan(List.of(entities)));
    }

    @Override
    public SchemaPlan plan(PlanOptions options, Class<?>... entities) {
        return Blocking.await(async.plan(List.of(entities), options));
    }

    @Override
    public void apply(SchemaPlan plan) {
        Blocking.await(async.apply(plan));
    }

    @Override
    public void sync(Class<?>... entities) {
        Blocking.await(async.sync(List.of(entities)));
    }

    @Override
    public void sync(PlanOptions options, Class<?>... entities) {
        Blocking.await(async.sync(List.of(entities), options));
    }

    @Override
    public void createKeyspace(Replication replication) {
        Blocking.await(async.createKeyspace(replication));
    }

    @Override
    public void createKeyspace(KeyspaceSettings settings) {
        Blocking.await(async.createKeyspace(settings));
    }

    @Override
    public void create(Class<?>... entities) {
        Blocking.await(async.create(List.of(entities)));
    }

    @Override
    public List<SchemaDifference> check(Class<?> entity) {
        return Blocking.await(async.check(entity));
    }

    @Override
    public SchemaDescription describe() {
        return Blocking.await(async.describe());
    }

    @Override
    public Optional<TableDescription> table(String name) {
        return Blocking.await(async.table(name));
    }

    @Override
    public void dropTable(Class<?> entity) {
        Blocking.await(async.dropTable(entity));
    }

    @Override
    public void dropTable(String name) {
        Blocking.await(async.dropTable(name));
    }

    @Override
    public void dropView(String name) {
        Blocking.await(async.dropView(name));
    }

    @Override
    public void dropIndex(String name) {
        Blocking.await(async.dropIndex(name));
    }

    @Override
    public void dropType(String name) {
        Blocking.await(async.dropType(name));
    }

    @Override
    public void dropKeyspace() {
        Blocking.await(async.dropKeyspace());
    }

    @Override
    public void truncate(Class<?> entity) {
        Blocking.await(async.truncate(entity));
    }
}
