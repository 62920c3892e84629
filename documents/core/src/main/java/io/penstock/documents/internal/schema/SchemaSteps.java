package io.penstock.documents.internal.schema;

import io.penstock.documents.EntityColumn;
import io.penstock.documents.driver.CqlColumn;
import io.penstock.documents.driver.CqlNames;
import io.penstock.documents.driver.CqlType;
import io.penstock.documents.schema.IndexDescription;
import io.penstock.documents.schema.KeyspaceSettings;
import io.penstock.documents.schema.OptionValue;
import io.penstock.documents.schema.SchemaPlan.Action;
import io.penstock.documents.schema.SchemaPlan.Step;
import io.penstock.documents.schema.TableColumn;
import io.penstock.documents.schema.TableDescription;
import io.penstock.documents.schema.ViewDescription;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text of every schema statement. Names are quoted, text is escaped, options are checked by the model. */
public final class SchemaSteps {
    private static final OptionValue ZERO = new OptionValue.Numeric(BigDecimal.ZERO);

    private SchemaSteps() {}

    public static Step createKeyspace(String keyspace, KeyspaceSettings settings) {
        StringBuilder cql = new StringBuilder("CREATE KEYSPACE IF NOT EXISTS ")
                .append(CqlNames.quoted(keyspace))
                .append(" WITH replication = ")
                .append(new OptionValue.Entries(settings.replication()).cql());
        if (!settings.durableWrites()) {
            cql.append(" AND durable_writes = false");
        }
        settings.tablets().ifPresent(tablets -> {
            cql.append(" AND tablets = {'enabled': ").append(tablets.enabled());
            tablets.initial().ifPresent(initial -> cql.append(", 'initial': ").append(initial));
            cql.append('}');
        });
        return new Step(Action.CREATE_KEYSPACE, keyspace, cql.toString());
    }

    static Step alterReplication(String keyspace, Map<String, String> replication) {
        return alterKeyspace(keyspace, "replication = " + new OptionValue.Entries(replication).cql());
    }

    static Step alterDurableWrites(String keyspace, boolean durable) {
        return alterKeyspace(keyspace, "durable_writes = " + durable);
    }

    private static Step alterKeyspace(String keyspace, String change) {
        return new Step(
                Action.ALTER_KEYSPACE, keyspace, "ALTER KEYSPACE " + CqlNames.quoted(keyspace) + " WITH " + change);
    }

    public static Step dropKeyspace(String keyspace) {
        return new Step(Action.DROP_KEYSPACE, keyspace, "DROP KEYSPACE IF EXISTS " + CqlNames.quoted(keyspace));
    }

    static Step createType(String keyspace, CqlType.UserType type) {
        return new Step(
                Action.CREATE_TYPE,
                type.name(),
                type.fields().stream()
                        .map(SchemaSteps::declared)
                        .collect(Collectors.joining(
                                ", ",
                                "CREATE TYPE IF NOT EXISTS " + CqlNames.quoted(keyspace, type.name()) + " (",
                                ")")));
    }

    static Step addField(String keyspace, String type, CqlColumn field) {
        return new Step(
                Action.ADD_FIELD,
                type + "." + field.name(),
                "ALTER TYPE " + CqlNames.quoted(keyspace, type) + " ADD " + declared(field));
    }

    private static String declared(CqlColumn field) {
        return CqlNames.quoted(field.name()) + ' ' + field.type().cql();
    }

    public static Step dropType(String keyspace, String type) {
        return new Step(Action.DROP_TYPE, type, "DROP TYPE IF EXISTS " + CqlNames.quoted(keyspace, type));
    }

    static Step createTable(TableDescription table) {
        String columns =
                table.columns().stream().map(column -> declared(column) + ", ").collect(Collectors.joining());
        return new Step(
                Action.CREATE_TABLE,
                table.name(),
                "CREATE TABLE IF NOT EXISTS " + CqlNames.quoted(table.keyspace(), table.name()) + " (" + columns
                        + primaryKey(table.columns()) + ")" + with(directions(table.columns()), table.options()));
    }

    static Step addColumn(TableDescription table, TableColumn column) {
        return new Step(
                Action.ADD_COLUMN,
                table.name() + "." + column.name(),
                "ALTER TABLE " + CqlNames.quoted(table.keyspace(), table.name()) + " ADD " + declared(column));
    }

    private static String declared(TableColumn column) {
        return CqlNames.quoted(column.name())
                + ' '
                + column.type().cql()
                + (column.role() instanceof EntityColumn.Static ? " STATIC" : "");
    }

    static Step alterTable(TableDescription table, Map<String, OptionValue> options) {
        return new Step(
                Action.ALTER_TABLE,
                table.name(),
                "ALTER TABLE " + CqlNames.quoted(table.keyspace(), table.name()) + " WITH " + assigned(options));
    }

    public static Step dropTable(String keyspace, String table) {
        return new Step(Action.DROP_TABLE, table, "DROP TABLE IF EXISTS " + CqlNames.quoted(keyspace, table));
    }

