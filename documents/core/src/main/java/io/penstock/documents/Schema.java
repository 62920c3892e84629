package io.penstock.documents;

import java.util.List;
import java.util.Optional;

/** The keyspace's types and tables, for callers that wait. Thread-safe. */
public interface Schema {
    /** The same without waiting. */
    AsyncSchema async();

    /** What {@link #create} would run. Reads nothing. */
    SchemaPlan plan(Class<?>... entities);

    /** Runs a plan, step by step, and waits until the nodes agree on the schema. */
    void apply(SchemaPlan plan);

    /** Makes the session's keyspace if it does not exist. An existing one stays as it is. */
    void createKeyspace(Replication replication);

    /**
     * Makes the tables and types of record classes that do not exist yet, then checks all of them.
     *
     * @throws DocumentsException {@link DocumentsError#SCHEMA_MISMATCH} when a table exists that does not fit its
     *     class; the message names each column and both types
     */
    void create(Class<?>... entities);

    /** How the table of a record class differs from it; empty when it fits. More columns than the record's are fine. */
    List<TableDifference> check(Class<?> entity);

    /** A table of the keyspace, as the database has it now. */
    Optional<TableDescription> table(String name);
}
