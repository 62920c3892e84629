package io.penstock.documents.internal.schema;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.schema.KeyspaceSettings;
import io.penstock.documents.schema.OptionValue;
import io.penstock.documents.schema.PlanOptions;
import io.penstock.documents.schema.SchemaDescription;
import io.penstock.documents.schema.SchemaDifference;
import io.penstock.documents.schema.SchemaDifference.ByHand;
import io.penstock.documents.schema.SchemaDifference.ByPlan;
import io.penstock.documents.schema.SchemaDifference.Kind;
import io.penstock.documents.schema.SchemaDifference.NotNeeded;
import io.penstock.documents.schema.SchemaPlan;
import io.penstock.documents.schema.TableDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a keyspace differs from what classes need, and the plan that mends it. Confined to one call. */
public final class SchemaComparison {
    /*
     * What is needed is held against what is there, part by part: keyspace, types, tables, indexes, views. Each difference
     * is found once and carries its remedy: the statements that mend it, advice when CQL has no statement for it, or
     * nothing when the database merely has more. A plan is these statements in an order that always works, so it cannot
     * tell another story than the comparison.
     *
     * What the classes do not name is not compared: an option that only the database has, an entry that it adds to a map,
     * another column. That way a plan that was run leaves nothing to plan, whatever the server fills in by itself.
     */

    private final SchemaDescription wanted;
    private final LiveKeyspace live;
    private final PlanOptions options;
    private final List<SchemaDifference> found = new ArrayList<>();

    private SchemaComparison(SchemaDescription wanted, LiveKeyspace live, PlanOptions options) {
        this.wanted = wanted;
        this.live = live;
        this.options = options;
    }

    /** The plan that makes a live keyspace fit. */
    public static SchemaPlan plan(SchemaDescription wanted, LiveKeyspace live, PlanOptions options) {
        List<SchemaDifference> differences = new SchemaComparison(wanted, live, options).differences();
        List<SchemaPlan.Step> steps = differences.stream()
                .flatMap(difference -> difference.remedy() instanceof ByPlan plan ? plan.steps().stream() : Stream.of())
                .sorted(Comparator.comparingInt(step -> phase(step.action())))
                .toList();
        return new SchemaPlan(wanted, options, steps, differences);
    }

    /** Steps of a phase stay in the order in which they were found; types are found before those that use them. */
    private static int phase(SchemaPlan.Action action) {
        return switch (action) {
            case CREATE_KEYSPACE, ALTER_KEYSPACE -> 0;
            case DROP_VIEW -> 1;
            case DROP_INDEX -> 2;
            case CREATE_TYPE, ADD_FIELD -> 3;
            case CREATE_TABLE, ADD_COLUMN, ALTER_TABLE -> 4;
            case CREATE_INDEX -> 5;
            case CREATE_VIEW, ALTER_VIEW -> 6;
            case DROP_TABLE, TRUNCATE_TABLE, DROP_TYPE, DROP_KEYSPACE -> 7;
        };
    }

    private List<SchemaDifference> differences() {
        keyspace();
        wanted.types().forEach(this::type);
        for (TableDescription table : wanted.tables()) {
            Optional<TableDescription> existing = live.schema().table(table.name());
            if (existing.isPresent()) {
                TableComparison.compare(table, existing.get(), live, found);
                found.addAll(OptionComparison.compare(
                        "table '" + table.name() + "'",
                        table.options(),
                        existing.get().options(),
                        changed -> SchemaSteps.alterTable(table, changed)));
                new IndexComparison(table, existing.get(), options, found).compare();
            } else {
                tableMissing(table);
            }
        }
        new ViewComparison(wanted, live.schema(), options, found).compare();
        return found;
    }

