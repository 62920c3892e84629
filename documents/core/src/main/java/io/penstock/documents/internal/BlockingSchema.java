package io.penstock.documents.internal;

import io.penstock.Blocking;
import io.penstock.documents.AsyncSchema;
import io.penstock.documents.Replication;
import io.penstock.documents.Schema;
import io.penstock.documents.SchemaPlan;
import io.penstock.documents.TableDescription;
import io.penstock.documents.TableDifference;
import java.util.List;
import java.util.Optional;

/** The schema for callers that wait: nothing but waiting. Thread-safe. */
record BlockingSchema(AsyncSchema async) implements Schema {
    @Override
    public SchemaPlan plan(Class<?>... entities) {
        return async.plan(List.of(entities));
    }

    @Override
    public void apply(SchemaPlan plan) {
        Blocking.await(async.apply(plan));
    }

    @Override
    public void createKeyspace(Replication replication) {
        Blocking.await(async.apply(async.keyspacePlan(replication)));
    }

    @Override
    public void create(Class<?>... entities) {
        Blocking.await(async.create(List.of(entities)));
    }

    @Override
    public List<TableDifference> check(Class<?> entity) {
        return Blocking.await(async.check(entity));
    }

    @Override
    public Optional<TableDescription> table(String name) {
        return Blocking.await(async.table(name));
    }
}
