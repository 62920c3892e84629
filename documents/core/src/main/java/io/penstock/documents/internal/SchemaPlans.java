package io.penstock.documents.internal;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityModel;
import io.penstock.documents.Replication;
import io.penstock.documents.SchemaPlan;
import io.penstock.documents.TableColumn;
import io.penstock.documents.TableDescription;
import io.penstock.documents.TableDifference;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Schema statements, and the comparison of a table with an entity. Pure functions. */
final class SchemaPlans {
    private SchemaPlans() {}

    static SchemaPlan keyspace(String keyspace, Replication replication) {
        return new SchemaPlan(List.of(new SchemaPlan.CreateKeyspace(
                keyspace,
                "CREATE KEYSPACE IF NOT EXISTS " + CqlNames.quoted(keyspace) + " WITH replication = "
                        + replication.cql())));
    }

    /** Types before the types and tables that use them; each once. */
    static SchemaPlan tables(String keyspace, List<EntityModel<?>> models) {
        Map<String, SchemaPlan.Step> types = new LinkedHashMap<>();
        List<SchemaPlan.Step> tables = new ArrayList<>();
        for (EntityModel<?> model : models) {
            model.columns().forEach(column -> collectTypes(keyspace, column.type(), types));
            tables.add(new SchemaPlan.CreateTable(model.table(), createTable(keyspace, model)));
        }
        List<SchemaPlan.Step> steps = new ArrayList<>(types.values());
        steps.addAll(tables);
        return new SchemaPlan(steps);
    }

    private static void collectTypes(String keyspace, CqlType type, Map<String, SchemaPlan.Step> into) {
        switch (type) {
            case CqlType.ListOf list -> collectTypes(keyspace, list.element(), into);
            case CqlType.SetOf set -> collectTypes(keyspace, set.element(), into);
            case CqlType.MapOf map -> {
                collectTypes(keyspace, map.key(), into);
                collectTypes(keyspace, map.value(), into);
            }
            case CqlType.UserType user -> {
                user.fields().forEach(field -> collectTypes(keyspace, field.type(), into));
                into.putIfAbsent(user.name(), new SchemaPlan.CreateType(user.name(), createType(keyspace, user)));
            }
            case CqlType.Scalar ignored -> {}
            case CqlType.Tuple ignored -> {}
            case CqlType.Vector ignored -> {}
            case CqlType.Other ignored -> {}
        }
    }

    private static String createType(String keyspace, CqlType.UserType type) {
        return type.fields().stream()
                .map(field -> CqlNames.quoted(field.name()) + ' ' + field.type().cql())
                .collect(Collectors.joining(
                        ", ", "CREATE TYPE IF NOT EXISTS " + CqlNames.quoted(keyspace, type.name()) + " (", ")"));
    }

    private static String createTable(String keyspace, EntityModel<?> model) {
        StringBuilder cql = new StringBuilder("CREATE TABLE IF NOT EXISTS ")
                .append(CqlNames.quoted(keyspace, model.table()))
                .append(" (");
        for (EntityColumn column : model.columns()) {
            cql.append(CqlNames.quoted(column.name()))
                    .append(' ')
                    .append(column.type().cql())
                    .append(", ");
        }
        cql.append("PRIMARY KEY ((").append(names(model.partitionKey())).append(')');
        if (!model.clusteringKey().isEmpty()) {
            cql.append(", ").append(names(model.clusteringKey()));
        }
        cql.append("))");
        List<String> options = new ArrayList<>();
        if (model.clusteringKey().stream().anyMatch(SchemaPlans::isDescending)) {
            options.add(model.clusteringKey().stream()
                    .map(column -> CqlNames.quoted(column.name()) + (isDescending(column) ? " DESC" : " ASC"))
                    .collect(Collectors.joining(", ", "CLUSTERING ORDER BY (", ")")));
        }
        if (model.defaultTtlSeconds() > 0) {
            options.add("default_time_to_live = " + model.defaultTtlSeconds());
        }
        if (!options.isEmpty()) {
            cql.append(" WITH ").append(String.join(" AND ", options));
        }
        return cql.toString();
    }

    private static boolean isDescending(EntityColumn column) {
        return column.role() instanceof EntityColumn.Clustering key && key.descending();
    }

    private static String names(List<EntityColumn> columns) {
        return columns.stream().map(column -> CqlNames.quoted(column.name())).collect(Collectors.joining(", "));
    }

    /** How a table differs from what a model needs. */
    static List<TableDifference> differences(EntityModel<?> model, TableDescription table) {
        List<TableDifference> differences = new ArrayList<>();
        for (EntityColumn column : model.columns()) {
            Optional<TableColumn> found = table.column(column.name());
            if (found.isEmpty()) {
                differences.add(new TableDifference.ColumnMissing(
                        column.name(), column.type().cql()));
                continue;
            }
            compare(column.name(), column.type(), found.get().type(), differences);
            if (!column.role().equals(found.get().role()) && !isSharedStatic(column, found.get())) {
                differences.add(new TableDifference.RoleDiffers(
                        column.name(),
                        column.role().toString(),
                        found.get().role().toString()));
            }
        }
        for (TableColumn key : table.primaryKey()) {
            if (model.column(key.name()).isEmpty()) {
                differences.add(new TableDifference.KeyColumnUnknown(
                        key.name(), key.role().toString()));
            }
        }
        return differences;
    }

    /** A record may read a static column as a plain one. */
    private static boolean isSharedStatic(EntityColumn column, TableColumn found) {
        return column.role() instanceof EntityColumn.Regular && found.role() instanceof EntityColumn.Static;
    }

    private static void compare(String path, CqlType expected, CqlType found, List<TableDifference> differences) {
        if (!expected.cql().equals(found.cql())) {
            differences.add(new TableDifference.TypeDiffers(path, expected.cql(), found.cql()));
            return;
        }
        switch (expected) {
            case CqlType.ListOf list
            when found instanceof CqlType.ListOf other -> compare(path, list.element(), other.element(), differences);
            case CqlType.SetOf set
            when found instanceof CqlType.SetOf other -> compare(path, set.element(), other.element(), differences);
            case CqlType.MapOf map
            when found instanceof CqlType.MapOf other -> {
                compare(path, map.key(), other.key(), differences);
                compare(path, map.value(), other.value(), differences);
            }
            case CqlType.UserType user
            when found instanceof CqlType.UserType other -> compareFields(path, user, other, differences);
            default -> {
                // Equal texts without parts are equal types.
            }
        }
    }

    private static void compareFields(
            String path, CqlType.UserType expected, CqlType.UserType found, List<TableDifference> differences) {
        for (CqlColumn field : expected.fields()) {
            String fieldPath = path + "." + field.name();
            Optional<CqlColumn> other = found.fields().stream()
                    .filter(candidate -> candidate.name().equals(field.name()))
                    .findFirst();
            if (other.isEmpty()) {
                differences.add(new TableDifference.ColumnMissing(
                        fieldPath, field.type().cql()));
            } else {
                compare(fieldPath, field.type(), other.get().type(), differences);
            }
        }
    }
}
