package io.penstock.documents;

import io.penstock.documents.schema.KeyspaceSettings;
import io.penstock.documents.schema.PlanOptions;
import io.penstock.documents.schema.SchemaDescription;
import io.penstock.documents.schema.SchemaDifference;
import io.penstock.documents.schema.SchemaPlan;
import io.penstock.documents.schema.TableDescription;
import java.util.List;
import java.util.Optional;

/** The keyspace's types, tables, indexes and views, for callers that wait. See {@link AsyncSchema}. Thread-safe. */
public interface Schema {
    /** The same without waiting. */
    AsyncSchema async();

    /** What the database lacks for these classes. Reads only. See {@link AsyncSchema#plan}. */
    SchemaPlan plan(Class<?>... entities);

    /** The same, with what else the plan may do. */
    SchemaPlan plan(PlanOptions options, Class<?>... entities);

    /**
     * Runs a plan, step by step.
     *
     * @throws DocumentsException {@link DocumentsError#SCHEMA_MISMATCH} when the plan has drift,
     *     {@link DocumentsError#STALE_PLAN} when the schema changed since so that other steps are needed
     */
    void apply(SchemaPlan plan);

    /** Plans and applies. */
    void sync(Class<?>... entities);

    /** Plans and applies, with what else the plan may do. */
    void sync(PlanOptions options, Class<?>... entities);

    /** Makes the session's keyspace if it does not exist. An existing one stays as it is. */
    void createKeyspace(Replication replication);

    /** Makes the session's keyspace if it does not exist. An existing one stays as it is. */
    void createKeyspace(KeyspaceSettings settings);

    /**
     * Makes the types, tables, indexes and views of entity classes that do not exist yet, and alters nothing.
     *
     * @throws DocumentsException {@link DocumentsError#SCHEMA_MISMATCH} when a table exists that does not fit its
     *     class; the message names each column and both types
     */
    void create(Class<?>... entities);

    /** How the database differs from what a class needs; empty when it fits. More columns than the class's are fine. */
    List<SchemaDifference> check(Class<?> entity);

    /** The whole keyspace, as the database has it now. */
    SchemaDescription describe();

    /** A table of the keyspace, as the database has it now. */
    Optional<TableDescription> table(String name);

    /** Drops the table of a class with all of its rows, if it exists. Its views must be dropped before. */
    void dropTable(Class<?> entity);

    /** Drops a table with all of its rows, if it exists. Its views must be dropped before. */
    void dropTable(String name);

    /** Drops a materialized view, if it exists. */
    void dropView(String name);

    /** Drops an index, if it exists. */
    void dropIndex(String name);

    /** Drops a user-defined type, if it exists. No table may use it. */
    void dropType(String name);

    /** Drops the session's keyspace with all of its tables, if it exists. */
    void dropKeyspace();

    /** Erases all rows of a class's table, and of its views. All nodes must be up. */
    void truncate(Class<?> entity);
}
