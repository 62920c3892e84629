package io.penstock.documents;

import io.penstock.documents.schema.KeyspaceSettings;
import io.penstock.documents.schema.PlanOptions;
import io.penstock.documents.schema.SchemaDescription;
import io.penstock.documents.schema.SchemaDifference;
import io.penstock.documents.schema.SchemaPlan;
import io.penstock.documents.schema.TableDescription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The keyspace's types, tables, indexes and views, without waiting. Thread-safe.
 *
 * <p>{@link #plan} reads the schema, compares it with entity classes and writes nothing; {@link #apply} runs exactly
 * what the plan says. Every change waits until all nodes agree on the schema, and fails with
 * {@link DocumentsError#SCHEMA_DISAGREEMENT} when they do not within {@link DocumentsSettings#schemaTimeout}.
 *
 * <p>Two programs may apply at once: what the other has done meanwhile is not done again. Before Cassandra 6 the
 * database itself does not keep two coordinators from making the same table at the same moment; apply from one place
 * where many programs start together.
 */
public interface AsyncSchema {
    /** What the database lacks for these classes, with {@link PlanOptions#DEFAULT}. */
    default CompletableFuture<SchemaPlan> plan(List<Class<?>> entities) {
        return plan(entities, PlanOptions.DEFAULT);
    }

    /**
     * What the database lacks for these classes, and what of it cannot be mended. Reads only.
     *
     * <p>Fails with {@link DocumentsError#INVALID_ENTITY} when a class breaks a rule or two classes contradict each
     * other.
     */
    CompletableFuture<SchemaPlan> plan(List<Class<?>> entities, PlanOptions options);

    /**
     * Runs a plan, step by step.
     *
     * <p>Fails with {@link DocumentsError#SCHEMA_MISMATCH} when the plan has drift, and with
     * {@link DocumentsError#STALE_PLAN} when the schema changed since so that other steps are needed; then nothing was
     * run. Cancelling it begins no further step.
     */
    CompletableFuture<Void> apply(SchemaPlan plan);

    /** Plans and applies. */
    default CompletableFuture<Void> sync(List<Class<?>> entities) {
        return sync(entities, PlanOptions.DEFAULT);
    }

    /** Plans and applies, with what else the plan may do. */
    CompletableFuture<Void> sync(List<Class<?>> entities, PlanOptions options);

    /** Makes the session's keyspace if it does not exist. An existing one stays as it is. */
    default CompletableFuture<Void> createKeyspace(Replication replication) {
        return createKeyspace(KeyspaceSettings.of(replication));
    }

    /** Makes the session's keyspace if it does not exist. An existing one stays as it is. */
    CompletableFuture<Void> createKeyspace(KeyspaceSettings settings);

    /**
     * Makes the types, tables, indexes and views of entity classes that do not exist yet, and alters nothing.
     *
     * <p>Fails with {@link DocumentsError#SCHEMA_MISMATCH} when a table exists that does not fit its class; the message
     * names each column and both types. Then nothing was made.
     */
    CompletableFuture<Void> create(List<Class<?>> entities);

    /** How the database differs from what a class needs; empty when it fits. More columns than the class's are fine. */
    CompletableFuture<List<SchemaDifference>> check(Class<?> entity);

    /** The whole keyspace, as the database has it now. */
    CompletableFuture<SchemaDescription> describe();

    /** A table of the keyspace, as the database has it now. */
    CompletableFuture<Optional<TableDescription>> table(String name);

    /** Drops the table of a class with all of its rows, if it exists. Its views must be dropped before. */
    CompletableFuture<Void> dropTable(Class<?> entity);

    /** Drops a table with all of its rows, if it exists. Its views must be dropped before. */
    CompletableFuture<Void> dropTable(String name);

    /** Drops a materialized view, if it exists. */
    CompletableFuture<Void> dropView(String name);

    /** Drops an index, if it exists. */
    CompletableFuture<Void> dropIndex(String name);

    /** Drops a user-defined type, if it exists. No table may use it. */
    CompletableFuture<Void> dropType(String name);

    /** Drops the session's keyspace with all of its tables, if it exists. */
    CompletableFuture<Void> dropKeyspace();

    /** Erases all rows of a class's table, and of its views. All nodes must be up. */
    CompletableFuture<Void> truncate(Class<?> entity);
}