    private void keyspace() {
        String name = wanted.keyspace();
        Optional<KeyspaceSettings> settings = wanted.settings();
        if (live.schema().settings().isEmpty()) {
            found.add(new SchemaDifference(
                    Kind.KEYSPACE_MISSING,
                    "keyspace '" + name + "'",
                    "it does not exist",
                    settings.isPresent()
                            ? new ByPlan(List.of(SchemaSteps.createKeyspace(name, settings.get())))
                            : new ByHand("make it with createKeyspace, or name its settings in PlanOptions")));
            return;
        }
        if (settings.isEmpty()) {
            return;
        }
        KeyspaceSettings now = live.schema().settings().get();
        Map<String, String> replication = settings.get().replication();
        if (!new OptionValue.Entries(replication).isShownAs(new OptionValue.Entries(now.replication()))
                || now.replication().size() != replication.size()) {
            found.add(new SchemaDifference(
                    Kind.REPLICATION,
                    "keyspace '" + name + "'",
                    "replication is " + new OptionValue.Entries(now.replication()).cql() + ", expected "
                            + new OptionValue.Entries(replication).cql()
                            + "; rows move to their new replicas only with a repair",
                    new ByPlan(List.of(SchemaSteps.alterReplication(name, replication)))));
        }
        if (now.durableWrites() != settings.get().durableWrites()) {
            found.add(new SchemaDifference(
                    Kind.DURABLE_WRITES,
                    "keyspace '" + name + "'",
                    "durable_writes is " + now.durableWrites() + ", expected "
                            + settings.get().durableWrites(),
                    new ByPlan(List.of(
                            SchemaSteps.alterDurableWrites(name, settings.get().durableWrites())))));
        }
    }

    private void type(CqlType.UserType type) {
        Optional<CqlType.UserType> existing = live.schema().type(type.name());
        if (existing.isEmpty()) {
            found.add(new SchemaDifference(
                    Kind.TYPE_MISSING,
                    "keyspace '" + wanted.keyspace() + "'",
                    "type '" + type.name() + "' does not exist",
                    new ByPlan(List.of(SchemaSteps.createType(wanted.keyspace(), type)))));
            return;
        }
        String within = "type '" + type.name() + "'";
        for (CqlColumn field : type.fields()) {
            Optional<CqlColumn> same = field(existing.get(), field.name());
            if (same.isEmpty()) {
                found.add(new SchemaDifference(
                        Kind.FIELD_MISSING,
                        within,
                        "field '" + field.name() + "' does not exist; the class expects it with type "
                                + field.type().cql(),
                        addField(type, field)));
            } else if (!TypeShapes.text(field.type())
                    .equals(TypeShapes.text(same.get().type()))) {
                found.add(new SchemaDifference(
                        Kind.FIELD_TYPE,
                        within,
                        "field '" + field.name() + "' has type "
                                + same.get().type().cql() + ", the class expects "
                                + field.type().cql(),
                        new ByHand("a field keeps its type; give the component the type of the database, or add a field"
                                + " with another name")));
            }
        }
        for (CqlColumn field : existing.get().fields()) {
            if (field(type, field.name()).isEmpty()) {
                found.add(new SchemaDifference(
                        Kind.FIELD_UNKNOWN,
                        within,
                        "field '" + field.name() + "' of type " + field.type().cql() + " has no component",
                        new NotNeeded()));
            }
        }
    }

    private SchemaDifference.Remedy addField(CqlType.UserType type, CqlColumn field) {
        String users = live.schema().tables().stream()
                .filter(table -> table.columns().stream()
                        .anyMatch(column -> column.role() instanceof EntityColumn.Partition
                                && TypeShapes.uses(column.type(), type.name())))
                .map(table -> "'" + table.name() + "'")
                .collect(Collectors.joining(", "));
        return users.isEmpty()
                ? new ByPlan(List.of(SchemaSteps.addField(wanted.keyspace(), type.name(), field)))
                : new ByHand("the type is part of the partition key of table " + users + ", so that no field can be"
                        + " added; make another type");
    }

    private static Optional<CqlColumn> field(CqlType.UserType type, String name) {
        return type.fields().stream().filter(field -> field.name().equals(name)).findFirst();
    }

    private void tableMissing(TableDescription table) {
        Optional<?> view = live.schema().view(table.name());
        found.add(new SchemaDifference(
                Kind.TABLE_MISSING,
                "keyspace '" + wanted.keyspace() + "'",
                "table '" + table.name() + "' does not exist" + (view.isPresent() ? "; it is a view" : ""),
                view.isPresent()
                        ? new ByHand("give the table another name, or drop the view")
                        : new ByPlan(List.of(SchemaSteps.createTable(table)))));
        if (view.isEmpty()) {
            table.indexes().forEach(index -> found.add(IndexComparison.missing(table, index)));
        }
    }
}
