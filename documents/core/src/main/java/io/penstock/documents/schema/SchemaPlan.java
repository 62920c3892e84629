package io.penstock.documents.schema;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is to be done so that the database fits the record classes, in order, and what cannot be done. What is printed
 * is exactly what is run. Made by {@code plan} of a schema. Immutable.
 *
 * @param wanted what the classes need
 * @param options what the plan may do
 * @param steps the statements, in order
 * @param differences all that the steps mend, that they cannot mend, and that needs no mending
 */
public record SchemaPlan(
        SchemaDescription wanted, PlanOptions options, List<Step> steps, List<SchemaDifference> differences) {
    public SchemaPlan {
        steps = List.copyOf(steps);
        differences = List.copyOf(differences);
    }

    /** What a step does. */
    public enum Action {
        CREATE_KEYSPACE,
        ALTER_KEYSPACE,
        DROP_KEYSPACE,
        CREATE_TYPE,
        ADD_FIELD,
        DROP_TYPE,
        CREATE_TABLE,
        ADD_COLUMN,
        ALTER_TABLE,
        TRUNCATE_TABLE,
        DROP_TABLE,
        CREATE_INDEX,
        DROP_INDEX,
        CREATE_VIEW,
        ALTER_VIEW,
        DROP_VIEW
    }

    /**
     * One statement.
     *
     * @param action what it does
     * @param name the keyspace, type, table, index or view that it is about; for a field or column with that behind a
     *     dot
     * @param cql the statement
     */
    public record Step(Action action, String name, String cql) {}

    /** Whether there is nothing to do and nothing that stands against it. */
    public boolean isEmpty() {
        return steps.isEmpty() && drift().isEmpty();
    }

    /** What statements cannot mend, or may not without permission. A plan with any of it is refused. */
    public List<SchemaDifference> drift() {
        return differences.stream()
                .filter(difference -> difference.remedy() instanceof SchemaDifference.ByHand)
                .toList();
    }

    /** What the database has beyond what the classes name. It stays. */
    public List<SchemaDifference> extras() {
        return differences.stream()
                .filter(difference -> difference.remedy() instanceof SchemaDifference.NotNeeded)
                .toList();
    }

    /** The statements as a script. */
    public String cql() {
        return steps.stream().map(step -> step.cql() + ";\n").collect(Collectors.joining());
    }

    /** The plan for people: the statements, then one line for each thing that they do not mend. */
    public String report() {
        StringBuilder report = new StringBuilder(cql());
        for (SchemaDifference difference : differences) {
            switch (difference.remedy()) {
                case SchemaDifference.ByPlan ignored -> {}
                case SchemaDifference.ByHand hand ->
                    report.append("-- cannot be mended: ")
                            .append(difference.sentence())
                            .append(": ")
                            .append(hand.advice())
                            .append('\n');
                case SchemaDifference.NotNeeded ignored ->
                    report.append("-- stays: ").append(difference.sentence()).append('\n');
            }
        }
        return report.toString();
    }
}