    public static Step truncate(String keyspace, String table) {
        return new Step(Action.TRUNCATE_TABLE, table, "TRUNCATE " + CqlNames.quoted(keyspace, table));
    }

    static Step createIndex(TableDescription table, IndexDescription index) {
        boolean custom = !index.using().isEmpty();
        String column = CqlNames.quoted(index.column());
        String target = switch (index.target()) {
            case COLUMN -> column;
            case KEYS -> "KEYS(" + column + ")";
            case VALUES -> "VALUES(" + column + ")";
            case ENTRIES -> "ENTRIES(" + column + ")";
            case FULL -> "FULL(" + column + ")";
        };
        StringBuilder cql = new StringBuilder(
                        custom ? "CREATE CUSTOM INDEX IF NOT EXISTS " : "CREATE INDEX IF NOT EXISTS ")
                .append(CqlNames.quoted(index.name()))
                .append(" ON ")
                .append(CqlNames.quoted(table.keyspace(), table.name()))
                .append(" (")
                .append(target)
                .append(')');
        if (custom) {
            cql.append(" USING ").append(CqlNames.literal(index.using()));
        }
        if (!index.options().isEmpty()) {
            cql.append(index.options().entrySet().stream()
                    .map(option -> CqlNames.literal(option.getKey()) + ": " + CqlNames.literal(option.getValue()))
                    .collect(Collectors.joining(", ", " WITH OPTIONS = {", "}")));
        }
        return new Step(Action.CREATE_INDEX, index.name(), cql.toString());
    }

    public static Step dropIndex(String keyspace, String index) {
        return new Step(Action.DROP_INDEX, index, "DROP INDEX IF EXISTS " + CqlNames.quoted(keyspace, index));
    }

    static Step createView(ViewDescription view) {
        return new Step(
                Action.CREATE_VIEW,
                view.name(),
                "CREATE MATERIALIZED VIEW IF NOT EXISTS " + CqlNames.quoted(view.keyspace(), view.name())
                        + " AS SELECT " + names(view.columns()) + " FROM "
                        + CqlNames.quoted(view.keyspace(), view.base()) + " WHERE " + view.where() + " "
                        + primaryKey(view.columns()) + with(ordered(view.columns()), view.options()));
    }

    static Step alterView(ViewDescription view, Map<String, OptionValue> options) {
        return new Step(
                Action.ALTER_VIEW,
                view.name(),
                "ALTER MATERIALIZED VIEW " + CqlNames.quoted(view.keyspace(), view.name()) + " WITH "
                        + assigned(options));
    }

    public static Step dropView(String keyspace, String view) {
        return new Step(Action.DROP_VIEW, view, "DROP MATERIALIZED VIEW IF EXISTS " + CqlNames.quoted(keyspace, view));
    }

    private static String primaryKey(List<TableColumn> columns) {
        List<TableColumn> partition = columns.stream()
                .filter(column -> column.role() instanceof EntityColumn.Partition)
                .toList();
        List<TableColumn> clustering = clustering(columns);
        return "PRIMARY KEY ((" + names(partition) + ")" + (clustering.isEmpty() ? "" : ", " + names(clustering)) + ")";
    }

    /** A table's columns ascend unless it says otherwise. */
    private static Optional<String> directions(List<TableColumn> columns) {
        return clustering(columns).stream().anyMatch(SchemaSteps::isDescending) ? ordered(columns) : Optional.empty();
    }

    /** A view that does not say it takes the directions of its base table. */
    private static Optional<String> ordered(List<TableColumn> columns) {
        return clustering(columns).isEmpty()
                ? Optional.empty()
                : Optional.of(clustering(columns).stream()
                        .map(column -> CqlNames.quoted(column.name()) + (isDescending(column) ? " DESC" : " ASC"))
                        .collect(Collectors.joining(", ", "CLUSTERING ORDER BY (", ")")));
    }

    private static String with(Optional<String> order, Map<String, OptionValue> options) {
        List<String> parts = new ArrayList<>();
        order.ifPresent(parts::add);
        Map<String, OptionValue> said = options.entrySet().stream()
                .filter(option -> !isDefaultTtl(option))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (!said.isEmpty()) {
            parts.add(assigned(new java.util.TreeMap<>(said)));
        }
        return parts.isEmpty() ? "" : " WITH " + String.join(" AND ", parts);
    }

    /** A new table has no time to live anyway. */
    private static boolean isDefaultTtl(Map.Entry<String, OptionValue> option) {
        return option.getKey().equals("default_time_to_live")
                && option.getValue().equals(ZERO);
    }

    private static String assigned(Map<String, OptionValue> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + " = " + option.getValue().cql())
                .collect(Collectors.joining(" AND "));
    }

    private static List<TableColumn> clustering(List<TableColumn> columns) {
        return columns.stream()
                .filter(column -> column.role() instanceof EntityColumn.Clustering)
                .toList();
    }

    private static boolean isDescending(TableColumn column) {
        return column.role() instanceof EntityColumn.Clustering key && key.descending();
    }

    private static String names(List<TableColumn> columns) {
        return columns.stream().map(column -> CqlNames.quoted(column.name())).collect(Collectors.joining(", "));
    }
}
