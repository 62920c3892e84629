package io.penstock.documents;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The keyspace's types and tables, without waiting. Thread-safe. */
public interface AsyncSchema {
    /** What {@link #create} would run. Reads nothing. */
    SchemaPlan plan(List<Class<?>> entities);

    /** The same for the keyspace itself. Reads nothing. */
    SchemaPlan keyspacePlan(Replication replication);

    /** Runs a plan, step by step, and waits until the nodes agree on the schema. */
    CompletableFuture<Void> apply(SchemaPlan plan);

    /**
     * Makes the tables and types of record classes that do not exist yet, then checks all of them.
     *
     * <p>Fails with {@link DocumentsError#SCHEMA_MISMATCH} when a table exists that does not fit its class; the message
     * names each column and both types.
     */
    CompletableFuture<Void> create(List<Class<?>> entities);

    /** How the table of a record class differs from it; empty when it fits. More columns than the record's are fine. */
    CompletableFuture<List<TableDifference>> check(Class<?> entity);

    /** A table of the keyspace, as the database has it now. */
    CompletableFuture<Optional<TableDescription>> table(String name);
}
