package io.penstock.documents;

import java.util.List;
import java.util.stream.Collectors;

/** What would be made in the database, in order. What is printed is exactly what is run. Immutable. */
public record SchemaPlan(List<Step> steps) {
    public SchemaPlan {
        steps = List.copyOf(steps);
    }

    /** The statements as a script. */
    public String cql() {
        return steps.stream().map(step -> step.cql() + ";\n").collect(Collectors.joining());
    }

    /** One statement. Each says {@code IF NOT EXISTS}, so that running a plan twice changes nothing. */
    public sealed interface Step {
        String cql();
    }

    /** Makes a keyspace. */
    public record CreateKeyspace(String keyspace, String cql) implements Step {}

    /** Makes a user-defined type. */
    public record CreateType(String type, String cql) implements Step {}

    /** Makes a table. */
    public record CreateTable(String table, String cql) implements Step {}
}
